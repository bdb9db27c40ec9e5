/**
 * The store of the one-machine home: one SQLite file, write-ahead log, synchronous FULL.
 *
 * Commits that arrive in the same turn of the event loop are written in one transaction (group commit), since the
 * disk's flush is what a commit costs. Each is decided by itself, in order of arrival, and answered only after COMMIT
 * returned.
 *
 * This process must be the file's only writer (`folder-lock.ts`): the cache of items relies on it.
 */
import { DatabaseSync } from 'node:sqlite';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../ports.ts';
import { asDiskFault } from './disk-faults.ts';
import { ItemCache, type ItemCacheLimits } from './item-cache.ts';
import { SqliteErasing } from './sqlite-erasing.ts';
import { SqliteItems } from './sqlite-items.ts';
import { Presence } from './sqlite-presence.ts';
import { createSchema } from './sqlite-schema.ts';
import { MAX_KEYS, type WrittenPut, writePuts } from './stored-json.ts';

const BUSY_TIMEOUT = 5_000;

export interface SqliteStoreOptions {
  /** Milliseconds to wait for another process that reads or backs up the file. Default 5,000. */
  readonly busyTimeout?: number;
  /** Default 10,000 items and 16 MB of text: twice that while nobody has read it, five times as objects. */
  readonly cache?: ItemCacheLimits;
  /** The version of the places that items are written with (`sqlite-schema.ts`). By default that of the file. */
  readonly places?: number;
}

/** Told of items once they are durable, before the commit is answered. Must not throw. */
export type CommitListener = (items: readonly Item[]) => void;

interface Waiting {
  readonly puts: readonly WrittenPut[];
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens (and makes, where it is not there) the store in `file`; `:memory:` for one that is gone when closed. Throws
 * `OtherVersion` for a file of another format: an earlier one is migrated first (`sqlite-migration.ts`).
 */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): SqliteStore {
  const db = new DatabaseSync(file, { timeout: options.busyTimeout ?? BUSY_TIMEOUT });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864');
    // 16 MB. With more no push and no claim was faster: every commit goes through all pages that are kept.
    db.exec('PRAGMA cache_size = -16384');
    createSchema(db, options.places);
    const erasing = new SqliteErasing(db, options.busyTimeout ?? BUSY_TIMEOUT);
    const cache = new ItemCache(options.cache ?? { items: 10_000, bytes: 16 * 1024 * 1024 });
    return new SqliteStore(db, new Presence(file), erasing, cache);
  } catch (error) {
    db.close();
    throw error;
  }
}

export class SqliteStore implements Store {
  /** What is still owed about content that was erased. */
  readonly erasing: SqliteErasing;
  readonly #db: DatabaseSync;
  readonly #presence: Presence;
  readonly #items: SqliteItems;
  readonly #cache: ItemCache;
  readonly #listeners: CommitListener[] = [];
  #group: Waiting[] = [];

  /** @internal Use `openSqliteStore`. */
  constructor(db: DatabaseSync, presence: Presence, erasing: SqliteErasing, cache: ItemCache) {
    this.erasing = erasing;
    this.#db = db;
    this.#presence = presence;
    this.#items = new SqliteItems(db);
    this.#cache = cache;
  }

