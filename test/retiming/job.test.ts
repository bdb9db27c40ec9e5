/** The job of an entry: written with it, worked on for a while, laid down, gone on with, counted once. */
import { describe, expect, test } from 'vitest';
import { type Fault, FaultyStore, scripted, seeded } from '../../shared/adapters/faulty-store.ts';
import { logKey } from '../../shared/calendar/store.ts';
import { exchangeKey, itemHead, toItem } from '../../shared/exchange/item.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { settled } from '../../shared/exchange/shell.ts';
import { wakeJob } from '../../shared/retiming/entering.ts';
import { jobKey, LEASE, type StoredJob } from '../../shared/retiming/job.ts';
import { list, sparedCount, sparedIds, withSpared } from '../../shared/retiming/listed.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { actor, at, JURISDICTION, type TestCounty, testCounty } from '../desk.ts';
import { correctionsOf, entered, enteredAndDone, jobOf, notice2026, resultOf, wakeDue } from './entries.ts';

const NOTHING = { retiming: { request: 0, wake: 0 } };

/** Monday; each is to be claimed by Wednesday. */
async function pending(count: number, wrap?: Parameters<typeof testCounty>[1]): Promise<TestCounty> {
  const county = await testCounty(at('2026-09-14T09:00'), wrap);
  for (let i = 0; i < count; i++) await county.push({ reference: `P-${i}` });
  return county;
}

const wednesdayOff = (county: TestCounty) => notice2026(county.now(), { '2026-09-16': false });

describe('an entry and its job are one commit', () => {
  test.each<[string, Fault, number]>([
    ['that fails', { outcome: 'fail' }, 0],
    ['whose answer is lost', { outcome: 'lose' }, 1],
    ['that lands late', { outcome: 'late' }, 1],
  ])('one %s', async (_name, fault, entries) => {
    let store: FaultyStore | undefined;
    const county = await pending(1, (inner) => {
      store = new FaultyStore(inner);
      return store;
    });
    store?.reschedule(scripted([fault]));
    await expect(entered(county.desk, wednesdayOff(county), 'r')).rejects.toThrow();
    await store?.land();
    expect((await county.desk.facts()).log.length).toBe(entries);
    expect((await county.store.get(jobKey(JURISDICTION, 1))) !== undefined).toBe(entries === 1);
    // Sent again it is there once, and its job is the same.
    const { log, stored } = await entered(county.desk, wednesdayOff(county), 'r');
    expect([log.length, stored.job.version, (await county.store.get(logKey(JURISDICTION))) !== undefined]).toEqual([
      1,
      1,
      true,
    ]);
  });

  test('two entries at once: each with the job of its own version', async () => {
    const county = await pending(1);
    const both = await Promise.all([1, 2].map(() => entered(county.desk, wednesdayOff(county))));
    expect(both.map(({ stored }) => stored.job.version).sort()).toEqual([1, 2]);
  });
});

describe('worked on a while at a time', () => {
  test('it is laid down to be woken at once, and done by whoever wakes it', async () => {
    const county = await pending(130);
    county.clock(at('2026-09-15T09:00'));
    for (let i = 130; i < 250; i++) await county.push({ reference: `P-${i}` });
    const { stored } = await entered(county.desk, wednesdayOff(county));
    const { job } = await workOn(county.desk, stored, 0);
    expect([job.progress?.stage, job.retimed, job.wakes]).toEqual(['pending', 100, county.now()]);
    let slices = 0;
    while ((await wakeDue(county.desk)) > 0) slices += 1;
    const done = await jobOf(county.desk, 1);
    expect(done).toMatchObject({ progress: null, retimed: 250, unchanged: 0, wakes: null, finishedAt: county.now() });
    expect(slices).toBeGreaterThan(2);
  });

  test('in the hands of one it is nobody else’s, until the lease is over', async () => {
    const county = await pending(3);
    await entered(county.desk, wednesdayOff(county));
    expect(await wakeDue(county.desk)).toBe(0);
    await wakeJob(county.desk, NOTHING, '1');
    expect((await jobOf(county.desk, 1)).retimed).toBe(0);
    county.clock(county.now() + LEASE);
    while ((await wakeDue(county.desk)) > 0);
    expect(await jobOf(county.desk, 1)).toMatchObject({ retimed: 3, progress: null });
  });

  test('the lease is renewed while the work goes on', async () => {
    const county = await pending(150);
    const { stored } = await entered(county.desk, wednesdayOff(county));
    county.clock(county.now() + LEASE - 1);
    const { desk, set } = withTimers(county);
    await workOn(desk, stored, Number.POSITIVE_INFINITY);
    expect(set.filter(({ key }) => key === jobKey(JURISDICTION, 1)).map(({ when }) => when)).toEqual([
      county.now() + LEASE,
    ]);
  });

  test('by two at once: nothing counts twice', async () => {
    const county = await pending(350);
    const { stored } = await entered(county.desk, wednesdayOff(county));
    await Promise.all([1, 2, 3].map(() => workOn(county.desk, stored, Number.POSITIVE_INFINITY)));
    expect(await jobOf(county.desk, 1)).toMatchObject({ progress: null, retimed: 350, unchanged: 0 });
  });

  test('what is pushed after the entry is not counted among what it left', async () => {
    const county = await pending(2);
    const { stored } = await entered(county.desk, notice2026(county.now(), {}));
    county.clock(county.now() + 1);
    await county.push({ reference: 'later' });
    const { job } = await workOn(county.desk, stored, Number.POSITIVE_INFINITY);
    expect([job.retimed, job.unchanged]).toEqual([0, 2]);
  });

  test.each(['0', '2', 'x', '1/spared/0', ''])('woken by the id %j, which is no job', async (id) => {
    const county = await pending(1);
    await entered(county.desk, wednesdayOff(county));
    await wakeJob(county.desk, NOTHING, id);
    expect((await jobOf(county.desk, 1)).progress).not.toBe(null);
  });
});

