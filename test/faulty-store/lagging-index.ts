/** Indexes that answer late, as DynamoDB's do, on top of a store whose indexes do not. */
import type { Index, IndexEntry, Item, Page, Put, Store } from '../../shared/ports.ts';

export interface IndexLag {
  /** Indexes show the state before the last so many commits. */
  readonly commits?: number;
  /** The items written by the last so many commits are in no index at all, as between a removal and its insertion. */
  readonly hidden?: number;
}

type Places = Item['places'];

/** Knows of the commits it is told of, and shows indexes as they were before the last few of them. */
export class LaggingIndex {
  lag: IndexLag;
  readonly #store: Store;
  // For each commit, the places of its items before it. Heads do not recur, so that what was read before a commit that
  // succeeded is what it replaced.
  readonly #commits: Map<string, Places>[] = [];

  constructor(store: Store, lag: IndexLag) {
    this.#store = store;
    this.lag = lag;
  }

  committed(puts: readonly Put[], before: readonly (Item | undefined)[]): void {
    this.#commits.push(new Map(puts.map(({ item }, i) => [item.key, before[i]?.places ?? {}])));
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    const overlay = this.#overlay();
    const fresh = await this.#store.query(index, partition, { ...page, limit: page.limit + overlay.size });
    const old = [...overlay].flatMap(([key, places]) => {
      const place = places[index];
      return place?.partition === partition ? [{ key, sort: place.sort }] : [];
    });
    const entries = [...fresh.filter(({ key }) => !overlay.has(key)), ...old.filter((entry) => inPage(entry, page))];
    return entries.sort((a, b) => order(a, b) * (page.descending ? -1 : 1)).slice(0, page.limit);
  }

  /** The places to show for items of recent commits, instead of those they have. */
  #overlay(): Map<string, Places> {
    const overlay = new Map<string, Places>();
    const since = (count = 0) => (count > 0 ? this.#commits.slice(-count) : []);
    for (const commit of since(this.lag.commits).reverse())
      for (const [key, places] of commit) overlay.set(key, places);
    for (const commit of since(this.lag.hidden)) for (const key of commit.keys()) overlay.set(key, {});
    return overlay;
  }
}

function inPage(entry: IndexEntry, { from, to, after, descending }: Page): boolean {
  if (from !== undefined && entry.sort < from) return false;
  if (to !== undefined && entry.sort >= to) return false;
  return after === undefined || (descending ? order(entry, after) < 0 : order(entry, after) > 0);
}

function order(a: IndexEntry, b: IndexEntry): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
