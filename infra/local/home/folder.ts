/** A data folder, opened by one process: its lock, its store and, in that, what the folder is. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderAttachments } from '../../../shared/adapters/folder-attachments.ts';
import { type FolderLock, FolderLocked, lockFolder } from '../../../shared/adapters/folder-lock.ts';
import { isWhole, makeSqliteStore } from '../../../shared/adapters/sqlite-file.ts';
import { openSqliteStore, type SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { PLACES } from '../../../shared/exchange/item.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { Refused } from '../refused.ts';
import { type Migrated, migrateStore } from './migration.ts';
import { announce, MAKING, STORE } from './traces.ts';
import { cutOff, mustBeUsable, unmakeable, unusable } from './unusable.ts';

export interface Folder {
  readonly path: string;
  readonly store: SqliteStore;
  /** What has been brought to this version just now; null where there was nothing to do. */
  readonly migrated: Migrated | null;
  /** Writes what is waiting, and lets others in. */
  close(): void;
}

/** What a store is called that `npm run admin -- import` is still writing. */
export const IMPORTING = 'importing.db';
/** Where the bytes of files lie that records name. */
const ATTACHMENTS = 'attachments';

/** How long a process that is just ending may take to let go of the folder. */
const PATIENCE = 3_000;

/**
 * Opens the folder, making it where it is not there: for its owner's eyes only. What an earlier version wrote is
 * brought to this one, after a copy. Throws `FolderLocked`, and `Refused` for a folder that cannot be used: nothing is
 * ever made in place of a store that is damaged or gone.
 */
export async function openFolder(path: string): Promise<Folder> {
  const lock = await takeFolder(path);
  try {
    if (existsSync(join(path, IMPORTING))) throw halfImported(path);
    mustBeUsable(path, STORE);
    const { store, migrated } = storeIn(path);
    const close = (): void => {
      store.close();
      lock.release();
    };
    return { path, store, migrated, close };
  } catch (error) {
    lock.release();
    throw unusable(path, error) ?? error;
  }
}

/** The folder, made where it is not there, for this process alone. */
export async function takeFolder(path: string): Promise<FolderLock> {
  makeFolder(path);
  try {
    announce(path);
    return await lockSoon(path);
  } catch (error) {
    throw unusable(path, error) ?? error;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(path, error) ?? unmakeable(path, error) ?? error;
  }
}

/** The store of the folder, made where there never was one. */
function storeIn(path: string): Pick<Folder, 'store' | 'migrated'> {
  const file = join(path, STORE);
  if (!existsSync(file)) makeSqliteStore(file, join(path, MAKING), { places: PLACES });
  else if (!isWhole(file)) throw cutOff(path);
  // Left by a start that came at the same time as the first.
  rmSync(join(path, MAKING), { force: true });
  const migrated = migrateStore(file);
  return { store: openSqliteStore(file, { places: PLACES }), migrated };
}

/** The bytes of the folder's files, for the one process that has it. */
export function attachmentsOf(path: string): FolderAttachments {
  return new FolderAttachments({ folder: join(path, ATTACHMENTS), random: systemRandom });
}

/** Where the bytes of a file lie in a folder. */
export function attachmentPath(path: string, { jurisdiction, id }: Pick<KeptFile, 'jurisdiction' | 'id'>): string {
  return join(path, ATTACHMENTS, jurisdiction, id);
}

/** Takes the folder, waiting a moment for a process that is just ending. Throws `FolderLocked`. */
export async function lockSoon(path: string): Promise<FolderLock> {
  const begun = performance.now();
  for (;;) {
    try {
      return lockFolder(path);
    } catch (error) {
      if (!(error instanceof FolderLocked) || performance.now() - begun > PATIENCE) throw error;
      await sleep(100);
    }
  }
}

/** Not to be taken for a new folder, of which a start would make a demonstration. */
function halfImported(path: string): Refused {
  return new Refused(
    `数据目录 ${path} 中有一次没有完成的导入。请再次运行 npm run admin -- import；不再导入的，删除其中的 ${IMPORTING}。`,
    `The folder ${path} has an import that was not finished. Run it again, or delete ${IMPORTING} in it.`,
  );
}
