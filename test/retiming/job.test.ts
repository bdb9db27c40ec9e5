/** The job of an entry: written with it, worked on for a while, laid down, gone on with, counted once. */
import { describe, expect, test } from 'vitest';
import { logKey } from '../../shared/calendar/store.ts';
import { itemHead, toItem } from '../../shared/exchange/item.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import type { Store } from '../../shared/ports.ts';
import { wakeJob } from '../../shared/retiming/entering.ts';
import { CAUGHT_UP, jobKey, LEASE } from '../../shared/retiming/job.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { actor, at, JURISDICTION, type TestCounty } from '../desk.ts';
import { type Fault, FaultyStore, scripted } from '../faulty-store/store.ts';
import { entered, enteredAndDone, jobOf, notice2026, pending, wakeDue, wednesdayOff } from './entries.ts';

const NOTHING = { retiming: { request: 0, wake: 0 } };

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
    expect(done).toMatchObject({ retimed: 250, unchanged: 0, failed: 0, finishedAt: county.now() });
    county.clock(county.now() + CAUGHT_UP);
    while ((await wakeDue(county.desk)) > 0);
    expect(await jobOf(county.desk, 1)).toEqual({ ...done, progress: null, wakes: null });
    expect(slices).toBeGreaterThan(2);
  });

  test.each([5, 15, 25, 40])(
    'it is laid down whenever the time of %i ms is spent, also while it is written',
    async (time) => {
      const county = await pending(350, slowCommits);
      const { stored } = await entered(county.desk, wednesdayOff(county));
      const { job } = await workOn(county.desk, stored, time);
      expect([job.finishedAt, job.wakes]).toEqual([null, county.now()]);
    },
  );

  test('in the hands of one it is nobody else’s, until the lease is over', async () => {
    const county = await pending(3);
    await entered(county.desk, wednesdayOff(county));
    expect(await wakeDue(county.desk)).toBe(0);
    await wakeJob(county.desk, NOTHING, '1');
    expect((await jobOf(county.desk, 1)).retimed).toBe(0);
    county.clock(county.now() + LEASE);
    while ((await wakeDue(county.desk)) > 0);
    expect(await jobOf(county.desk, 1)).toMatchObject({ retimed: 3, finishedAt: county.now() });
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
    expect(await jobOf(county.desk, 1)).toMatchObject({ finishedAt: county.now(), retimed: 350, unchanged: 0 });
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
    expect((await jobOf(county.desk, 1)).finishedAt).toBe(null);
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
  expect((await jobOf(county.desk, 1)).finishedAt).toBe(county.now());
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
  const after = { ...before, mails: before.mails.map((notice) => ({ ...notice, done })) };
  const item = toItem(kindNamed(county.desk.kinds, 'push'), after);
  expect((await county.store.commit([{ item, expected: itemHead(before) }])).committed).toBe(true);
}

/** Every commit of a job takes 10 ms. */
function slowCommits(store: Store): Store {
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    query: (...asked) => store.query(...asked),
    commit: async (puts, first) => {
      if (puts[0]?.item.key.includes('#retiming#')) await new Promise((resolve) => setTimeout(resolve, 10));
      return store.commit(puts, first);
    },
  };
}
