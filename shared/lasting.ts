/**
 * Faults that do not pass by themselves: the disk is full, the table is gone. Each has a code of its own, and words
 * that say what the system's administrator does; nobody is told to try again. `docs/operations.md` has a runbook for
 * each.
 */
import { Problem } from './errors.ts';

const WORDS = {
  'disk-full': '服务器磁盘已满。请系统管理员清理或扩充磁盘',
  'disk-failing': '服务器磁盘读写出错。请系统管理员停止平台，检查磁盘，把数据移到好的磁盘或从备份恢复',
  'store-read-only': '数据文件不能写入。请系统管理员检查数据目录的属主、权限和磁盘的挂载方式',
  'store-damaged': '数据文件已损坏。请系统管理员停止平台，把数据目录整个另存一份，再从备份恢复',
  'store-gone':
    '平台的数据存储（数据文件、数据表或存储桶）已被删除、移走或换掉。请系统管理员在停止平台之前，先按 docs/operations.md 取回仍然打开着的数据，取不回的从备份恢复',
  'store-denied': '平台没有访问数据存储的权限。请系统管理员检查平台所用身份（函数角色）的权限和加密密钥',
} as const;

export type Lasting = keyof typeof WORDS;

/** The refusal of a request that met such a fault. Nothing was done; without Retry-After. */
export function lasting(code: Lasting, cause?: unknown): Problem {
  return new Problem(code, `${WORDS[code]}。在此之前平台不能保存数据，本次操作没有办理，重新提交也不会成功。`, {
    cause,
  });
}

export function isLasting(error: unknown): error is Problem & { readonly code: Lasting } {
  return error instanceof Problem && Object.hasOwn(WORDS, error.code);
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
