/**
 * One process for one data folder.
 *
 * The lock is SQLite's own on a tiny `lock.db`: the system takes it back when the process ends, however it ends, so
 * none is ever left behind by `kill -9` or a power cut. Nothing but this file may open `lock.db`: on POSIX a process
 * that closes any handle of a file loses its locks on it. The folder has to lie on a disk of this machine, not on a
 * network drive whose locks are a matter of faith.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;

export interface FolderLock {
  /** Lets others in. Released twice does nothing. */
  release(): void;
}

/** Another process works in this folder. The message is for whoever started this one. */
export class FolderLocked extends Error {
  constructor(folder: string, holder: string | undefined) {
    const [zh, en] = holder === undefined ? ['', ''] : [`（进程号 ${holder}）`, ` (process ${holder})`];
    super(
      `数据目录 ${folder} 正被另一个进程使用${zh}。请先停止该进程，或用 DATA_DIR 指定其他目录。\n` +
        `The data folder ${folder} is in use by another process${en}. Stop that one first, or choose another DATA_DIR.`,
    );
    this.name = 'FolderLocked';
  }
}

/** Takes the folder, making it where it is not there. Throws `FolderLocked` at once while another process has it. */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  const holder = join(folder, 'lock.pid');
  try {
    db.exec('BEGIN EXCLUSIVE');
    // For the message alone; who holds the lock is for the system to say.
    writeFileSync(holder, String(process.pid));
  } catch (error) {
    db.close();
    throw isBusy(error) ? new FolderLocked(folder, read(holder)) : error;
  }
  return {
    release() {
      if (!db.isOpen) return;
      rmSync(holder, { force: true });
      db.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function read(file: string): string | undefined {
  try {
    return /^\d+$/.exec(readFileSync(file, 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}
