/**
 * Reads of the SQLite store are done at once, without a turn of the event loop: a circular or a digest that reads a
 * hundred thousand records would keep everybody else waiting until its end. So whoever reads on and on lets the others
 * have their turn in between.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../../../shared/ports.ts';

/** Milliseconds of reading after which others have their turn. */
const SHARE = 10;

export class FairStore implements Store {
  readonly #store: Store;
  #since = performance.now();

  constructor(store: Store) {
    this.#store = store;
  }

  async get(key: string): Promise<Item | undefined> {
    if (this.#isOver()) await this.#yield();
    return this.#store.get(key);
  }

  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    if (this.#isOver()) await this.#yield();
    return this.#store.getMany(keys);
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    if (this.#isOver()) await this.#yield();
    return this.#store.query(index, partition, page);
  }

  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    return this.#store.commit(puts, first);
  }

  #isOver(): boolean {
    return performance.now() - this.#since > SHARE;
  }

  async #yield(): Promise<void> {
    await turn();
    this.#since = performance.now();
  }
}
