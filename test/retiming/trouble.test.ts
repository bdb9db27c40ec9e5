/** A job whose store throttles, loses answers or is silent, and one with a record that cannot be read. */
import { describe, expect, test } from 'vitest';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { LEASE } from '../../shared/retiming/job.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { JURISDICTION } from '../desk.ts';
import { FaultyStore, seeded } from '../faulty-store/store.ts';
import { entered, jobOf, pending, wakeDue, wednesdayOff } from './entries.ts';

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
    expect(await jobOf(county.desk, 1)).toMatchObject({
      finishedAt: county.now(),
      retimed: 120,
      unchanged: 0,
      failed: 0,
    });
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
    expect(await jobOf(county.desk, 1)).toMatchObject({ finishedAt: county.now(), retimed: 3 });
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
    expect(job).toMatchObject({ finishedAt: county.now(), retimed: 5, failed: 1 });
  });
});
