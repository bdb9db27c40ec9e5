/**
 * The store of the one-machine home: one SQLite file with a write-ahead log.
 *
 * Commits that arrive while the disk is busy with earlier ones are written in one transaction (group commit), since the
 * disk's flush is what a commit costs. Each is decided by itself, in order of arrival. It is answered once the log is
 * on the disk, which this thread does not wait for (`sqlite-log.ts`): meanwhile it answers others, but tells nobody
 * what an item says that is being flushed.
 *
 * This process must be the file's only writer (`folder-lock.ts`): the cache of items relies on it.
 */
import { DatabaseSync } from 'node:sqlite';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../ports.ts';
import { PageFaults } from './disk-faults.ts';
import { ItemCache, type ItemCacheLimits } from './item-cache.ts';
import { BY_ITSELF, Checkpoints } from './sqlite-checkpoints.ts';
import { SqliteErasing } from './sqlite-erasing.ts';
import { Flushing } from './sqlite-flushing.ts';
import { SqliteItems } from './sqlite-items.ts';
import { type Flush, SqliteLog } from './sqlite-log.ts';
import { Presence } from './sqlite-presence.ts';
import { createSchema } from './sqlite-schema.ts';
import { type SqliteParts, writeGroup } from './sqlite-transaction.ts';
import { MAX_KEYS, type WrittenPut, writePuts } from './stored-json.ts';

const BUSY_TIMEOUT = 5_000;

export interface SqliteStoreOptions {
  /** Milliseconds to wait for another process that reads or backs up the file. Default 5,000. */
  readonly busyTimeout?: number;
  /** Default 10,000 items and 12 MB of text: twice that while nobody has read it, five times as objects. */
  readonly cache?: ItemCacheLimits;
  /** The version of the places that items are written with (`sqlite-schema.ts`). By default that of the file. */
  readonly places?: number;
  /** Brings the log to the disk. By default `fdatasync` on a thread of Node's pool. */
  readonly flush?: Flush;
}

/** Told of items once they are durable, before the commit is answered. Must not throw. */
export type CommitListener = (items: readonly Item[]) => void;

interface Waiting {
  readonly puts: readonly WrittenPut[];
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** Commits that have been decided: for each, whether it is in the file. */
interface Decided {
  readonly group: readonly Waiting[];
  readonly committed: readonly boolean[];
}

/**
 * Opens (and makes, where it is not there) the store in `file`; `:memory:` for one that is gone when closed. Throws
 * `OtherVersion` for a file of another format: an earlier one is migrated first (`sqlite-migration.ts`).
 */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): SqliteStore {
  const db = new DatabaseSync(file, { timeout: options.busyTimeout ?? BUSY_TIMEOUT });
  try {
    // NORMAL: a checkpoint flushes log and file, a commit flushes nothing; the store itself does it.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864');
    db.exec(`PRAGMA wal_autocheckpoint = ${BY_ITSELF}`);
    // 10 MB. With more no push and no claim was faster: every commit goes through all pages that are kept.
    db.exec('PRAGMA cache_size = -10240');
    createSchema(db, options.places);
    const cache = new ItemCache(options.cache ?? { items: 10_000, bytes: 12 * 1024 * 1024 });
    const log = new SqliteLog(db, file, options.busyTimeout ?? BUSY_TIMEOUT, options.flush);
    return new SqliteStore(db, file, log, cache);
  } catch (error) {
    db.close();
    throw error;
  }
}

export class SqliteStore implements Store {
  /** What is still owed about content that was erased. */
  readonly erasing: SqliteErasing;
  /** What was met of the file that does not pass. */
  readonly faults = new PageFaults();
  readonly #db: DatabaseSync;
  readonly #items: SqliteItems;
  readonly #cache: ItemCache;
  readonly #log: SqliteLog;
  readonly #flushing: Flushing;
  readonly #checkpoints: Checkpoints;
  readonly #parts: SqliteParts;
  readonly #listeners: CommitListener[] = [];
  #group: Waiting[] = [];

  /** @internal Use `openSqliteStore`. */
  constructor(db: DatabaseSync, file: string, log: SqliteLog, cache: ItemCache) {
    this.#db = db;
    this.#log = log;
    this.#cache = cache;
    this.#flushing = new Flushing(log);
    this.#items = new SqliteItems(db);
    this.erasing = new SqliteErasing(db, log);
    this.#parts = { db, presence: new Presence(file), cache, items: this.#items, erasing: this.erasing };
    this.#checkpoints = new Checkpoints(db, file, () => this.#writeSoon());
  }

  /** Reads while it is called, unless it has to wait: whoever measures what reading takes relies on it. */
  async get(key: string): Promise<Item | undefined> {
    const flushed = this.#flushing.past([key]);
    if (flushed) await flushed;
    return this.#attempt(() => this.#read(key));
  }

