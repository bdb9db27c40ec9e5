/**
 * Writes nothing while the clock is in doubt (decision 35). Every fact that follows from time is decided from a record,
 * the calendar and an instant, and is a fact only once it is committed: so this one place keeps a wrong clock out.
 */
import { clockDistrusted } from '../errors.ts';
import { type Family, splitKey } from '../keys.ts';
import type { Clock, CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../ports.ts';

/** Signing in goes on: what it writes is judged by the machine's clock at each use, and by no law. */
const SIGNING_IN: ReadonlySet<Family> = new Set(['token', 'session']);

export class DoubtingStore implements Store {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  get(key: string): Promise<Item | undefined> {
    return this.#store.get(key);
  }

  getMany(keys: readonly string[], passing?: boolean): Promise<(Item | undefined)[]> {
    return this.#store.getMany(keys, passing);
  }

  query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    return this.#store.query(index, partition, page);
  }

  /** Throws `clock-distrusted` (503, nothing was written) while the clock is in doubt. */
  async commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    const doubt = this.#clock.doubt?.();
    if (doubt && !puts.every(({ item }) => SIGNING_IN.has(splitKey(item.key).family))) {
      throw clockDistrusted(doubt.seconds);
    }
    return this.#store.commit(puts, first);
  }
}
