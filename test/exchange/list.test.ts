/**
 * A page ends after 500 records looked at, though nothing of them is shown, and the next one goes on where it ended.
 */
import { expect, test } from 'vitest';
import { quarterPartition } from '../../shared/exchange/item.ts';
import { listPage } from '../../shared/exchange/list.ts';
import { at, testCounty } from '../desk.ts';

test('looks at 500 records and no more', { timeout: 60_000 }, async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  for (let n = 0; n < 501; n++) await county.push({ reference: `R-${n}` });
  const facts = await county.desk.facts();
  const stretches = [
    { index: 'out' as const, partition: quarterPartition('371525', 'SPJ', 'push', '2026Q3'), descending: true },
  ];
  let looked = 0;
  const none = (): boolean => {
    looked += 1;
    return false;
  };
  const page = (cursor: string | null) =>
    listPage(county.desk, facts, stretches, { limit: 50, cursor, owner: 1 }, none);
  const first = await page(null);
  expect([first.items, first.next === null]).toEqual([[], false]);
  // The 501st is read to know that there is more.
  expect(looked).toBe(501);
  expect(await page(first.next)).toEqual({ items: [], next: null });
  expect(looked).toBe(502);
});
