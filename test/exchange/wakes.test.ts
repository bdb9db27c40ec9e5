/**
 * Where what has to be woken is found: pushes that wait by their place among the open work of their addressee, what
 * owes a mail in the wake index (decision 76).
 */
import { describe, expect, test } from 'vitest';
import { sweep } from '../../functions/timers/sweep.ts';
import { dueWakes, nextWake } from '../../infra/local/timers/wakes.ts';
import { countyKey } from '../../shared/accounts/directory.ts';
import { plainItem } from '../../shared/change.ts';
import type { County, Organisation } from '../../shared/county.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { MANY } from '../../shared/exchange/wakes.ts';
import { sortable, wakeShard } from '../../shared/keys.ts';
import { KINDS } from '../../shared/kinds.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Item, Place, Put } from '../../shared/ports.ts';
import { previewOf } from '../../shared/retiming/preview.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { formatInstant, type Instant, MINUTE } from '../../shared/time.ts';
import { wakesAt } from '../../shared/waking.ts';
import { actor, at, JURISDICTION, type Push, type TestCounty, testCounty } from '../desk.ts';
import { entered, enteredAndDone, jobOf, notice2026, pending, wakeDue, wednesdayOff } from '../retiming/entries.ts';

const PUSHED = at('2026-09-14T09:00');
const DUE = at('2026-09-17T00:00');
const food = actor('SCJG');
const bureau = actor('SPJ');
/** What has a mail of its own, at once. */
const DANGEROUS = { riskPoints: [{ description: '冷链不达标', severity: 'high' }] };
const SWEPT = { window: 15 * MINUTE, timeLimit: MINUTE };

function platformOf({ desk }: TestCounty): Platform {
  const settings = { issuers: [], jurisdiction: JURISDICTION, address: '', mailDomain: 'test.example' };
  return { ports: desk.ports, kinds: KINDS, settings };
}

const stored = async ({ store }: TestCounty, { id }: { id: string }): Promise<Item> =>
  (await store.get(exchangeKey(JURISDICTION, id))) as Item;

async function due(county: TestCounty, now: Instant): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, at: instant } of dueWakes(platformOf(county), now)) {
    found.push(`${formatInstant(instant).slice(0, 16)} ${key.slice(-4)}`);
  }
  return found;
}

test('the kinds with many records are those whose open work is looked through', () => {
  expect([...KINDS.values()].filter(({ many }) => many).map(({ kind }) => kind)).toEqual([MANY]);
});

describe('of a push', () => {
  type Acts = (county: TestCounty, push: Push) => Promise<unknown>;
  const nothing: Acts = async () => {};
  const claimed: Acts = (county, { id }) => county.act(id, 'claim', {}, food);
  const returned: Acts = (county, { id }) => county.act(id, 'return', { reason: '不属本单位职责' }, food);
  test.each<[string, Record<string, unknown>, Acts, string | null, boolean]>([
    ['pending', {}, nothing, '2026-09-17T00:00', false],
    ['pending, a mail owed', DANGEROUS, nothing, '2026-09-14T09:00', true],
    ['claimed', {}, claimed, null, false],
    [
      'quarantined',
      {},
      (county, { id }) => county.act(id, 'quarantine', { reason: '误传' }, bureau),
      '2026-09-17T00:00',
      false,
    ],
    ['returned, a mail owed', {}, returned, '2026-09-14T09:00', true],
  ])('%s', async (_name, input, acts, instant, indexed) => {
    const county = await testCounty(PUSHED);
    const push = await county.push(input);
    await acts(county, push);
    const { places } = await stored(county, push);
    const wakes = wakesAt(places);
    expect([wakes && formatInstant(wakes).slice(0, 16), places.wake !== undefined]).toEqual([instant, indexed]);
  });
});

describe('at home', () => {
  test('all that is due is met in order of time, whichever index tells it', async () => {
    const county = await testCounty(PUSHED);
    const quiet = await county.push({ reference: 'A' });
    const dangerous = await county.push({ reference: 'B', ...DANGEROUS });
    const platform = platformOf(county);
    const ends = [quiet, dangerous].map(({ id }) => `2026-09-17T00:00 ${id.slice(-4)}`);
    expect(await nextWake(platform, PUSHED - 1)).toBe(PUSHED);
    expect(await nextWake(platform, PUSHED)).toBe(DUE);
    expect(await due(county, PUSHED)).toEqual([`2026-09-14T09:00 ${dangerous.id.slice(-4)}`]);
    expect((await due(county, DUE)).toSorted()).toEqual(
      [`2026-09-14T09:00 ${dangerous.id.slice(-4)}`, ...ends].toSorted(),
    );
    expect(await nextWake(platform, DUE)).toBeNull();
  });
});

test('the sweep finds what lay in the wake index before, and its open work', async () => {
  const county = await testCounty(PUSHED);
  const [before, since] = [await county.push({ reference: 'A' }), await county.push({ reference: 'B' })];
  const item = await stored(county, before);
  const places: Item['places'] = {
    ...item.places,
    in: { ...(item.places.in as Place), sort: `${sortable(DUE)}#${sortable(PUSHED)}` },
    wake: { partition: wakeShard(item.key), sort: sortable(DUE) },
  };
  const put: Put = { item: { ...item, places }, expected: item.head };
  expect(await county.store.commit([put])).toEqual({ committed: true });
  county.clock(DUE);
  expect(await sweep(platformOf(county), SWEPT)).toMatchObject({ due: 2, failed: 0 });
  for (const { id } of [before, since])
    expect((await stored(county, { id })).value).toMatchObject({ state: 'deemed-claimed' });
});

test('a push that owes a mail as well is counted once by a preview and by what an entry moves', async () => {
  const county = await testCounty(PUSHED);
  await county.push({ reference: 'A' });
  await county.push({ reference: 'B', ...DANGEROUS });
  const entry = notice2026(county.now(), { '2026-09-16': false });
  expect(await previewOf(county.desk, await county.desk.facts(), entry)).toEqual({ moved: 2, running: 2, whole: true });
  expect(await enteredAndDone(county.desk, entry)).toEqual({ retimed: 2, unchanged: 0, spared: [] });
});

test('a job that was laid down among open work goes on there, though organisations have come since', async () => {
  const county = await pending(120);
  for (const reference of ['A', 'B']) await county.push({ reference, matter: 'M-HEALTH' });
  const { stored: begun } = await entered(county.desk, wednesdayOff(county));
  const { job } = await workOn(county.desk, begun, 0);
  expect(job.progress).toMatchObject({ stage: 'pending', shard: 8, org: 'SCJG' });
  const key = countyKey(JURISDICTION);
  const item = (await county.store.get(key)) as Item;
  const { organisations, ...rest } = item.value as County;
  const joined = ['AAA', 'SLJ', 'ZZZ'].map((code) => ({ ...(organisations[0] as Organisation), code, sections: [] }));
  const value = { ...rest, organisations: [...joined, ...organisations] };
  await county.store.commit([{ item: plainItem(key, value), expected: item.head }]);
  while ((await wakeDue(county.desk)) > 0);
  expect(await jobOf(county.desk, job.version)).toMatchObject({ retimed: 122, unchanged: 0, failed: 0 });
});
