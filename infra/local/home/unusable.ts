/**
 * Why a data folder cannot be used, said in Chinese and English with what to do. Nothing is ever written over what may
 * be somebody's data: a folder whose store is damaged or gone is no new folder.
 */
import { type Stats, statfsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lastingFaultOf } from '../../../shared/adapters/disk-faults.ts';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { isLasting, type Lasting } from '../../../shared/lasting.ts';
import { Refused } from '../refused.ts';
import { tracesIn } from './traces.ts';

const RESTORE = {
  zh: '请勿删除该目录；把它整个另存一份后，按 docs/operations.md“A damaged data folder”从备份恢复。',
  en: 'Do not delete the folder: keep a copy of all of it, then restore from a backup ("A damaged data folder" in docs/operations.md).',
};

/** SQLite's result codes that are told apart here. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

/**
 * Throws `Refused` where the store is no file, empty, or gone while what belongs to it is there. Opens nothing.
 */
export function mustBeUsable(path: string, store: string): void {
  const file = join(path, store);
  const found = statOf(file);
  if (found?.isDirectory()) throw refused(file, '是一个目录，不是数据库文件。', 'is a folder, not a database.');
  if (found?.size === 0) throw empty(file);
  if (found) return;
  const left = tracesIn(path);
  if (left.length > 0) throw gone(path, store, left);
}

/** Why there is no folder of that name, and none can be made. */
export function unmakeable(path: string, error: unknown): Refused | null {
  const { code, syscall } = (error ?? {}) as { code?: string; syscall?: string };
  if (syscall === undefined) return null;
  return refused(
    path,
    `打不开，也不能新建（${code}）。它或其上级可能是一个链接，所指的位置不存在，例如数据盘没有挂载。请挂载该磁盘，或用 DATA_DIR 指定其他目录。`,
    `can neither be opened nor made (${code}). It, or a folder above it, may be a link to nowhere, such as to a disk that is not mounted. Mount the disk, or name another folder with DATA_DIR.`,
    '',
  );
}

/** The refusal for what the system, SQLite or the store said of a folder; null for any other error. */
export function unusable(path: string, error: unknown): Refused | null {
  if (error instanceof OtherVersion) return writtenElsewhere(path, error);
  if (isElsewhere(path, error)) return null;
  const { code, errcode = 0 } = (error ?? {}) as { code?: string; errcode?: number };
  if (code === 'EEXIST' || code === 'ENOTDIR') return noFolder(path);
  if (code === 'ERR_SQLITE_ERROR' && errcode === BUSY) return inUse(path);
  if (code === 'ERR_SQLITE_ERROR' && errcode === NOT_A_DATABASE) return noDatabase(path);
  const fault = isLasting(error) ? error.code : lastingFaultOf(error);
  return fault && REFUSALS[fault === 'disk-failing' && isFull(path) ? 'disk-full' : fault](path);
}

/** True where the system speaks of another path, such as that of the backups: the folder is not to blame. */
function isElsewhere(path: string, error: unknown): boolean {
  const { path: named } = (error ?? {}) as { path?: unknown };
  return typeof named === 'string' && relative(path, named).startsWith('..') && relative(named, path).startsWith('..');
}

/** Bytes with which SQLite makes no file: it calls a full disk a failing one where its shared memory finds no room. */
const NO_ROOM = 256 * 1024;

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < NO_ROOM;
  } catch {
    return false;
  }
}

/** The file ends in the middle of a page. */
export function cutOff(path: string): Refused {
  return refused(path, '中的数据库被截断，不是完整的文件。', 'has a database that is cut off.');
}

const REFUSALS: Record<Lasting, (path: string) => Refused> = {
  'disk-full': (path) =>
    refused(path, '所在的磁盘已满。请腾出磁盘空间后再试。', 'lies on a full disk. Make room, then try again.', ''),
  'disk-failing': (path) =>
    refused(
      path,
      '所在的磁盘读写出错。请检查磁盘（dmesg、smartctl）。',
      'lies on a disk with read or write errors. Check the disk (dmesg, smartctl).',
    ),
  'store-damaged': (path) => refused(path, '中的数据库已损坏或被截断。', 'has a database that is damaged or cut off.'),
  'store-gone': (path) => refused(path, '中的数据库被移走了。', 'has lost its database.'),
  'store-read-only': readOnly,
  'store-denied': readOnly,
};

function noFolder(path: string): Refused {
  return refused(
    path,
    '不是目录，或其上级是一个文件。请用 DATA_DIR 指定一个目录。',
    'is no folder, or lies in a file. Name a folder with DATA_DIR.',
    '',
  );
}

function noDatabase(path: string): Refused {
  return refused(
    path,
    '中的 shenguan.db（或 lock.db）不是数据库文件。',
    'has a shenguan.db (or lock.db) that is not a database.',
  );
}

function empty(file: string): Refused {
  return refused(
    file,
    '是 0 字节的空文件：数据库已经丢失。确认这里从未有过数据的，删除该文件后再启动；否则',
    'has 0 bytes: the database is lost. If there was never any data here, delete that file and start again; otherwise:',
  );
}

/** Its store was removed: by what is left, that can be told. */
export function gone(path: string, store: string, left: readonly string[]): Refused {
  return refused(
    path,
    `中的 ${store} 不见了，而 ${left.join('、')} 还在：数据库已被删除或移走，平台没有在此新建数据。确认这里从未有过数据的，清空该目录后再启动；否则`,
    `has lost its ${store} while ${left.join(', ')} is there: the database was removed, and nothing was made in its place. If there was never any data here, empty the folder and start again; otherwise:`,
  );
}

function readOnly(path: string): Refused {
  return refused(
    path,
    '或其中的文件不能写入。请检查目录的属主和权限，以及磁盘是否以只读方式挂载，然后再启动。',
    'or a file in it cannot be written. Check owner and permissions, and whether the disk is mounted read-only, then start again.',
    '',
  );
}

function inUse(path: string): Refused {
  return refused(
    path,
    '中的数据库正被其他程序占用。请关闭它（例如数据库查看工具、备份程序）后再启动。',
    'has a database that another program holds. Close that (a database browser, a backup), then start again.',
    '',
  );
}

/** Why a folder of another version is not opened. */
export function writtenElsewhere(path: string, { kind }: OtherVersion): Refused {
  if (kind === 'none') {
    return refused(path, '中的 shenguan.db 不是本平台的数据库。', 'has a shenguan.db that is not of this platform.');
  }
  if (kind === 'before') {
    return refused(
      path,
      '由首个正式版本之前的版本写入，不能继续使用。请改用新的数据目录（DATA_DIR）。',
      'was written before the first release and cannot be used any more. Take a new one (DATA_DIR).',
      '',
    );
  }
  return refused(
    path,
    '由更新版本的平台写入。请改用该版本启动，或恢复升级之前的备份。',
    'was written by a later version. Start that one, or restore the backup made before the upgrade.',
    '',
  );
}

/** `then`: what to do, where the words do not say it themselves. */
function refused(path: string, zh: string, en: string, then: '' | typeof RESTORE = RESTORE): Refused {
  const { zh: doZh, en: doEn } = then || { zh: '', en: '' };
  return new Refused(`数据目录 ${path} ${zh}${doZh}`, `The data folder ${path} ${en}${doEn && ` ${doEn}`}`);
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
