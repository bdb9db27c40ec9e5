/** The key of sealed content at home: `seal.key` in the data folder, or the file that `SEAL_KEY_FILE` names. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FileSeals } from '../../../shared/adapters/file-seals.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { sealKey, unwrapped, type WrappedKey } from '../../../shared/county-seal.ts';
import type { Seals, Store } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';

const FILE = 'seal.key';

/** Where the key lies; `given` as `SEAL_KEY_FILE` has it. */
export function sealKeyFile(folder: string, given: string | null | undefined): string {
  return given ? resolve(given) : join(folder, FILE);
}

/**
 * The folder's seals, of all its counties. The key is made where there is none and nothing has been sealed yet. Throws
 * `Refused` where the key is gone, is another's, or cannot be written or read.
 */
export async function openSeals(file: string, store: Store, counties: readonly string[]): Promise<Seals> {
  const sealed = (await store.getMany(counties.map(sealKey))).map((item) => item?.value as WrappedKey | undefined);
  const seals = new FileSeals({ file, random: systemRandom });
  try {
    if (existsSync(file)) {
      for (const [i, jurisdiction] of counties.entries()) {
        const key = sealed[i];
        if (key) await unwrapped(seals, jurisdiction, key);
        else await seals.wrap(new Uint8Array(32), jurisdiction);
      }
      return seals;
    }
    if (sealed.every((key) => key === undefined)) {
      seals.make();
      return seals;
    }
  } catch (error) {
    throw unusable(file, error);
  }
  throw new Refused(
    `密封密钥 ${file} 不存在，而数据中已有密封内容。请从备份恢复该文件，或用 SEAL_KEY_FILE 指明其位置后再启动。`,
    `The seal key ${file} is not there, but the data has sealed content. Restore it, or say where it is by SEAL_KEY_FILE.`,
  );
}

/** Why the key in that file is of no use here, and what to do. */
export function unusable(file: string, error: unknown): Refused {
  const { message } = ((error as Error).cause ?? error) as Error;
  return new Refused(
    `密封密钥 ${file} 不能使用（${message}）：不是本数据目录的密钥、已损坏或无权读写。请从备份恢复该文件，或用 SEAL_KEY_FILE 指明正确的文件后再启动。`,
    `The seal key ${file} cannot be used (${message}). Restore it, or say where the right one is by SEAL_KEY_FILE.`,
  );
}