test('every deadline that moved has a new timer', async () => {
  const county = await pending(30);
  for (let i = 0; i < 30; i++) await sent(county, (await county.push({ reference: `P-${i}` })).id);
  const { desk, set } = withTimers(county);
  await enteredAndDone(desk, wednesdayOff(county));
  const armed = set.filter(({ key }) => key.includes('#exchange#')).map(({ when }) => when);
  expect([armed.length, ...new Set(armed)]).toEqual([30, at('2026-09-18T00:00')]);
});

describe('a store in trouble', () => {
  test.each([1, 2, 3])('throttled, answers lost (%i): done with the same counts', async (seed) => {
    let store: FaultyStore | undefined;
    const county = await pending(120, (inner) => {
      store = new FaultyStore(inner);
      return store;
    });
    const { stored } = await entered(county.desk, wednesdayOff(county));
    store?.reschedule(seeded(seed, { fail: 0.05, lose: 0.03, late: 0.02 }));
    let last = await workOn(county.desk, stored, Number.POSITIVE_INFINITY);
    store?.reschedule();
    await store?.land();
    if (last.fault) last = await workOn(county.desk, { job: last.job, head: stored.head }, Number.POSITIVE_INFINITY);
    expect(await jobOf(county.desk, 1)).toMatchObject({ progress: null, retimed: 120, unchanged: 0, failed: 0 });
  });

  test('one that does not answer at all: the fault is told, the job stays to be gone on with', async () => {
    let store: FaultyStore | undefined;
    const county = await pending(3, (inner) => {
      store = new FaultyStore(inner);
      return store;
    });
    const { stored } = await entered(county.desk, wednesdayOff(county));
    store?.reschedule(({ method }) => (method === 'getMany' ? { outcome: 'fail' } : undefined));
    const { job, fault } = await workOn(county.desk, stored, Number.POSITIVE_INFINITY);
    expect([job.progress, (fault as { code: string }).code]).toEqual([stored.job.progress, 'unavailable']);
    store?.reschedule();
    county.clock(county.now() + LEASE);
    while ((await wakeDue(county.desk)) > 0);
    expect(await jobOf(county.desk, 1)).toMatchObject({ progress: null, retimed: 3 });
  });

  test('one record that cannot be read keeps none of the others waiting', async () => {
    const county = await pending(5);
    const { id } = await county.read((await county.push({ reference: 'broken' })).id);
    const item = await county.store.get(exchangeKey(JURISDICTION, id));
    if (!item) throw new Error('no item');
    const value = { ...(item.value as object), kind: 'nothing-we-know' };
    await county.store.commit([{ item: { ...item, value }, expected: item.head }]);
    const { stored } = await entered(county.desk, wednesdayOff(county));
    const { job } = await workOn(county.desk, stored, Number.POSITIVE_INFINITY);
    expect(job).toMatchObject({ progress: null, retimed: 5, failed: 1 });
  });
});

