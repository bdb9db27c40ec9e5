/** A table is read twice and sorted on the disk: what was written meanwhile is noticed, order is that of the keys. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, lineOf } from '../../infra/local/moving/format.ts';
import { SortedRuns } from '../../infra/local/moving/sorted.ts';
import { takeAtRest } from '../../infra/local/moving/table-at-rest.ts';
import type { Item } from '../../shared/ports.ts';
import { folder } from '../home/products.ts';

const item = (key: string, value: unknown = key): Item => ({ key, head: `h${String(value)}`, value, places: {} });

async function* stream(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function sorted(items: readonly Item[], runSize: number): Promise<Item[]> {
  const runs = new SortedRuns(await folder(), runSize);
  await takeAtRest(() => stream(items), runs);
  const first = await all(runs.items());
  expect(await all(runs.items())).toEqual(first);
  return first;
}

async function all(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const one of items) found.push(one);
  return found;
}

describe('a table at rest', () => {
  it('comes in order of key, however many runs it takes, whatever the keys', async () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 1, max: 2000 }), async (given, runSize) => {
        const items = given.map((key) => item(key));
        const found = (await sorted(items, runSize)).map(({ key }) => key);
        expect(found).toEqual([...given].sort(compareKeys));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Item[]]>([
    ['a changed value', [item('a', 2), item('b')]],
    ['an item more', [item('a'), item('b'), item('c')]],
    ['an item less', [item('a')]],
    ['two values exchanged', [item('a', 'b'), item('b', 'a')]],
  ])('is not one with %s between the readings', async (_name, second) => {
    const readings = [[item('a'), item('b')], second];
    const reading = () => stream(readings.shift() ?? []);
    await expect(takeAtRest(reading, new SortedRuns(await folder()))).rejects.toThrow('仍有写入');
  });

  it('gives the same line whatever the order of the places', () => {
    const [a, b] = [
      { partition: 'p', sort: '1' },
      { partition: 'q', sort: '2' },
    ];
    const one = lineOf({ ...item('k'), places: { wake: a, in: b } });
    expect(lineOf({ ...item('k'), places: { in: b, wake: a, out: undefined } })).toBe(one);
  });
});
