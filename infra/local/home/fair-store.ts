/**
 * Reads of the SQLite store are done at once, without a turn of the event loop: a circular or a digest that reads a
 * hundred thousand records would keep all others waiting until its end. So a reader that goes on longer than its share
 * of a turn lets the others have theirs. Requests and timers each have a store of this kind: what timers do in a turn is
 * no reason for a request to wait for another one.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../../../shared/ports.ts';

/**
 * Milliseconds of a turn after which others have theirs. What requests commit in one turn shares a flush of the disk, so
 * that theirs is the longer one; timers make a request wait no longer than they must.
 */
export const SHARE_OF_REQUESTS = 10;
export const SHARE_OF_TIMERS = 4;

/** Items read in a row: 200 that lie on the disk would take longer than a share. */
const SLICE = 20;

export class FairStore implements Store {
  readonly #store: Store;
  readonly #share: number;
  /** When the first call of this turn came; null before it. */
  #since: number | null = null;
  #last = Number.NEGATIVE_INFINITY;

  constructor(store: Store, share = SHARE_OF_REQUESTS) {
    this.#store = store;
    this.#share = share;
  }

  async get(key: string): Promise<Item | undefined> {
    if (this.#isOver()) await turn();
    return this.#store.get(key);
  }

  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    const items: (Item | undefined)[] = [];
    for (let i = 0; i === 0 || i < keys.length; i += SLICE) {
      if (this.#isOver()) await turn();
      items.push(...(await this.#store.getMany(keys.slice(i, i + SLICE))));
    }
    return items;
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    if (this.#isOver()) await turn();
    return this.#store.query(index, partition, page);
  }

  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    return this.#store.commit(puts, first);
  }

  /** Whether somebody has worked with this store in the last so many milliseconds. */
  isInUse(within = 100): boolean {
    return performance.now() - this.#last < within;
  }

  #isOver(): boolean {
    this.#last = performance.now();
    if (this.#since !== null) return this.#last - this.#since > this.#share;
    this.#since = this.#last;
    setImmediate(() => {
      this.#since = null;
    });
    return false;
  }
}
