/** A made-up list: animals with a colour and a number. Nothing of the platform's own stands in it. */
import fc from 'fast-check';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { List, Row } from '../../shared/versions/rows.ts';

export interface Animal extends Row {
  colour?: string | null;
  legs?: number;
}

export const ANIMALS: List = { jurisdiction: '371525', family: 'boundary' };

export const BY = { by: 'somebody', at: 0 };

export function memory() {
  return openSqliteStore(':memory:');
}

/** Rows in order of code, of few codes and values, so that two lists have much in common. */
export const animals: fc.Arbitrary<Animal[]> = fc
  .uniqueArray(
    fc.record(
      {
        code: fc.constantFrom('ANT', 'BEE', 'CAT', 'DOG', 'EMU', 'FOX'),
        colour: fc.constantFrom('黑', '白', null),
        legs: fc.constantFrom(2, 4, 6),
      },
      { requiredKeys: ['code'] },
    ),
    { selector: ({ code }) => code },
  )
  .map((rows) => rows.sort((a, b) => (a.code < b.code ? -1 : 1)));

/** `count` rows, M-0001 and on. */
export function many(count: number, colour: string): Animal[] {
  return Array.from({ length: count }, (_, i) => ({ code: `M-${String(i + 1).padStart(4, '0')}`, colour }));
}
