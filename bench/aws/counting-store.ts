/** A store that counts its calls, notes which pushes become deemed claimed, and fails now and then. */
import type { SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { unavailable } from '../../shared/errors.ts';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../../shared/ports.ts';

export class CountingStore implements Store {
  /** One call in so many fails; 0 for none. */
  failEvery = 0;
  readonly #store: SqliteStore;
  #seed = 1;
  #calls = 0;
  #deemed: string[] = [];

  constructor(store: SqliteStore) {
    this.#store = store;
  }

  /** What was called, and deemed, since the last time it was asked. */
  taken(): { calls: number; deemed: readonly string[] } {
    const taken = { calls: this.#calls, deemed: this.#deemed };
    [this.#calls, this.#deemed] = [0, []];
    return taken;
  }

  async get(key: string): Promise<Item | undefined> {
    this.#called();
    return this.#store.get(key);
  }

  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    this.#called();
    return this.#store.getMany(keys);
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    this.#called();
    return this.#store.query(index, partition, page);
  }

  async commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    this.#called();
    const result = await this.#store.commit(puts, first);
    if (!result.committed) return result;
    for (const { item } of puts) {
      if ((item.value as { state?: string }).state === 'deemed-claimed') this.#deemed.push(item.key);
    }
    return result;
  }

  close(): void {
    this.#store.close();
  }

  #called(): void {
    this.#calls += 1;
    this.#seed = (this.#seed * 16_807) % 2_147_483_647;
    if (this.failEvery > 0 && this.#seed % this.failEvery === 0) throw unavailable();
  }
}
