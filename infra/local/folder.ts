/** A data folder, opened by one process: its lock, its store and, in that, what the folder is. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../shared/adapters/folder-lock.ts';
import { openSqliteStore, type SqliteStore } from '../../shared/adapters/sqlite-store.ts';

export interface Folder {
  readonly path: string;
  readonly store: SqliteStore;
  /** Writes what is waiting, and lets others in. */
  close(): void;
}

/** Opens the folder, making it where it is not there: for its owner's eyes only. Throws `FolderLocked`. */
export function openFolder(path: string): Folder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = lockFolder(path);
  try {
    const store = openSqliteStore(join(path, 'shenguan.db'));
    const close = (): void => {
      store.close();
      lock.release();
    };
    return { path, store, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