  async get(key: string): Promise<Item | undefined> {
    return attempt(() => this.#read(key));
  }

  async getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    if (keys.length > MAX_KEYS) throw new Error(`At most ${MAX_KEYS} keys, not ${keys.length}`);
    return attempt(() => keys.map((key) => this.#read(key)));
  }

  /** The steps before are no more than a part of the same transaction: nothing of them is there without the rest. */
  async commit(puts: readonly Put[], first: Steps = []): Promise<CommitResult> {
    const before = first.flat().flatMap((put) => writePuts([put]));
    const written = [...before, ...writePuts(puts)];
    return new Promise((resolve, reject) => {
      if (this.#group.push({ puts: written, resolve, reject }) === 1) setImmediate(() => this.#flush());
    });
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    if (!Number.isInteger(page.limit) || page.limit < 1) throw new Error(`A page of ${page.limit}`);
    return attempt(() => this.#items.page(index, partition, page));
  }

  /** Has `listener` told of every commit from now on. */
  onCommit(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Every item but those that expire, in order of key; those that are written meanwhile may or may not be among them.
   */
  *all(): Iterable<Item> {
    for (let last = ''; ; ) {
      const items = attempt(() => this.#items.following(last, 200));
      yield* items;
      const end = items.at(-1);
      if (end === undefined) return;
      last = end.key;
    }
  }

  /** Deletes items that have expired by `now`, at most so many; answers how many. */
  dropExpired(now: number, atMost = 1_000): number {
    const keys = attempt(() => this.#dropped(now, atMost));
    for (const key of keys) this.#cache.delete(key);
    return keys.length;
  }

  count(): number {
    return attempt(() => this.#items.count());
  }

  /** Writes what is waiting and lets go of the file. Whatever is asked afterwards is `unavailable`. */
  close(): void {
    this.#flush();
    if (this.#db.isOpen) this.#db.close();
  }

  #dropped(now: number, atMost: number): string[] {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const keys = this.#items.drop(now, atMost);
      this.#db.exec('COMMIT');
      return keys;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #read(key: string): Item | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached ?? undefined;
    const found = this.#items.read(key);
    if (found === undefined) this.#cache.setAbsent(key);
    else this.#cache.set(found.item, found.bytes);
    return found?.item;
  }

  #flush(): void {
    const group = this.#group;
    if (group.length === 0) return;
    this.#group = [];
    let committed: boolean[];
    try {
      committed = this.#write(group);
    } catch (error) {
      this.#undo(group, error);
      return;
    }
    const written = group.filter((_, i) => committed[i]).flatMap(({ puts }) => puts);
    for (const put of written) this.#cache.set(put.item, put.bytes);
    if (written.some((put) => put.erases)) this.#cut();
    group.forEach(({ resolve }, i) => {
      resolve({ committed: committed[i] === true });
    });
    const items = written.map(({ item }) => item);
    if (items.length > 0) for (const listener of this.#listeners) listener(items);
  }

  /** Decides each commit in turn, a later one seeing what earlier ones wrote; true where its heads were as expected. */
  #write(group: readonly Waiting[]): boolean[] {
    this.#presence.check();
    const erases = group.some(({ puts }) => puts.some((put) => put.erases));
    if (erases) this.erasing.begin();
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const committed = group.map(({ puts }) => this.#writeOne(puts));
      this.#db.exec('COMMIT');
      return committed;
    } finally {
      if (erases) this.erasing.end();
    }
  }

  /** What fails now is owed, and done within the minute. */
  #cut(): void {
    try {
      this.erasing.checkpoint();
    } catch {
      // The next look says why (`infra/local/home/erasing.ts`).
    }
  }

  #writeOne(puts: readonly WrittenPut[]): boolean {
    // Of one put the write itself sees the head; of several, all are looked at before the first is written.
    const stale = puts.length > 1 && puts.some((put) => this.#items.head(put.item.key) !== put.expected);
    const written = !stale && puts.every((put) => this.#items.write(put, this.#placesBefore(put)));
    if (written && puts.some((put) => put.erases)) this.erasing.note();
    return written;
  }

  /** The cache may be behind by what this very group wrote; then, as when it does not know, all places are written. */
  #placesBefore({ item, expected }: WrittenPut): Item['places'] | undefined {
    const before = expected === null ? undefined : this.#cache.get(item.key);
    return before?.head === expected ? before?.places : undefined;
  }

  #undo(group: readonly Waiting[], cause: unknown): void {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch {
      // The next BEGIN fails too and says why.
    }
    for (const { puts, reject } of group) {
      // Whether a COMMIT that failed left anything is for the file to say, not for the cache.
      for (const put of puts) this.#cache.delete(put.item.key);
      reject(asDiskFault(cause));
    }
  }
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw asDiskFault(error);
  }
}
