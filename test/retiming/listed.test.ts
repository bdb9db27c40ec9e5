/**
 * The list of the deemed claims that an entry would have spared: each once, however many, whenever they were written.
 */
import { describe, expect, test } from 'vitest';
import { settled } from '../../shared/exchange/work.ts';
import { CAUGHT_UP, jobKey, type StoredJob } from '../../shared/retiming/job.ts';
import { list, sparedCount, sparedIds, withSpared } from '../../shared/retiming/listed.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { at, JURISDICTION, type TestCounty } from '../desk.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import {
  correctionsOf,
  entered,
  enteredAndDone,
  jobOf,
  notice2026,
  pending,
  resultOf,
  wakeDue,
  wednesdayOff,
} from './entries.ts';

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

test('what no index shows yet is found when they have caught up, and the list says so', async () => {
  let store: FaultyStore | undefined;
  const county = await pending(1, (inner) => {
    store = new FaultyStore(inner);
    return store;
  });
  const { id } = await county.push({ reference: 'P-0' });
  county.clock(at('2026-09-17T09:00'));
  expect((await county.read(id)).state).toBe('deemed-claimed');
  store?.lag({ hidden: 100 });
  expect(await enteredAndDone(county.desk, wednesdayOff(county))).toEqual({ retimed: 0, unchanged: 0, spared: [] });
  store?.lag();
  county.clock(county.now() + CAUGHT_UP);
  while ((await wakeDue(county.desk)) > 0);
  const done = await jobOf(county.desk, 1);
  expect([done.progress, done.spared, await correctionsOf(county.desk)]).toEqual([null, [id], [expect.any(String)]]);
});

/** A store in which one record does not show in any index: whoever walks it passes by. */
function without(county: TestCounty, id: string): TestCounty['store'] {
  const { store } = county;
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    commit: (puts, first) => store.commit(puts, first),
    query: async (...asked) => (await store.query(...asked)).filter(({ key }) => !key.endsWith(id)),
  };
}
