/** The wake index as the local scheduler reads it: all its partitions merged, in order of time, then key. */
import { sortable, WAKE_SHARDS } from '../../../shared/keys.ts';
import type { IndexEntry, Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';

const SHARDS = Array.from({ length: WAKE_SHARDS }, (_, shard) => String(shard));
const PAGE = 100;

/** The earliest instant after `now` at which somebody must look; null where there is none. */
export async function nextWake(store: Store, now: Instant): Promise<Instant | null> {
  const page = { from: sortable(now + 1), limit: 1 };
  const heads = await Promise.all(SHARDS.map((shard) => store.query('wake', shard, page)));
  const sorts = heads.flatMap(([head]) => (head ? [head.sort] : [])).sort();
  return sorts[0] === undefined ? null : Number(sorts[0]);
}

/**
 * What is due by `now`, read as it is asked for: a hundred thousand due at once are never all in memory. What is woken
 * meanwhile may leave the index; what comes in behind the place reached is for the next round.
 */
export async function* dueWakes(store: Store, now: Instant): AsyncGenerator<IndexEntry> {
  const lanes = SHARDS.map((shard) => new Lane(store, shard, sortable(now + 1)));
  await Promise.all(lanes.map((lane) => lane.fill()));
  for (;;) {
    const first = lanes.reduce((a, b) => (before(b.head, a.head) ? b : a));
    const entry = first.head;
    if (!entry) return;
    await first.advance();
    yield entry;
  }
}

/** One partition, page by page. */
class Lane {
  readonly #store: Store;
  readonly #shard: string;
  readonly #to: string;
  #page: IndexEntry[] = [];
  #at = 0;
  #ended = false;

  constructor(store: Store, shard: string, to: string) {
    this.#store = store;
    this.#shard = shard;
    this.#to = to;
  }

  get head(): IndexEntry | undefined {
    return this.#page[this.#at];
  }

  async advance(): Promise<void> {
    this.#at += 1;
    if (this.#at >= this.#page.length && !this.#ended) await this.fill();
  }

  async fill(): Promise<void> {
    const page = { to: this.#to, after: this.#page.at(-1), limit: PAGE };
    this.#page = await this.#store.query('wake', this.#shard, page);
    this.#at = 0;
    this.#ended = this.#page.length < PAGE;
  }
}

function before(a: IndexEntry | undefined, b: IndexEntry | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.sort < b.sort || (a.sort === b.sort && a.key < b.key);
}
