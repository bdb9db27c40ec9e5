/** Changing what is stored: read, decide, write on the condition that nobody was faster; else decide again. */
import { digest } from './keys.ts';
import type { Item, Put, Store } from './ports.ts';
import type { Instant } from './time.ts';
import { tried } from './tries.ts';

export interface Changed<T> {
  /** What is written under the key; null for nothing. */
  item: Item | null;
  /** From then on the store may drop the item. */
  expires?: Instant;
  /** True where what the item said before is to be gone. */
  erases?: true;
  /** What the same commit writes besides. */
  also?: readonly Put[];
  result: T;
}

/**
 * Changes the item of a key by compare-and-swap. `decide` gets what is stored (undefined: nothing yet) and is asked
 * again of what is there then, whenever somebody was faster, within the time of `tried`. `arm` is told of each item
 * before it is written: its timer is set first.
 */
export async function change<T>(
  store: Store,
  key: string,
  decide: (before: Item | undefined, store: Store) => Changed<T> | Promise<Changed<T>>,
  arm?: (item: Item) => Promise<void>,
): Promise<T> {
  return tried<T>(store, async (inTime) => {
    const before = await inTime.get(key);
    const { item, expires, erases, also = [], result } = await decide(before, inTime);
    if (item === null) return { done: result };
    const own = {
      item,
      expected: before?.head ?? null,
      ...(expires !== undefined && { expires }),
      ...(erases && { erases }),
    };
    const puts = [own, ...also];
    if (arm) await Promise.all(puts.map((put) => arm(put.item)));
    return (await inTime.commit(puts)).committed ? { done: result } : null;
  });
}

/** An item without places, its head the digest of its value. */
export function plainItem(key: string, value: unknown): Item {
  return { key, head: digest(value), value, places: {} };
}
