/**
 * Brings a file that an earlier version of the platform wrote to what this one reads: every item in one transaction, so
 * that the file is the old one or the new one whenever the process ends. The caller holds the folder's lock and has
 * made a copy; nothing else may have the file open.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Item } from '../ports.ts';
import { ITEM_FORMAT } from './item-format.ts';
import { SqliteItems } from './sqlite-items.ts';
import { addTables, ageOf, type FileVersion, otherVersion, versionOf, writeVersion } from './sqlite-schema.ts';
import { writePuts } from './stored-json.ts';

const PAGE = 200;

export interface Migration {
  /** The version of the places that `renewed` makes. */
  readonly places: number;
  /** The item as this version stores and places it, and new ones beside it; `format` is that of the item. Pure. */
  renewed(item: Item, format: number): [Item, ...Item[]];
}

/** What there is to be done about a file. */
export interface Due {
  readonly found: FileVersion;
  /** True where records change, false where they are only placed anew. */
  readonly rewrites: boolean;
  readonly items: number;
}

/**
 * What a migration of the file would do; null where there is nothing to do. Throws `OtherVersion` for one that this
 * version cannot read at all.
 */
export function dueIn(file: string, { places }: Migration): Due | null {
  return inFile(file, (db) => {
    const found = versionOf(db);
    const age = ageOf(found, places);
    if (age === 'before' || age === 'later') throw otherVersion(age, found);
    if (age !== 'earlier') return null;
    const { n: items } = db.prepare('SELECT count(*) AS n FROM items').get() as { n: number };
    return { found, rewrites: found.format < ITEM_FORMAT, items };
  });
}

/** A consistent copy of the file, whole and on the disk once this returns; one of that name is replaced. */
export function copyOf(file: string, to: string): void {
  const part = `${file}.copying`;
  // What a process left that was killed over it; its journal would be taken for the new one's.
  for (const left of [part, `${part}-journal`]) rmSync(left, { force: true });
  inFile(file, (db) => db.prepare('VACUUM INTO ?').run(part));
  sync(part);
  renameSync(part, to);
  sync(dirname(to));
}

/** Migrates the file. Answers how many items are new or otherwise than before. */
export function migrate(file: string, migration: Migration): number {
  return inFile(file, (db) => {
    const { format } = versionOf(db);
    db.exec('BEGIN IMMEDIATE');
    addTables(db);
    const changed = renewAll(new SqliteItems(db), format, migration);
    writeVersion(db, migration.places);
    db.exec('COMMIT');
    return changed;
  });
}

function renewAll(items: SqliteItems, format: number, { renewed }: Migration): number {
  let changed = 0;
  for (let last = ''; ; ) {
    const page = items.following(last, PAGE);
    for (const item of page) {
      const [after, ...beside] = renewed(item, format);
      if (renew(items, item, after)) changed += 1;
      for (const one of beside) write(items, one, null);
      changed += beside.length;
    }
    const end = page.at(-1);
    if (end === undefined) return changed;
    last = end.key;
  }
}

/** Writes what is otherwise: the whole item, or only the places that moved. */
function renew(items: SqliteItems, before: Item, after: Item): boolean {
  if (before.value === after.value) return items.move(after, before.places);
  write(items, after, before);
  return true;
}

function write(items: SqliteItems, item: Item, before: Item | null): void {
  for (const put of writePuts([{ item, expected: before?.head ?? null }])) items.write(put, before?.places);
}

/** Closing writes the log into the file; an open transaction is rolled back by it. */
function inFile<T>(file: string, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
    return work(db);
  } finally {
    db.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
