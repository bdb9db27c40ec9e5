import { describe, expect, it } from 'vitest';
import { putInput } from '../../shared/adapters/dynamodb-items.ts';
import { KnownItems } from '../../shared/adapters/known-items.ts';
import { writePuts } from '../../shared/adapters/stored-json.ts';
import type { Item } from '../../shared/ports.ts';

const ITEM: Item = { key: '371525#county#county', head: 'a'.repeat(64), value: { name: '冠县' }, places: {} };

/** What the table gives back of an item: new at each reading. */
function stored(item: Item) {
  const [written] = writePuts([{ item, expected: null }]);
  return structuredClone(putInput('t', written as NonNullable<typeof written>).Item ?? {});
}

describe('items of the table that are known', () => {
  it('are the same object as long as nothing in the table has changed', () => {
    const items = new KnownItems();
    const first = items.of(stored(ITEM));
    expect(first).toEqual(ITEM);
    expect(items.of(stored(ITEM))).toBe(first);
  });

  it.each([
    ['the value alone', { ...ITEM, value: { name: '莘县' } }],
    ['the head alone', { ...ITEM, head: 'b'.repeat(64) }],
    ['a place', { ...ITEM, places: { in: { partition: 'p', sort: 's' } } }],
  ])('are read anew where %s has changed, and then again', (_, changed) => {
    const items = new KnownItems();
    for (const item of [ITEM, changed, ITEM]) expect(items.of(stored(item))).toEqual(item);
  });

  it('are frozen: no reader changes what the next one reads', () => {
    const { value } = new KnownItems().of(stored(ITEM));

    expect(() => Object.assign(value as object, { name: '' })).toThrow(TypeError);
  });
});
