/** Reads many items by key, as many at once as a store gives. */
import type { Desk } from '../exchange/desk.ts';
import type { Item } from '../ports.ts';

const BATCH = 100;

/** The values of those that are there, in the order of their keys. */
export async function readAll(desk: Desk, keys: readonly string[]): Promise<unknown[]> {
  const found: (Item | undefined)[] = [];
  for (let i = 0; i < keys.length; i += BATCH)
    found.push(...(await desk.ports.store.getMany(keys.slice(i, i + BATCH))));
  return found.flatMap((item) => (item ? [item.value] : []));
}
