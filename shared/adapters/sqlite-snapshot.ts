/**
 * A store's file as another process reads it: a copy of it, or its items page by page. The platform may go on writing
 * meanwhile; the write-ahead log keeps what the reader has begun with.
 */
import { DatabaseSync } from 'node:sqlite';
import type { Item } from '../ports.ts';
import { OtherVersion } from './item-format.ts';
import { SqliteItems } from './sqlite-items.ts';
import { ageOf, completeForReading, otherVersion, removedIn, versionOf } from './sqlite-schema.ts';

const PAGE = 200;
/** Faults of the file that are named. */
const FAULTS = 20;

export interface SnapshotOptions {
  /** The version of the places that this program makes. */
  readonly places: number;
  /** True for a backup: it has no log, and nothing is made beside it. */
  readonly atRest?: boolean;
}

export class SqliteSnapshot {
  /** A copy is made by a connection of its own: what stands beside an earlier file for reading is none of it. */
  readonly #open: () => DatabaseSync;
  readonly #db: DatabaseSync;
  readonly #items: SqliteItems;
  /** What an earlier version of the platform wrote: it can be copied, its records are not as this one writes them. */
  readonly isEarlier: boolean;
  /** Of its items. */
  readonly format: number;

  /** Opens a file that is there. Throws `OtherVersion` for one that this version can neither read nor migrate. */
  constructor(file: string, { places, atRest = false }: SnapshotOptions) {
    this.#open = () => new DatabaseSync(file, { timeout: 5000, readOnly: atRest });
    this.#db = this.#open();
    this.#items = new SqliteItems(this.#db);
    try {
      const found = versionOf(this.#db);
      const age = ageOf(found, places);
      if (age === 'new') throw new NoStore('an empty database');
      if (age === 'before' || age === 'later') throw otherVersion(age, found);
      this.isEarlier = age === 'earlier';
      if (this.isEarlier) completeForReading(this.#db);
      this.format = found.format;
    } catch (error) {
      this.#db.close();
      throw error instanceof OtherVersion ? error : new NoStore('no store', { cause: error });
    }
  }

  /**
   * Writes the file as it is at this moment to `to`, without what has been deleted from it. One statement that reads:
   * commits go on beside it. (SQLite's own online backup starts afresh at each commit of another process.)
   */
  copyTo(to: string): void {
    const db = this.#open();
    try {
      db.prepare('VACUUM INTO ?').run(to);
    } finally {
      db.close();
    }
  }

  /**
   * Every item but those that expire, in order of key; those that are written meanwhile may or may not be among them.
   */
  *items(): Generator<Item> {
    for (let last = ''; ; ) {
      const page = this.#items.following(last, PAGE);
      yield* page;
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.key;
    }
  }

  /** The items of one family, of all counties. The keys alone are searched, not the records. */
  *family(family: string): Generator<Item> {
    const keys = this.#db.prepare('SELECT key FROM items WHERE key GLOB ? ORDER BY key');
    for (const row of keys.all(`*#${family}#*`)) {
      const found = this.get(row.key as string);
      if (found && found.key.split('#')[1] === family) yield found;
    }
  }

  get(key: string): Item | undefined {
    return this.#items.read(key)?.item;
  }

  has(key: string): boolean {
    return this.#items.head(key) !== null;
  }

  /** What was deleted beside the platform, by key and instant. */
  removed(): string[] {
    return removedIn(this.#db);
  }

  count(): number {
    return this.#items.count();
  }

  /** What is wrong with the pages and indexes of the file, in SQLite's words; nothing where all is well. */
  faults(): string[] {
    try {
      const rows = this.#db.prepare(`PRAGMA integrity_check(${FAULTS})`).all();
      const said = rows.map((row) => String(row.integrity_check));
      return said.length === 1 && said[0] === 'ok' ? [] : said;
    } catch (error) {
      // Too damaged even to be looked through.
      return [(error as Error).message];
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** The file is no store of the platform: another database, a text, empty or cut off. */
export class NoStore extends Error {}
