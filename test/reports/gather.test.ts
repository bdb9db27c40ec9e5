/** From the store to the tally: what is still pending is settled first, and an index that lags changes no figure. */
import { expect, test } from 'vitest';
import type { SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { calendarAt } from '../../shared/calendar/table.ts';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { CountedPush } from '../../shared/reports/counted.ts';
import { receivedPushes, tallyQuarter } from '../../shared/reports/gather.ts';
import { Tally } from '../../shared/reports/tally.ts';
import { actor, at, FOOD, type TestCounty, testCounty } from '../desk.ts';
import { FaultyStore } from '../faulty-store/store.ts';

const BUREAU = actor('SPJ');
const ORGS = ['SPJ', 'SCJG', 'WJJ', 'ZHZF'];

/** Two weeks of pushes of every fate, the last of them still pending at the draft; some late, some for information. */
async function lived(county: TestCounty): Promise<void> {
  const fates = ['claim', 'return', 'withdraw', 'named', 'claim', 'readdress', 'nothing'];
  const toName: [string, string][] = [];
  for (let i = 0; i < 28; i++) {
    county.clock(at(`2026-09-${String(14 + Math.floor(i / 2)).padStart(2, '0')}T09:00`));
    const occurredAt = i % 5 === 0 ? '2026-09-08T09:00:00+08:00' : new Date(county.now()).toISOString();
    const matter = i % 3 === 0 ? 'M-HEALTH' : i % 7 === 1 ? 'M-AGENCY' : FOOD;
    const { id, to } = await county.push({ reference: `R-${i}`, matter, occurredAt });
    const fate = fates[i % fates.length];
    const there = actor(to as string);
    county.clock(county.now() + 1_800_000);
    if (fate === 'claim') await county.act(id, 'claim', { note: null }, there);
    if (fate === 'return' || fate === 'readdress')
      await county.act(id, 'return', { reason: '不属于本单位职责' }, there);
    if (fate === 'readdress') await county.act(id, 'readdress', { org: to === 'WJJ' ? 'SCJG' : 'WJJ' }, BUREAU);
    if (fate === 'named') toName.push([id, to as string]);
    if (fate === 'withdraw') await county.act(id, 'withdraw', { reason: '重复推送' }, BUREAU);
  }
  county.clock(at('2026-09-30T09:00'));
  for (const [id, to] of toName.slice(0, 3)) await county.act(id, 'responsible', { name: '王五' }, actor(to));
  await county.push({ reference: 'LATE', occurredAt: '2026-09-25T09:00:00+08:00' });
  const last = await county.push({ reference: 'LAST', occurredAt: '2026-09-29T09:00:00+08:00' });
  await county.act(last.id, 'return', { reason: '不属于本单位职责' }, actor('SCJG'));
  county.clock(at('2026-10-08T09:00'));
}

async function counted(county: TestCounty, quarter: string) {
  const tally = await tallyQuarter(county.desk, await county.desk.facts(), quarter, at('2026-07-01T09:00'));
  return ORGS.map((org) => tally.figures(org));
}

/** Every record of the store, read one after the other. */
function fromRecords(store: SqliteStore, quarter: string) {
  const calendar = calendarAt([], 0, 2026);
  const tally = new Tally({ quarter, asOf: at('2026-10-08T09:00'), since: at('2026-07-01T09:00'), calendar });
  for (const { value } of store.all()) if ((value as CountedPush).kind === 'push') tally.add(value as CountedPush);
  return ORGS.map((org) => tally.figures(org));
}

test('says what the records say, once they are settled', async () => {
  const county = await testCounty(at('2026-09-14T08:30'));
  await lived(county);
  const third = await counted(county, '2026Q3');
  const fourth = await counted(county, '2026Q4');
  const store = county.store as SqliteStore;
  expect(third).toEqual(fromRecords(store, '2026Q3'));
  expect(fourth.map(({ received }) => received)).toEqual(fromRecords(store, '2026Q4').map(({ received }) => received));
  const sum = (name: 'received' | 'deemedClaimed' | 'notNamed' | 'pushedLate' | 'readdressedLate') =>
    third.reduce((total, figures) => total + figures[name], 0);
  // 28 pushes and 4 successors; those of 29 and 30 September fall due after the holiday.
  expect(sum('received')).toBe(32);
  expect(sum('deemedClaimed')).toBeGreaterThan(6);
  expect(sum('notNamed')).toBe(sum('deemedClaimed') - 3);
  // Six of the 28, and LATE; LAST was due on 29 September and pushed on the 30th.
  expect(sum('pushedLate')).toBe(8);
  expect(sum('readdressedLate')).toBe(4);
});

/** Pushed on a day, returned on the last of the quarter, and not readdressed by 8 October. */
async function returnedLast(pushed: string, entries: LogEntry[] = []): Promise<TestCounty> {
  const county = await testCounty(at(`${pushed}T09:00`));
  const { id } = await county.push({ reference: 'R' });
  for (const entry of entries) await county.enter({ ...entry, at: Math.max(entry.at, county.now()) });
  county.clock(at('2026-09-30T15:00'));
  await county.act(id, 'return', { reason: '不属于本单位职责' }, actor('SCJG'));
  county.clock(at('2026-10-12T09:00'));
  return county;
}

test.each(['2026-09-28', '2026-09-29', '2026-09-30'])(
  'what was received on %s and readdressed too late stands in the quarter of that day',
  async (pushed) => {
    const county = await returnedLast(pushed);
    expect((await counted(county, '2026Q4'))[0]).toMatchObject({ org: 'SPJ', readdressedLate: 1 });
    expect((await counted(county, '2026Q3'))[0]).toMatchObject({ org: 'SPJ', readdressedLate: 0 });
  },
);

test('also where an extension, taken back since, let the claim run for weeks', async () => {
  const day = at('2026-09-07T09:00');
  const who = { by: 'spj.admin', reason: '故障' };
  const lost: LogEntry = {
    ...{ type: 'extension', at: day, from: '2026-09-08', to: '2026-09-28', documentNumber: '文' },
    ...who,
  };
  const county = await returnedLast('2026-09-07', [lost]);
  await county.enter({ type: 'revocation', at: county.now(), extension: 1, ...who });
  expect((await counted(county, '2026Q4'))[0]).toMatchObject({ org: 'SPJ', readdressedLate: 1 });
});

test.each(['commits', 'hidden'] as const)('where no index has seen what the tally itself settles (%s)', async (lag) => {
  let commits = 0;
  let faulty: FaultyStore | undefined;
  const county = await testCounty(at('2026-09-14T08:30'), (store) => {
    faulty = new FaultyStore(store);
    return faulty;
  });
  await lived(county);
  const store = faulty as unknown as FaultyStore;
  const commit = store.commit.bind(store);
  store.commit = async (puts) => {
    const result = await commit(puts);
    store.lag({ [lag]: ++commits });
    return result;
  };
  const other = await testCounty(at('2026-09-14T08:30'));
  await lived(other);
  expect(await counted(county, '2026Q3')).toEqual(await counted(other, '2026Q3'));
  expect(commits).toBeGreaterThan(6);
});

test('reads what is open once, in groups, where nothing of it is due', async () => {
  const read: string[] = [];
  const alone: string[] = [];
  const county = await testCounty(at('2026-09-28T08:30'), (store) => {
    const [get, getMany] = [store.get.bind(store), store.getMany.bind(store)];
    store.getMany = async (keys) => {
      read.push(...keys);
      return getMany(keys);
    };
    store.get = async (key) => {
      alone.push(key);
      return get(key);
    };
    return store;
  });
  const keys: string[] = [];
  for (let i = 0; i < 40; i++) {
    const { id } = await county.push({ reference: `O-${i}`, matter: i % 3 === 0 ? 'M-HEALTH' : FOOD });
    keys.push(exchangeKey(county.desk.jurisdiction, id));
  }
  const facts = await county.desk.facts();
  const isOpen = (key: string): boolean => keys.includes(key);
  read.length = 0;
  alone.length = 0;
  await tallyQuarter(county.desk, facts, '2026Q3', at('2026-07-01T09:00'));
  expect(read.filter(isOpen).sort()).toEqual(keys.toSorted());
  expect(alone.filter(isOpen)).toEqual([]);
  // The same of one organisation: a batch that counts late work again.
  read.length = 0;
  for await (const _ of receivedPushes(county.desk, facts, 'SCJG', '2026Q3'));
  expect([read.filter(isOpen).length, alone.filter(isOpen).length]).toEqual([26, 0]);
});
