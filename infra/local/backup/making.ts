/**
 * A backup of a data folder, while the platform runs or not: a copy of the store as it is at one moment, then the bytes
 * of the files that the copy names. It is there when it is whole, checked and on the disk.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { NoStore, SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import { PLACES } from '../../../shared/exchange/item.ts';
import { fileKey, type KeptFile } from '../../../shared/files/file.ts';
import { formatInstant, type Instant } from '../../../shared/time.ts';
import { IMPORTING } from '../home/folder.ts';
import { STORE } from '../home/traces.ts';
import { writtenElsewhere } from '../home/unusable.ts';
import { storedFileOf } from '../moving/bytes.ts';
import { Refused } from '../refused.ts';
import { keepBytes } from './bytes.ts';
import type { Erased } from './erased.ts';
import { addErased, linesAt, linesIn } from './erasing.ts';
import { bytesBeside, erasedBeside, erasedOf, LAST_BACKUP, openBackup, syncFolder } from './place.ts';

export interface Made {
  /** When the copy was begun: what was answered before is in it. */
  readonly at: Instant;
  readonly file: string;
  readonly bytes: number;
  readonly items: number;
  readonly files: number;
  /** Files whose bytes are missing in the data folder, or are not as declared: the backup has none of them. */
  readonly lost: readonly KeptFile[];
}

export interface Making {
  readonly folder: string;
  readonly file: string;
  /** True where a backup of that name may be replaced. */
  readonly replaces: boolean;
  readonly now: Instant;
}

/** Throws `Refused`, and leaves nothing of that name, where it cannot be made. */
export async function makeBackup({ folder, file, replaces, now }: Making): Promise<Made> {
  if (existsSync(file) && !replaces) throw refusedThere(file);
  const source = openSource(folder);
  const part = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // What a process left that was killed over it; its journal would be taken for the new one's.
    drop(part);
    copied(source, part);
    const { items, files, erased } = surveyed(part);
    const lost = await keepBytes(files, folder, bytesBeside(file));
    const lines = [...linesAt(erasedOf(folder)), ...erased];
    addErased(erasedBeside(file), lines);
    renameSync(part, file);
    syncFolder(dirname(file));
    const { size: bytes } = statSync(file);
    tellFolder(folder, { at: formatInstant(now), file, bytes }, lines);
    const kept = lost.filter((one) => isStillStored(source, one));
    return { at: now, file, bytes, items, files: files.length, lost: kept };
  } catch (error) {
    throw asRefused(error, file);
  } finally {
    drop(part);
    source.close();
  }
}

/** What cannot be taken away is named by what could not be written there either. */
function drop(part: string): void {
  for (const left of [part, `${part}-journal`]) {
    try {
      rmSync(left, { force: true });
    } catch {
      // Told by what follows, or has been.
    }
  }
}

/** The store of a folder, read beside the process that may have it. */
export function openSource(folder: string): SqliteSnapshot {
  const store = join(folder, STORE);
  if (!existsSync(store) || existsSync(join(folder, IMPORTING))) throw notOurs(folder);
  try {
    return new SqliteSnapshot(store, { places: PLACES });
  } catch (error) {
    if (error instanceof OtherVersion) throw writtenElsewhere(folder, error);
    throw error instanceof NoStore ? notOurs(folder) : error;
  }
}

function copied(source: SqliteSnapshot, part: string): void {
  source.copyTo(part);
  const handle = openSync(part, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What the copy holds, once its pages have been checked. */
function surveyed(part: string): { items: number; files: KeptFile[]; erased: Erased[] } {
  const copy = openBackup(part);
  try {
    const [fault] = copy.faults();
    if (fault !== undefined) throw damaged(fault);
    const files = [...copy.family('file')].flatMap((item) => storedFileOf(item) ?? []);
    return { items: copy.count(), files, erased: linesIn(copy) };
  } finally {
    copy.close();
  }
}

/** A quarantine may have taken the bytes since the copy was made: then nothing is lost. */
function isStillStored(source: SqliteSnapshot, { jurisdiction, id }: KeptFile): boolean {
  const now = source.get(fileKey(jurisdiction, id));
  return now !== undefined && storedFileOf(now) !== null;
}

/**
 * For `GET /health`, and the folder's own list of what was quarantined, which one of an earlier version has not; a
 * backup is one also where the folder cannot be written.
 */
function tellFolder(
  folder: string,
  made: { at: string; file: string; bytes: number },
  erased: readonly Erased[],
): void {
  const path = join(folder, LAST_BACKUP);
  try {
    addErased(erasedOf(folder), erased);
    writeFileSync(`${path}.part`, `${JSON.stringify(made)}\n`, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(
      `备份已经完成，但数据目录不能写入（${message}），/health 不知道这次备份。请以数据目录的属主运行。\nThe backup was made, but the data folder cannot be written (${message}): /health does not know of it. Run this as the folder's owner.\n`,
    );
  }
}

function asRefused(error: unknown, file: string): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (error instanceof Refused || typeof code !== 'string') return error;
  return new Refused(
    `备份 ${file} 没有完成（${message}），未留下该文件。请检查磁盘空间、路径和权限后再试。`,
    `The backup ${file} was not made (${message}). Check the disk's room, the path and its rights.`,
  );
}

function damaged(fault: string): Refused {
  return new Refused(
    `数据文件有损坏（${fault}），未生成备份。请用 npm run admin -- check 查看，必要时从较早的备份恢复。`,
    `The store is damaged (${fault}); no backup was made. See npm run admin -- check, and restore an earlier backup.`,
  );
}

function refusedThere(file: string): Refused {
  return new Refused(
    `文件 ${basename(file)} 已经存在，未作改动。请用 --out 指定其他文件。`,
    `${file} is there already; nothing was changed. Choose another --out.`,
  );
}

function notOurs(folder: string): Refused {
  return new Refused(
    `目录 ${folder} 中没有本平台的数据，或有一次没有完成的导入。请用 --data-dir 指定数据目录。`,
    `The folder ${folder} has no data of this platform, or an unfinished import. Name the data folder with --data-dir.`,
  );
}