  async getMany(keys: readonly string[], passing = false): Promise<(Item | undefined)[]> {
    if (keys.length > MAX_KEYS) throw new Error(`At most ${MAX_KEYS} keys, not ${keys.length}`);
    const flushed = this.#flushing.past(keys);
    if (flushed) await flushed;
    return this.#attempt(() => keys.map((key) => (passing ? this.#readOnce(key) : this.#read(key))));
  }

  /** The steps before are no more than a part of the same transaction: nothing of them is there without the rest. */
  async commit(puts: readonly Put[], first: Steps = []): Promise<CommitResult> {
    const before = first.flat().flatMap((put) => writePuts([put]));
    const written = [...before, ...writePuts(puts)];
    return new Promise((resolve, reject) => {
      if (this.#group.push({ puts: written, resolve, reject }) === 1) this.#writeSoon();
    });
  }

  async query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    if (!Number.isInteger(page.limit) || page.limit < 1) throw new Error(`A page of ${page.limit}`);
    return this.#attempt(() => this.#items.page(index, partition, page));
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
      const items = this.#attempt(() => this.#items.following(last, 200));
      yield* items;
      const end = items.at(-1);
      if (end === undefined) return;
      last = end.key;
    }
  }

  /** Deletes items that have expired by `now`, at most so many; answers how many. None while commits are flushed. */
  dropExpired(now: number, atMost = 1_000): number {
    if (this.#flushing.isRunning) return 0;
    const keys = this.#attempt(() => this.#dropped(now, atMost));
    for (const key of keys) this.#cache.delete(key);
    return keys.length;
  }

  count(): number {
    return this.#attempt(() => this.#items.count());
  }

  /** Writes what is waiting and lets go of the file. Whatever is asked afterwards is `unavailable`. */
  close(): void {
    this.#checkpoints.close();
    this.#flushing.endNow();
    this.#write();
    this.#flushing.endNow();
    if (this.#db.isOpen) this.#db.close();
    this.#log.close();
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

  /** Long readers would put all that others ask for out of the cache. */
  #readOnce(key: string): Item | undefined {
    const cached = this.#cache.look(key);
    return cached === undefined ? this.#items.read(key)?.item : (cached ?? undefined);
  }

  /** For a flush, or for the end of a checkpoint. */
  get #isWaiting(): boolean {
    return this.#flushing.isRunning || this.#checkpoints.isHolding;
  }

  #writeSoon(): void {
    if (this.#group.length > 0 && !this.#isWaiting) setImmediate(() => this.#isWaiting || this.#write());
  }

  #write(): void {
    const group = this.#group;
    if (group.length === 0) return;
    this.#group = [];
    try {
      this.#flushing.mend();
      this.#written({ group, committed: writeGroup(this.#parts, group) });
    } catch (error) {
      this.#refuse(group, error);
    }
  }

  /** Answers once it is on the disk; at once where there is nothing to be brought to it. */
  #written(decided: Decided): void {
    const puts = putsOf(decided);
    if (puts.length === 0 || !this.#log.isOnDisk) {
      this.#answer(decided);
      return;
    }
    const keys = puts.map(({ item }) => item.key);
    this.#flushing.begin(keys, (error) => {
      if (error === undefined) this.#answer(decided);
      else this.#refuse(decided.group, error);
      this.#checkpoints.look();
      this.#writeSoon();
    });
  }

  #answer(decided: Decided): void {
    const { group, committed } = decided;
    const written = putsOf(decided);
    for (const put of written) this.#cache.set(put.item, put.bytes);
    if (written.some((put) => put.erases)) this.#cut();
    group.forEach(({ resolve }, i) => {
      resolve({ committed: committed[i] === true });
    });
    const items = written.map(({ item }) => item);
    if (items.length > 0) for (const listener of this.#listeners) listener(items);
  }

  /** What fails now is owed, and done within the minute. */
  #cut(): void {
    try {
      this.erasing.checkpoint();
    } catch {
      // The next look says why (`infra/local/home/erasing.ts`).
    }
  }

  #attempt<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw this.faults.noted(error);
    }
  }

  #refuse(group: readonly Waiting[], cause: unknown): void {
    const fault = this.faults.noted(cause);
    for (const { puts, reject } of group) {
      // Whether what failed left anything is for the file to say, not for the cache.
      for (const put of puts) this.#cache.delete(put.item.key);
      reject(fault);
    }
  }
}

function putsOf({ group, committed }: Decided): WrittenPut[] {
  return group.flatMap(({ puts }, i) => (committed[i] ? puts : []));
}
