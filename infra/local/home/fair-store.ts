/**
 * Reads of the SQLite store are done at once, without a turn of the event loop: a circular or a digest that reads a
 * hundred thousand records would keep all others waiting until its end. So each piece of work (a request, or all that
 * the timers do) that has read for longer than most requests do is long, and waits for its turns (`turns.ts`).
 */
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../../../shared/ports.ts';
import { Turns } from './turns.ts';

/** Items read in a row, in some half a millisecond where they lie on the disk. */
const SLICE = 4;

/** Milliseconds of its own reads from which on a piece of work is long. */
const LONG = 2;

const NEVER = Number.NEGATIVE_INFINITY;

/** When a store was last worked with, in milliseconds of the process. */
interface Use {
  last: number;
}

export class FairStore implements Store {
  readonly #store: Store;
  readonly #turns: Turns;
  readonly #use: Use;
  /** Milliseconds that this piece of work has read; of the store that pieces are made of, never long. */
  #read: number;

  constructor(store: Store, turns = new Turns(), read = NEVER, use: Use = { last: NEVER }) {
    this.#store = store;
    this.#turns = turns;
    this.#read = read;
    this.#use = use;
  }

  /** The store for a piece of work that begins now; what timers do is one. */
  piece(): FairStore {
    return this.#read === Number.POSITIVE_INFINITY ? this : new FairStore(this.#store, this.#turns, 0, this.#use);
  }

  /** The same store for timers: all that they do is long, and no use of it by requests. */
  ofTimers(): FairStore {
    return new FairStore(this.#store, this.#turns, Number.POSITIVE_INFINITY);
  }

  async get(key: string): Promise<Item | undefined> {
    await this.#turn();
    return this.#timed(() => this.#store.get(key));
  }

  /** What long work reads many of at once, as digests and circulars do, nobody asks for again soon. */
  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    const items: (Item | undefined)[] = [];
    for (let i = 0; i === 0 || i < keys.length; i += SLICE) {
      await this.#turn();
      const passing = keys.length > SLICE && this.#isLong;
      items.push(...(await this.#timed(() => this.#store.getMany(keys.slice(i, i + SLICE), passing))));
    }
    return items;
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    await this.#turn();
    return this.#timed(() => this.#store.query(index, partition, page));
  }

  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    return this.#store.commit(puts, first);
  }

  /** Whether a request has worked with this store in the last so many milliseconds. */
  isInUse(within = 100): boolean {
    return performance.now() - this.#use.last < within;
  }

  get #isLong(): boolean {
    return this.#read > LONG;
  }

  #turn(): Promise<void> | undefined {
    return this.#isLong ? this.#turns.taken() : undefined;
  }

  /** SQLite reads while it is called. */
  #timed<T>(read: () => T): T {
    const begun = performance.now();
    const answer = read();
    this.#use.last = performance.now();
    this.#read += this.#use.last - begun;
    return answer;
  }
}
