/** One transaction of the SQLite store for a group of commits, each of which is decided by itself. */
import type { DatabaseSync } from 'node:sqlite';
import type { Item } from '../ports.ts';
import type { ItemCache } from './item-cache.ts';
import type { SqliteErasing } from './sqlite-erasing.ts';
import type { SqliteItems } from './sqlite-items.ts';
import type { Presence } from './sqlite-presence.ts';
import type { WrittenPut } from './stored-json.ts';

export interface SqliteParts {
  readonly db: DatabaseSync;
  readonly items: SqliteItems;
  readonly presence: Presence;
  readonly erasing: SqliteErasing;
  readonly cache: ItemCache;
}

/** One commit. */
interface Decidable {
  readonly puts: readonly WrittenPut[];
}

/**
 * Decides the puts of each commit in turn, a later one seeing what earlier ones wrote; true where its heads were as
 * expected. Throws, with nothing written, where the file cannot be written.
 */
export function writeGroup(parts: SqliteParts, group: readonly Decidable[]): boolean[] {
  const { db, presence, erasing } = parts;
  presence.check();
  const erases = group.some(({ puts }) => puts.some((put) => put.erases));
  if (erases) erasing.begin();
  try {
    db.exec('BEGIN IMMEDIATE');
    const committed = group.map(({ puts }) => writeOne(parts, puts));
    db.exec('COMMIT');
    return committed;
  } catch (error) {
    rollback(db);
    throw error;
  } finally {
    if (erases) erasing.end();
  }
}

function rollback(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK');
  } catch {
    // The next BEGIN fails too and says why.
  }
}

function writeOne(parts: SqliteParts, puts: readonly WrittenPut[]): boolean {
  const { items, erasing, cache } = parts;
  // Of one put the write itself sees the head; of several, all are looked at before the first is written.
  const stale = puts.length > 1 && puts.some((put) => items.head(put.item.key) !== put.expected);
  const written = !stale && puts.every((put) => items.write(put, placesBefore(cache, put)));
  if (written && puts.some((put) => put.erases)) erasing.note();
  return written;
}

/** The cache may be behind by what this very group wrote; then, as when it does not know, all places are written. */
function placesBefore(cache: ItemCache, { item, expected }: WrittenPut): Item['places'] | undefined {
  const before = expected === null ? undefined : cache.get(item.key);
  return before?.head === expected ? before?.places : undefined;
}
