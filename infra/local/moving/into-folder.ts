/**
 * Into a data folder, all or nothing: written to a file of its own, which becomes the folder's store by a rename when
 * it is whole. A killed import leaves that file, which the next one throws away.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { openSqliteStore, type SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import { PLACES } from '../../../shared/exchange/item.ts';
import type { Attachments, Item, Put } from '../../../shared/ports.ts';
import { attachmentsOf, IMPORTING, takeFolder } from '../home/folder.ts';
import { MAKING, STORE } from '../home/traces.ts';
import { gone, unusable } from '../home/unusable.ts';
import { Refused } from '../refused.ts';

const PUTS = 100;
/** Characters of values, each of which may take three bytes of the store's 4 MB. */
const CHARACTERS = 1024 * 1024;
/** Commits that share one flush of the disk. */
const TOGETHER = 8;

/** What goes into a folder. */
export interface FolderImport {
  /** Each with a key of its own. */
  readonly items: AsyncIterable<Item>;
  /** What comes last: the marker. */
  readonly last: Put | null;
  /** Puts the bytes of the files, before anything is visible. */
  bytes(into: Attachments): Promise<void>;
}

export async function intoFolder(path: string, { items, last, bytes }: FolderImport): Promise<void> {
  const lock = await takeFolder(path);
  try {
    refuseUsed(path);
    removeStore(join(path, IMPORTING));
    await fill(join(path, IMPORTING), items, last);
    await bytes(attachmentsOf(path));
    removeStore(join(path, STORE));
    renameSync(join(path, IMPORTING), join(path, STORE));
    rmSync(join(path, MAKING), { force: true });
    sync(path);
  } catch (error) {
    throw unusable(path, error) ?? error;
  } finally {
    removeStore(join(path, IMPORTING));
    lock.release();
  }
}

function refuseUsed(path: string): void {
  if (!existsSync(join(path, STORE))) {
    refuseLog(path);
    return;
  }
  if (isEmpty(join(path, STORE))) return;
  throw new Refused(
    `数据目录 ${path} 中已有本平台的数据，未作任何改动。请用 --data-dir 指定其他目录。`,
    `The folder ${path} has data of this platform already; nothing was changed. Choose another --data-dir.`,
  );
}

/** A log without its store may be all that is left of somebody's data. */
function refuseLog(path: string): void {
  const log = `${STORE}-wal`;
  if (existsSync(join(path, log))) throw gone(path, STORE, [log]);
}

/** What another version of the platform wrote is not empty. */
function isEmpty(file: string): boolean {
  let store: SqliteStore | undefined;
  try {
    store = openSqliteStore(file);
    return store.count() === 0;
  } catch (error) {
    if (error instanceof OtherVersion) return false;
    throw error;
  } finally {
    store?.close();
  }
}

async function fill(file: string, items: AsyncIterable<Item>, last: Put | null): Promise<void> {
  const store = openSqliteStore(file, { cache: { items: 0, bytes: 0 }, places: PLACES });
  try {
    let together: Promise<void>[] = [];
    for await (const puts of batches(items)) {
      const done = commit(store, puts);
      // Its failure is met below, at the end of those that share a flush.
      done.catch(() => {});
      together.push(done);
      if (together.length < TOGETHER) continue;
      await Promise.all(together);
      together = [];
    }
    await Promise.all(together);
    if (last) await commit(store, [last]);
  } finally {
    // Writes the log into the file and takes it away, so that the file is all there is.
    store.close();
  }
}

/** Commits as large as the store takes them. */
async function* batches(items: AsyncIterable<Item>): AsyncGenerator<Put[]> {
  let [puts, size]: [Put[], number] = [[], 0];
  for await (const item of items) {
    puts.push({ item, expected: null });
    size += JSON.stringify(item.value).length;
    if (puts.length < PUTS && size < CHARACTERS) continue;
    yield puts;
    [puts, size] = [[], 0];
  }
  if (puts.length > 0) yield puts;
}

async function commit(store: SqliteStore, puts: Put[]): Promise<void> {
  if (!(await store.commit(puts)).committed) throw new Error('An item came twice');
}

function removeStore(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}

/** A rename is durable once its folder is. */
function sync(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
