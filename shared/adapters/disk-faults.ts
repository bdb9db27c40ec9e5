/** What a fault of SQLite or of the file system means to us. */
import { Problem, unavailable } from '../errors.ts';
import { GONE, type Lasting, lasting } from '../lasting.ts';

const WORDS = {
  'disk-full': '服务器磁盘已满。请系统管理员清理或扩充磁盘',
  'disk-failing': '服务器磁盘读写出错。请系统管理员停止平台，检查磁盘，把数据移到好的磁盘或从备份恢复',
  'store-read-only': '数据文件不能写入。请系统管理员检查数据目录的属主、权限和磁盘的挂载方式',
  'store-damaged': '数据文件已损坏。请系统管理员停止平台，把数据目录整个另存一份，再从备份恢复',
  'store-gone': GONE,
} as const;
type Fault = keyof typeof WORDS;

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const BY_SQLITE: Readonly<Record<number, Fault>> = {
  3: 'store-read-only',
  8: 'store-read-only',
  10: 'disk-failing',
  11: 'store-damaged',
  13: 'disk-full',
  14: 'store-read-only',
  26: 'store-damaged',
};
/** `SQLITE_READONLY_DBMOVED`: the file that is open is no longer the one of that name. */
const MOVED = 8 | (4 << 8);

const BY_SYSTEM: Readonly<Record<string, Fault>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EIO: 'disk-failing',
  EROFS: 'store-read-only',
  EACCES: 'store-read-only',
  EPERM: 'store-read-only',
};

/** The file of the store is not there any more: what is written to the one that is open is lost with the process. */
export class StoreMoved extends Error {}

/** Null for whatever may pass, or is a fault of ours. */
export function lastingFaultOf(error: unknown): Fault | null {
  if (error instanceof StoreMoved) return 'store-gone';
  const { code = '', errcode = 0 } = (error ?? {}) as { code?: string; errcode?: number };
  if (code !== 'ERR_SQLITE_ERROR') return BY_SYSTEM[code] ?? null;
  return errcode === MOVED ? 'store-gone' : (BY_SQLITE[errcode & 0xff] ?? null);
}

/** `SQLITE_IOERR_READ` and `SQLITE_IOERR_CORRUPTFS`: the disk does not give back what was written. */
const UNREADABLE = new Set([10 | (1 << 8), 10 | (33 << 8)]);

/**
 * Remembers that a page of the store was met that is damaged or cannot be read. Others may still be read and written,
 * so that only who meets it hears of it; but nothing heals it while the process runs.
 */
export class PageFaults {
  #met: Lasting | null = null;

  get met(): Lasting | null {
    return this.#met;
  }

  /** The error as the store throws it. */
  noted(error: unknown): Problem {
    const fault = lastingFaultOf(error);
    const { errcode } = (error ?? {}) as { errcode?: number };
    if (fault === 'store-damaged' || (errcode !== undefined && UNREADABLE.has(errcode))) this.#met ??= fault;
    return asDiskFault(error);
  }
}

/** The error as a port throws it. */
export function asDiskFault(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const fault = lastingFaultOf(error);
  return fault ? diskFault(fault, error) : unavailable(error);
}

export function diskFault(fault: Fault, cause?: unknown): Problem {
  return lasting(fault, WORDS[fault], cause);
}
