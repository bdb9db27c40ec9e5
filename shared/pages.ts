/** Reading more than the store gives at once: a whole partition of an index, or however many keys. */
import type { Index, IndexEntry, Item, Store } from './ports.ts';

/** As many as `getMany` takes at once. */
const PAGE = 200;

/**
 * As many records as whoever walks through many holds at once. What is held while others have their turn is moved in
 * memory by the collector, for which everybody waits (decision 46).
 */
export const GROUP = 32;

/**
 * The entries of a partition in ascending order, in groups of at most 32, asked for in pages of 200, or of `limit`. An
 * index names keys and may move while one walks: whoever changes what it finds gathers the keys first, or wants each
 * page to go on after the one before.
 */
export async function* pagesOf(
  store: Store,
  index: Index,
  partition: string,
  { limit = PAGE, ...bounds }: { from?: string; to?: string; limit?: number } = {},
): AsyncGenerator<IndexEntry[]> {
  for (let after: IndexEntry | undefined; ; ) {
    const entries = await store.query(index, partition, { ...bounds, after, limit });
    for (let i = 0; i < entries.length; i += GROUP) yield entries.slice(i, i + GROUP);
    if (entries.length < limit) return;
    after = entries.at(-1);
  }
}

/** The values of a partition's items as they are in the store now, in the index's order; read by key, not settled. */
export async function* valuesOf(
  store: Store,
  index: Index,
  partition: string,
  bounds: { from?: string; to?: string } = {},
): AsyncGenerator<unknown> {
  for await (const entries of pagesOf(store, index, partition, bounds)) {
    for (const item of await store.getMany(entries.map(({ key }) => key))) if (item) yield item.value;
  }
}

/** All of them, the last first. */
export async function lastFirst(store: Store, index: Index, partition: string): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of valuesOf(store, index, partition)) values.push(value);
  return values.reverse();
}

/** The items of however many keys, in their order; undefined where there is none. */
export async function itemsOf(store: Store, keys: readonly string[]): Promise<(Item | undefined)[]> {
  const items: (Item | undefined)[] = [];
  for (let i = 0; i < keys.length; i += PAGE) items.push(...(await store.getMany(keys.slice(i, i + PAGE))));
  return items;
}

/** The values of those that are there, in the order of their keys. */
export async function valuesAt(store: Store, keys: readonly string[]): Promise<unknown[]> {
  return (await itemsOf(store, keys)).flatMap((item) => (item ? [item.value] : []));
}
