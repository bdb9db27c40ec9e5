/** The queue and the sweep: late, early, twice, out of order, broken, and what becomes of the pushes. */
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { queueHandler } from '../../functions/timers/queue.ts';
import { sweep } from '../../functions/timers/sweep.ts';
import { readCounty } from '../../shared/accounts/directory.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { openLanes } from '../../shared/exchange/wakes.ts';
import { sortable, WAKE_SHARDS } from '../../shared/keys.ts';
import { KINDS } from '../../shared/kinds.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Log } from '../../shared/ports.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { at, JURISDICTION, type Push, type TestCounty, testCounty } from '../desk.ts';
import { FaultyStore } from '../faulty-store/store.ts';

const PUSHED = at('2026-09-14T09:00');

async function setUp() {
  const faults: { store?: FaultyStore } = {};
  const county = await testCounty(PUSHED, (store) => {
    faults.store = new FaultyStore(store);
    return faults.store;
  });
  const events: Record<string, unknown>[] = [];
  const note = (event: string, fields = {}) => void events.push({ event, ...fields });
  const log: Log = { info: note, error: note };
  const settings = { issuers: [], jurisdiction: JURISDICTION, address: '', mailDomain: 'test.example' };
  const platform: Platform = { ports: { ...county.desk.ports, log }, kinds: KINDS, settings };
  return { county, platform, events, store: faults.store as FaultyStore };
}

/** What has a mail of its own, at once. */
const DANGEROUS = { riskPoints: [{ description: '冷链不达标', severity: 'high' }] };

const stateOf = async (county: TestCounty, push: Push): Promise<string> => {
  const item = await county.store.get(exchangeKey(JURISDICTION, push.id));
  return (item as { value: Push }).value.state;
};

const deadlineOf = (push: Push): number => push.clock?.deadline ?? 0;
const messageOf = (push: Push): string =>
  JSON.stringify({ key: exchangeKey(JURISDICTION, push.id), at: deadlineOf(push) });
const event = (...bodies: string[]): SQSEvent =>
  ({ Records: bodies.map((body, i) => ({ messageId: `m${i}`, body })) }) as unknown as SQSEvent;
const failed = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('the wake queue', () => {
  it('deems what is due, once however often it is delivered', async () => {
    const { county, platform } = await setUp();
    const [a, b] = [await county.push({ reference: 'A' }), await county.push({ reference: 'B' })];
    county.clock(deadlineOf(a));
    const handler = queueHandler(platform);
    expect(await handler(event(messageOf(b), messageOf(a), messageOf(b)))).toEqual(failed());
    expect(await handler(event(messageOf(a)))).toEqual(failed());
    for (const push of [a, b]) {
      expect(await stateOf(county, push)).toBe('deemed-claimed');
      expect((await county.read(push.id)).history.filter(({ act }) => act === 'deem')).toHaveLength(1);
    }
  });

  it('has what comes early come again, and changes nothing', async () => {
    const { county, platform } = await setUp();
    const push = await county.push({});
    county.clock(deadlineOf(push) - 1);
    expect(await queueHandler(platform)(event(messageOf(push)))).toEqual(failed('m0'));
    expect(await stateOf(county, push)).toBe('pending');
  });

  it('is done with what an old deadline or no record wakes', async () => {
    const { county, platform } = await setUp();
    const push = await county.push({});
    const early = JSON.stringify({ key: exchangeKey(JURISDICTION, push.id), at: PUSHED });
    const nothing = JSON.stringify({ key: exchangeKey(JURISDICTION, 'no-such'), at: PUSHED });
    expect(await queueHandler(platform)(event(early, nothing))).toEqual(failed());
    expect(await stateOf(county, push)).toBe('pending');
  });

  it('fails only what fails: not JSON, not a message, a store that is down', async () => {
    const { county, platform, store } = await setUp();
    const push = await county.push({});
    county.clock(deadlineOf(push));
    const handler = queueHandler(platform);
    expect(await handler(event('{', '{}', messageOf(push)))).toEqual(failed('m0', 'm1'));
    store.reschedule(() => ({ outcome: 'fail' }));
    expect(await handler(event(messageOf(push)))).toEqual(failed('m0'));
  });
});

