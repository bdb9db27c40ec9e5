/** The difference of two lists, and a draft that another version overtook. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Difference, difference, isEmpty, rebased } from '../../shared/versions/difference.ts';
import { type Animal, animals } from './list.ts';

it('names what was added, dropped and changed, field by field', () => {
  const before: Animal[] = [{ code: 'ANT', legs: 6 }, { code: 'BEE', colour: '黑' }, { code: 'CAT' }];
  const after: Animal[] = [{ code: 'ANT', legs: 4, colour: '黑' }, { code: 'CAT', colour: null }, { code: 'DOG' }];
  expect(difference(before, after)).toEqual({
    added: [{ code: 'DOG' }],
    dropped: [{ code: 'BEE', colour: '黑' }],
    changed: [
      {
        code: 'ANT',
        fields: [
          { field: 'legs', before: 6, after: 4 },
          { field: 'colour', before: null, after: '黑' },
        ],
      },
    ],
  });
});

it('applied to the old gives the new', () => {
  fc.assert(
    fc.property(animals, animals, (before, after) => {
      expect(applied(before, difference(before, after))).toEqual(after.map(withoutNulls));
    }),
  );
});

it('is empty exactly where both lists say the same, in whatever order', () => {
  fc.assert(
    fc.property(animals, animals, (before, after) => {
      const same = JSON.stringify(before.map(withoutNulls)) === JSON.stringify(after.map(withoutNulls));
      expect(isEmpty(difference(before.toReversed(), after))).toBe(same);
    }),
  );
});

it('brings a draft up to what was published meanwhile: the published row wins, and is named', () => {
  const base: Animal[] = [
    { code: 'ANT', legs: 6 },
    { code: 'BEE', legs: 6 },
    { code: 'CAT', legs: 4 },
    { code: 'DOG' },
  ];
  const draft: Animal[] = [{ code: 'ANT', legs: 4 }, { code: 'BEE', legs: 2 }, { code: 'EMU' }];
  const published: Animal[] = [
    { code: 'ANT', legs: 6 },
    { code: 'BEE', legs: 4 },
    { code: 'CAT', legs: 2 },
  ];
  expect(rebased(base, draft, published)).toEqual({
    rows: [{ code: 'ANT', legs: 4 }, { code: 'BEE', legs: 4 }, { code: 'CAT', legs: 2 }, { code: 'EMU' }],
    conflicts: ['BEE', 'CAT'],
  });
});

it('brings a draft up so that it differs from what was published in its own changes alone', () => {
  fc.assert(
    fc.property(animals, animals, animals, (base, draft, published) => {
      const { rows, conflicts } = rebased(base, draft, published);
      const [own, theirs, left] = [difference(base, draft), difference(base, published), difference(published, rows)];
      const elsewhere = touched(own).filter((code) => !touched(theirs).includes(code));
      expect(touched(left)).toEqual(elsewhere);
      expect(touched(own)).toEqual(expect.arrayContaining(conflicts));
      expect(touched(theirs)).toEqual(expect.arrayContaining(conflicts));
      expect(rebased(base, base, published).rows.map(withoutNulls)).toEqual(published.map(withoutNulls));
    }),
  );
});

function touched({ added, dropped, changed }: Difference<Animal>): string[] {
  return [...added, ...dropped, ...changed].map(({ code }) => code).sort();
}

function applied(rows: readonly Animal[], { added, dropped, changed }: Difference<Animal>): object[] {
  const gone = new Set(dropped.map(({ code }) => code));
  const changes = new Map(changed.map(({ code, fields }) => [code, fields]));
  const kept = rows.filter(({ code }) => !gone.has(code));
  const now = kept.map((row) => {
    const fields = changes.get(row.code) ?? [];
    return { ...row, ...Object.fromEntries(fields.map(({ field, after }) => [field, after])) } as Animal;
  });
  return [...now, ...added].map(withoutNulls).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A field that is null is one that is absent; fields in one order. */
function withoutNulls({ code, colour, legs }: Animal): Animal {
  return { code, ...((colour ?? null) !== null && { colour }), ...((legs ?? null) !== null && { legs }) };
}
