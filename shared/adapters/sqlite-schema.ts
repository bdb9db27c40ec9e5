/**
 * The tables of the SQLite store and the two versions that a file carries. `user_version` is the format of its items:
 * how records are stored. The version of the places, in a table of one row, is how they stand in the indexes: a version
 * of the platform that changes only this places all records anew at its first start, and no more.
 */
import type { DatabaseSync } from 'node:sqlite';
import { INDEXES } from '../ports.ts';
import { formatInstant } from '../time.ts';
import { ITEM_FORMAT, OtherVersion } from './item-format.ts';

/** The first format that is still read, by being migrated. Before it there was no release. */
const FIRST_FORMAT = 2;

export const PLACE_COLUMNS = INDEXES.flatMap((index) => [`${index}_partition`, `${index}_sort`]);

const REMOVALS = 'note_removals';

/** What a file says of itself. A file with nothing in it has format 0. */
export interface FileVersion {
  readonly format: number;
  readonly places: number;
}

export function otherVersion(kind: OtherVersion['kind'], { format, places }: FileVersion): OtherVersion {
  return new OtherVersion(kind, `format ${format}, places ${places}; here ${ITEM_FORMAT}`);
}

export function versionOf(db: DatabaseSync): FileVersion {
  const { user_version: format } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'places'").get();
  const row = table && (db.prepare('SELECT version FROM places').get() as { version: number } | undefined);
  return { format, places: row?.version ?? 0 };
}

/** How a file stands to this version of the platform, which makes places of version `places`. */
export function ageOf(found: FileVersion, places: number): 'new' | 'current' | OtherVersion['kind'] {
  if (found.format === 0) return 'new';
  if (found.format < FIRST_FORMAT) return 'before';
  if (found.format > ITEM_FORMAT || found.places > places) return 'later';
  return found.format < ITEM_FORMAT || found.places < places ? 'earlier' : 'current';
}

/**
 * Makes the tables of a new file, whose items will have places of version `places`, or adds the columns of indexes that
 * came in since. Throws `OtherVersion` for a file that is not of this version.
 */
export function createSchema(db: DatabaseSync, places: number | undefined): void {
  const found = versionOf(db);
  const age = ageOf(found, places ?? found.places);
  if (age !== 'new' && age !== 'current') throw otherVersion(age, found);
  db.exec('BEGIN IMMEDIATE');
  addTables(db);
  if (age === 'new') writeVersion(db, places ?? 0);
  db.exec('COMMIT');
}

/**
 * Lets a file of an earlier version be read by the statements of this one, and leaves it as it is: what it has not yet
 * stands beside it, empty, for as long as it is open.
 */
export function completeForReading(db: DatabaseSync): void {
  const lacking = lackingColumns(db).map((column) => `, NULL AS ${column}`);
  if (lacking.length > 0) db.exec(`CREATE TEMP VIEW items AS SELECT *${lacking.join('')} FROM main.items`);
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'expiring'").get()) return;
  db.exec('CREATE TEMP TABLE expiring (key TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT');
}

function lackingColumns(db: DatabaseSync): string[] {
  const columns = db.prepare('SELECT name FROM pragma_table_info(?)').all('items');
  const present = new Set(columns.map((row) => row.name));
  return PLACE_COLUMNS.filter((column) => !present.has(column));
}

/** Within a transaction. */
export function addTables(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, head TEXT NOT NULL, value TEXT NOT NULL) STRICT');
  db.exec('CREATE TABLE IF NOT EXISTS places (version INTEGER NOT NULL) STRICT');
  db.exec('CREATE TABLE IF NOT EXISTS expiring (key TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT');
  db.exec('CREATE INDEX IF NOT EXISTS by_expires ON expiring (expires)');
  noteRemovals(db);
  for (const column of lackingColumns(db)) db.exec(`ALTER TABLE items ADD COLUMN ${column} TEXT`);
  for (const index of INDEXES) {
    db.exec(`CREATE INDEX IF NOT EXISTS by_${index} ON items (${index}_partition, ${index}_sort, key)
      WHERE ${index}_partition IS NOT NULL`);
  }
}

/**
 * The platform deletes no item but those that expire. Whatever else is deleted, by whatever program, SQLite itself
 * notes by its key: no commit costs anything, and `check` names what is gone (docs/decisions/0074).
 */
function noteRemovals(db: DatabaseSync): void {
  db.exec('CREATE TABLE IF NOT EXISTS removed (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT');
  db.exec(`CREATE TRIGGER IF NOT EXISTS ${REMOVALS} AFTER DELETE ON items
    WHEN OLD.key NOT IN (SELECT key FROM expiring)
    BEGIN INSERT OR REPLACE INTO removed (key, at) VALUES (OLD.key, unixepoch()); END`);
}

/** The keys of items that were deleted beside the platform and are not there; or that nothing notes them any more. */
export function removedIn(db: DatabaseSync): string[] {
  const isThere = db.prepare('SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ?');
  // A file that no such version has opened yet.
  if (!isThere.get('table', 'removed')) return [];
  const rows = db.prepare('SELECT key, at FROM removed WHERE key NOT IN (SELECT key FROM items) ORDER BY key').all();
  const noted = rows.map(({ key, at }) => `${key} ${formatInstant(Number(at) * 1000)}`);
  return isThere.get('trigger', REMOVALS) ? noted : [...noted, `TRIGGER ${REMOVALS}`];
}

/** Within a transaction: the file is what this version of the platform makes. */
export function writeVersion(db: DatabaseSync, places: number): void {
  db.exec('DELETE FROM places');
  db.prepare('INSERT INTO places (version) VALUES (?)').run(places);
  db.exec(`PRAGMA user_version = ${ITEM_FORMAT}`);
}
