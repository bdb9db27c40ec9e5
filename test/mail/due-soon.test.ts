/** What falls due soon, however much it is: counted in pages, the nearest kept, each met once. */
import { describe, expect, test } from 'vitest';
import { toItem } from '../../shared/exchange/item.ts';
import type { Store } from '../../shared/ports.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { dueSoon, dueSoonPages, type PendingPush } from '../../shared/pushes/mails/due-soon.ts';
import { at, type Push, type TestCounty, testCounty } from '../desk.ts';

const all = (): boolean => true;

/** As many pushes as are asked for, alike but for their numbers, laid into the store directly. */
async function copies(county: TestCounty, push: Push, count: number): Promise<void> {
  for (let n = 0; n < count; n += 100) {
    const puts = Array.from({ length: Math.min(100, count - n) }, (_, i) => {
      const id = (n + i).toString(16).padStart(32, '0');
      return { item: toItem(pushKind, { ...push, id, reference: `R-${n + i}` }), expected: null };
    });
    await county.store.commit(puts);
  }
}

/** Notes how many records are read at once. */
function noting(reads: number[]): (store: Store) => Store {
  return (store) => ({
    ...boundTo(store),
    getMany: (keys) => {
      reads.push(keys.length);
      return store.getMany(keys);
    },
  });
}

function boundTo(store: Store): Store {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(store)).concat(Object.keys(store));
  const methods = names.map((name) => [name, Reflect.get(store, name)]).filter(([, of]) => typeof of === 'function');
  return Object.fromEntries(methods.map(([name, of]) => [name, of.bind(store)])) as Store;
}

describe('450 due on one day', async () => {
  const reads: number[] = [];
  const county = await testCounty(at('2026-09-28T09:00'), noting(reads));
  const later = await county.push({ reference: 'today' });
  await copies(county, later, 449);
  county.clock(at('2026-09-29T09:00'));
  await county.push({ reference: 'next' });
  county.clock(at('2026-09-30T08:30'));
  const facts = await county.desk.facts();

  test('all are counted, a hundred are kept, nearest first', async () => {
    const soon = await dueSoon(county.desk, facts, 'SCJG', 100, all);
    expect([soon.dueToday, soon.dueNext, soon.nearest.length]).toEqual([450, 1, 100]);
    expect([soon.today, soon.next, soon.provisional]).toEqual(['2026-09-30', '2026-10-08', false]);
    expect(new Set(soon.nearest.map(({ clock }) => clock.by))).toEqual(new Set(['2026-09-30']));
  });

  test('never more than a group at once', async () => {
    reads.length = 0;
    await dueSoon(county.desk, facts, 'SCJG', 100, all);
    expect([Math.max(...reads), reads.reduce((sum, n) => sum + n, 0)]).toEqual([32, 451]);
  });

  test('only what is wanted counts; where that is nothing, there is nothing', async () => {
    const next = ({ reference }: PendingPush): boolean => reference === 'next';
    const soon = await dueSoon(county.desk, facts, 'SCJG', 100, next);
    expect([soon.dueToday, soon.dueNext, soon.nearest.map(({ reference }) => reference)]).toEqual([0, 1, ['next']]);
    expect(await dueSoon(county.desk, facts, 'WJJ', 100, all)).toMatchObject({ dueToday: 0, dueNext: 0, nearest: [] });
  });
});

test('what settling moves to a later day within reach is met once', async () => {
  const county = await testCounty(at('2026-09-28T09:00'));
  const first = await county.push({ reference: 'moved' });
  // More than a page: what the first page moves is met again by the second.
  await copies(county, first, 249);
  county.clock(at('2026-09-29T09:00'));
  const before = await county.desk.facts();
  expect((await dueSoon(county.desk, before, 'SCJG', 100, all)).dueNext).toBe(250);
  // An outage on the 30th: all are due on the next working day after the holiday, 8 October.
  await county.enter({
    ...{ type: 'extension', at: at('2026-09-29T10:00'), by: 'spj.admin', from: '2026-09-30', to: '2026-09-30' },
    ...{ documentNumber: '冠审〔2026〕9号', reason: '平台停机' },
  } as never);
  county.clock(at('2026-10-07T20:00'));
  const facts = await county.desk.facts();
  const met: string[] = [];
  for await (const page of dueSoonPages(county.desk, facts, 'SCJG')) met.push(...page.map((push) => push.id));
  expect([met.length, new Set(met).size]).toEqual([250, 250]);
  expect(await dueSoon(county.desk, facts, 'SCJG', 1, all)).toMatchObject({ dueToday: 0, dueNext: 250 });
});
