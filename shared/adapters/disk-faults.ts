/** What a fault of SQLite or of the file system means to us. */
import { Problem, unavailable } from '../errors.ts';
import { type Lasting, lasting } from '../lasting.ts';

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const BY_SQLITE: Readonly<Record<number, Lasting>> = {
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

const BY_SYSTEM: Readonly<Record<string, Lasting>> = {
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
export function lastingFaultOf(error: unknown): Lasting | null {
  if (error instanceof StoreMoved) return 'store-gone';
  const { code = '', errcode = 0 } = (error ?? {}) as { code?: string; errcode?: number };
  if (code !== 'ERR_SQLITE_ERROR') return BY_SYSTEM[code] ?? null;
  return errcode === MOVED ? 'store-gone' : (BY_SQLITE[errcode & 0xff] ?? null);
}

/** The error as a port throws it. */
export function asDiskFault(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const fault = lastingFaultOf(error);
  return fault ? lasting(fault, error) : unavailable(error);
}