describe('the sweep', () => {
  const options = { window: 15 * MINUTE, timeLimit: MINUTE };

  it('ends when its time is over, and begins elsewhere the next time: in the end nobody waits', async () => {
    const { county, platform } = await setUp();
    for (let i = 0; i < 40; i++) await county.push({ reference: `R${i}`, ...DANGEROUS });
    const dueIn = async (shard: number): Promise<number> => {
      const to = sortable(county.now() + 1);
      return (await platform.ports.store.query('wake', String(shard), { to, limit: 100 })).length;
    };
    const due = () => Promise.all(Array.from({ length: WAKE_SHARDS }, (_, shard) => dueIn(shard)));
    const before = await due();
    expect(before.every((count) => count > 0)).toBe(true);
    await sweep(platform, { ...options, timeLimit: 0 });
    // One lane, of the wake index or of open work.
    expect((await due()).filter((count) => count === 0).length).toBeLessThanOrEqual(1);
    // Once around for the mails of the arrival, once for what they cause.
    const lanes = WAKE_SHARDS + openLanes((await county.desk.facts()).county).length;
    for (let n = 1; n < 4 * lanes; n++) {
      county.clock(county.now() + 5 * MINUTE);
      await sweep(platform, { ...options, timeLimit: 0 });
    }
    expect((await due()).every((count) => count === 0)).toBe(true);
  });

  it('wakes what no timer has woken, and says so only long after', async () => {
    const { county, platform, events } = await setUp();
    const pushes: Push[] = [];
    for (let i = 0; i < 5; i++) pushes.push(await county.push({ reference: `R${i}` }));
    // The mails of the arrival, and what they cause.
    for (let i = 0; i < 2; i++) await sweep(platform, options);
    const deadline = deadlineOf(pushes[0] as Push);
    county.clock(deadline - 1);
    await sweep(platform, options);
    expect(await stateOf(county, pushes[0] as Push)).toBe('pending');
    county.clock(deadline + 20 * MINUTE);
    expect(await sweep(platform, options)).toMatchObject({ found: 0, failed: 0 });
    for (const push of pushes) expect(await stateOf(county, push)).toBe('deemed-claimed');
    expect(events.map((e) => e.event)).not.toContain('sweep-found');
  });

  it('tells of what was due for longer than timers may take', async () => {
    const { county, platform, events } = await setUp();
    const push = await county.push({});
    await sweep(platform, options);
    county.clock(deadlineOf(push) + 26 * MINUTE);
    const { found } = await sweep(platform, options);
    expect(found).toBeGreaterThanOrEqual(1);
    expect(events).toContainEqual({ event: 'sweep-found', count: found });
    expect(await stateOf(county, push)).toBe('deemed-claimed');
  });

  it('keeps since when the county has a kind of records that came later, once', async () => {
    const { county, platform } = await setUp();
    const feedback = KINDS.get('feedback') as AnyKind;
    const later = { ...platform, kinds: new Map([...KINDS, ['later', { ...feedback, kind: 'later' }]]) };
    const since = async () => (await readCounty(platform.ports.store, JURISDICTION))?.kindsSince?.later;
    await sweep(platform, options);
    expect(await since()).toBeUndefined();
    await sweep(later, options);
    county.clock(PUSHED + DAY);
    await sweep(later, options);
    expect(await since()).toBe('2026-09-14');
  });

  it('goes on after what fails', async () => {
    const { county, platform, store } = await setUp();
    const pushes: Push[] = [];
    for (let i = 0; i < 5; i++) pushes.push(await county.push({ reference: `R${i}` }));
    county.clock(deadlineOf(pushes[0] as Push) + MINUTE);
    store.reschedule(({ method, number }) =>
      method === 'commit' && number % 2 === 0 ? { outcome: 'lose' } : undefined,
    );
    await sweep(platform, options);
    store.reschedule();
    for (const push of pushes) expect(await stateOf(county, push)).toBe('deemed-claimed');
  });
});
