/**
 * Faults that do not pass by themselves: the disk is full, the table is gone. Each has a code of its own, and words
 * that say what the system's administrator does; nobody is told to try again. `docs/operations.md` has a runbook for
 * each.
 */
import { Problem } from './errors.ts';

const CODES = ['disk-full', 'disk-failing', 'store-read-only', 'store-damaged', 'store-gone', 'store-denied'] as const;

export type Lasting = (typeof CODES)[number];

/** Where the store is a folder or a table: it is the same fault. */
export const GONE =
  '平台的数据存储（数据文件、数据表或存储桶）已被删除、移走或换掉。请系统管理员在停止平台之前，先按 docs/operations.md 取回仍然打开着的数据，取不回的从备份恢复';

/** The refusal of a request that met such a fault, in the words of its home. Nothing was done; without Retry-After. */
export function lasting(code: Lasting, words: string, cause?: unknown): Problem {
  return new Problem(code, `${words}。在此之前平台不能保存数据，本次操作没有办理，重新提交也不会成功。`, {
    cause,
  });
}

export function isLasting(error: unknown): error is Problem & { readonly code: Lasting } {
  return error instanceof Problem && CODES.some((code) => code === error.code);
}

/**
 * For what is noted beside a reading and may be missing: false where a fault that lasts kept it from being written.
 * Reading goes on then.
 */
export async function noted(writing: Promise<unknown>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (isLasting(error)) return false;
    throw error;
  }
}
