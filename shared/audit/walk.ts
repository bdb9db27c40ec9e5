/** Entries, newest first: of rooms, of an account, or of a thing. */
import { sortable } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Index, IndexEntry, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { chainedIn } from './chain.ts';
import type { Entry } from './entry.ts';
import { chainOf, entryKey, keyOfChain } from './things.ts';

/** An entry with its key, and where it stands in the walk. */
export interface Met {
  readonly place: IndexEntry;
  readonly entry: Entry;
  readonly key: string;
}

/** What lies in an index for an entry that lies elsewhere. */
export interface Pointer {
  readonly entry: string;
}

/** Where to begin and to end: `from` inclusive, `to` exclusive, after what was met last. */
export interface Bounds {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly after?: IndexEntry | undefined;
}

const AT_ONCE = 100;

/** What stands in partitions of an index, all together by instant. An index names keys: what it names is read again. */
export async function* walkPartitions(
  store: Store,
  index: Index,
  partitions: readonly string[],
  bounds: Bounds,
): AsyncGenerator<Met> {
  for (let after = bounds.after; ; ) {
    const range = {
      ...(bounds.from !== undefined && { from: sortable(bounds.from) }),
      ...(bounds.to !== undefined && { to: sortable(bounds.to) }),
      ...{ after, limit: AT_ONCE, descending: true },
    };
    const pages = await Promise.all(partitions.map((partition) => store.query(index, partition, range)));
    const all = pages.flat().sort((a, b) => (isBefore(a, b) ? 1 : -1));
    // No further than every partition has been looked at.
    const some = all.slice(0, AT_ONCE);
    yield* await metAt(store, some);
    if (some.length < AT_ONCE) return;
    after = some.at(-1);
  }
}

/** What stands in the chain of a thing. */
export async function* walkThing(
  store: Store,
  jurisdiction: string,
  thing: string,
  bounds: Bounds,
): AsyncGenerator<Met> {
  const chain = chainOf(thing);
  const known = chainedIn(await store.get(keyOfChain(jurisdiction, chain)));
  const count = known?.count ?? 0;
  for (let n = Math.min(beginningOf(bounds.after) ?? count, count); n > 0; n -= AT_ONCE) {
    const keys = Array.from({ length: Math.min(AT_ONCE, n) }, (_, i) => entryKey(jurisdiction, chain, n - i));
    for (const item of await itemsOf(store, keys)) {
      const entry = item?.value as Entry | undefined;
      if (!item || !entry) continue;
      if (bounds.from !== undefined && entry.at < bounds.from) return;
      if (bounds.to !== undefined && entry.at >= bounds.to) continue;
      yield { place: { key: item.key, sort: sortable(entry.at) }, entry, key: item.key };
    }
  }
}

/** The number of the entry before the one that was met last, which callers may send back as they like. */
function beginningOf(after: IndexEntry | undefined): number | undefined {
  const last = after && /#(\d{9})$/.exec(after.key)?.[1];
  return last === undefined ? undefined : Number(last) - 1;
}

/** The entries that stand there, or that what stands there points to (`readings.ts`). */
async function metAt(store: Store, places: readonly IndexEntry[]): Promise<Met[]> {
  const items = await itemsOf(
    store,
    places.map(({ key }) => key),
  );
  const named = items.map((item) => (item?.value as Partial<Pointer> | undefined)?.entry);
  const keys = [...new Set(named.flatMap((key) => key ?? []))];
  const entries = new Map((await itemsOf(store, keys)).map((item, i) => [keys[i], item]));
  return items.flatMap((item, i) => {
    const key = named[i];
    const found = key === undefined ? item : entries.get(key);
    return found ? [{ place: places[i] as IndexEntry, entry: found.value as Entry, key: found.key }] : [];
  });
}

function isBefore(a: IndexEntry, b: IndexEntry): boolean {
  return a.sort < b.sort || (a.sort === b.sort && a.key < b.key);
}
