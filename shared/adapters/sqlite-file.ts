/** The file of a store before it is opened: made whole, or found whole. */
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { OtherVersion } from './item-format.ts';
import { versionOf } from './sqlite-schema.ts';
import { openSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';

/**
 * Makes an empty store: as `part` first, so that whatever has its name is whole, also after a kill. From then on until
 * the store is there, so is `part`.
 */
export function makeSqliteStore(file: string, part: string, options: SqliteStoreOptions): void {
  // Emptied, not deleted: a kill right now must not leave a folder that looks as if it had lost its store.
  writeFileSync(part, '');
  for (const left of [`${part}-wal`, `${part}-shm`]) rmSync(left, { force: true });
  openSqliteStore(part, options).close();
  renameSync(part, file);
}

/**
 * Writes the log into the file, which then has all there is. Answers whether the file ends with a whole page. Throws
 * `OtherVersion` of kind `none`, and changes nothing, where it is not of this platform.
 */
export function isWhole(file: string): boolean {
  const db = new DatabaseSync(file);
  try {
    if (versionOf(db).format === 0) throw new OtherVersion('none', 'no format');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const { page_size: page } = db.prepare('PRAGMA page_size').get() as { page_size: number };
    return statSync(file).size % page === 0;
  } finally {
    db.close();
  }
}