describe('the list of the spared', () => {
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `id-${from + i}`);

  test('goes to pages of a thousand, and is read from any place', async () => {
    const county = await pending(0);
    let { stored } = await entered(county.desk, wednesdayOff(county));
    for (let from = 0; from < 21_350; from += 150) {
      const { job, along } = withSpared(stored.job, ids(from, Math.min(from + 150, 21_350)));
      const item = { key: jobKey(JURISDICTION, 1), head: `h${from}`, value: job, places: {} };
      expect((await county.store.commit([{ item, expected: stored.head }, ...along])).committed).toBe(true);
      stored = { job, head: item.head } satisfies StoredJob;
    }
    const { job } = stored;
    expect([job.pages, job.spared.length, sparedCount(job)]).toEqual([21, 350, 21_350]);
    expect(await sparedIds(county.desk, job)).toEqual(ids(0, 21_350));
    for (const [from, limit] of [
      [0, 50],
      [990, 20],
      [1000, 1],
      [19_990, 1500],
      [21_300, 200],
      [21_350, 50],
    ] as const) {
      expect(await sparedIds(county.desk, job, from, limit)).toEqual(ids(from, Math.min(from + limit, 21_350)));
    }
    await list(county.desk, 1, 'id-7');
    expect(sparedCount(await jobOf(county.desk, 1))).toBe(21_350);
    await list(county.desk, 1, 'another');
    expect((await jobOf(county.desk, 1)).spared.at(-1)).toBe('another');
  });

  test('has each once, with its correction, however the job is cut up', async () => {
    const county = await pending(230);
    for (let i = 0; i < 115; i++) await county.read((await county.push({ reference: `P-${i}` })).id);
    county.clock(at('2026-09-17T09:00'));
    for (let i = 0; i < 115; i++) await county.read((await county.push({ reference: `P-${i}` })).id);
    const { stored } = await entered(county.desk, wednesdayOff(county));
    await workOn(county.desk, stored, 0);
    while ((await wakeDue(county.desk)) > 0);
    const { spared } = await resultOf(county.desk, await jobOf(county.desk, 1));
    expect([spared.length, new Set(spared).size, (await correctionsOf(county.desk)).length]).toEqual([230, 230, 230]);
  });

  test('also has what was deemed with an older calendar when the job had passed by', async () => {
    const county = await pending(1);
    const push = await county.push({ reference: 'P-0' });
    county.clock(at('2026-09-17T09:00'));
    const stale = await county.desk.facts();
    const result = await enteredAndDone(
      { ...county.desk, ports: { ...county.desk.ports, store: without(county, push.id) } },
      notice2026(at('2026-09-16T23:00'), { '2026-09-16': false }),
    );
    expect(result.spared).toEqual([]);
    await settled(county.desk, push, stale);
    expect((await resultOf(county.desk, await jobOf(county.desk, 1))).spared).toEqual([push.id]);
    expect((await correctionsOf(county.desk)).length).toBe(1);
  });
});

/** A store in which one record does not show in any index: whoever walks it passes by. */
function without(county: TestCounty, id: string): TestCounty['store'] {
  const { store } = county;
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    commit: (puts) => store.commit(puts),
    query: async (...asked) => (await store.query(...asked)).filter(({ key }) => !key.endsWith(id)),
  };
}

test('claims go on while a job is cut up: whoever claimed in time keeps it', async () => {
  const county = await pending(120);
  const { stored } = await entered(county.desk, wednesdayOff(county));
  await workOn(county.desk, stored, 0);
  const pushes = await Promise.all(Array.from({ length: 120 }, (_, i) => county.push({ reference: `P-${i}` })));
  const claims = pushes.slice(0, 40).map(({ id }) => county.act(id, 'claim', {}, actor('SCJG')));
  const work = (async () => {
    while ((await wakeDue(county.desk)) > 0);
  })();
  await Promise.all([...claims, work]);
  const after = await Promise.all(pushes.map(({ id }) => county.read(id)));
  expect(after.filter(({ state }) => state === 'claimed').length).toBe(40);
  expect(new Set(after.map(({ claimBy }) => claimBy))).toEqual(new Set(['2026-09-17']));
  expect((await jobOf(county.desk, 1)).progress).toBe(null);
});

/** The county's desk, and every timer that is set by it. */
function withTimers(county: TestCounty) {
  const set: { key: string; when: number }[] = [];
  const timers = { set: async (key: string, when: number) => void set.push({ key, when }) };
  return { set, desk: { ...county.desk, ports: { ...county.desk.ports, timers } } };
}

/** Its arrival has been mailed: from now on the record waits for its deadline alone. */
async function sent(county: TestCounty, id: string): Promise<void> {
  const before = await county.read(id);
  const done = { at: county.now(), how: 'sent' as const };
  const after = { ...before, notices: before.notices.map((notice) => ({ ...notice, done })) };
  const item = toItem(kindNamed(county.desk.kinds, 'push'), after);
  expect((await county.store.commit([{ item, expected: itemHead(before) }])).committed).toBe(true);
}
