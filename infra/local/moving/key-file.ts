/**
 * The key of a county's sealed content, as it moves: in a file of its own, encrypted under a passphrase (scrypt,
 * AES-256-GCM), so that whoever has the export alone opens nothing.
 */
import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { Refused } from '../refused.ts';

const FORMAT = 'shenguan-seal-key';
const CIPHER = 'aes-256-gcm';
/** 128 MB and some 0.5 s for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 } as const;

const base64 = z.string().regex(/^[\w-]+$/);
const content = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  jurisdiction: z.string().regex(/^\d{6}$/),
  salt: base64,
  nonce: base64,
  tag: base64,
  key: base64,
});

/** Writes the key; a file that is there is not touched. Throws `Refused`. */
export async function writeKeyFile(path: string, jurisdiction: string, key: Uint8Array, phrase: string): Promise<void> {
  const [salt, nonce] = [systemRandom.bytes(16), systemRandom.bytes(12)];
  const cipher = createCipheriv(CIPHER, scryptSync(phrase, salt, 32, COST), nonce).setAAD(Buffer.from(jurisdiction));
  const encrypted = Buffer.concat([cipher.update(key), cipher.final()]);
  const parts = { salt, nonce, tag: cipher.getAuthTag(), key: encrypted };
  const coded = Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64url')]);
  const text = JSON.stringify({ format: FORMAT, version: 1, jurisdiction, ...Object.fromEntries(coded) });
  try {
    await writeFile(path, `${text}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Refused(`无法写入 ${path}（${code}）：文件已存在，或没有权限。`, `Cannot write ${path} (${code}).`);
  }
}

/**
 * The key of that county. Throws `Refused` where the file is another's, is damaged, or the passphrase is not its own.
 */
export async function readKeyFile(path: string, jurisdiction: string, phrase: string): Promise<Uint8Array> {
  const found = content.safeParse(await jsonOf(path)).data;
  if (!found || found.jurisdiction !== jurisdiction) {
    throw new Refused(
      `${path} 不是 ${jurisdiction} 的密封密钥文件（由 export --key-out 生成）。`,
      `${path} is not the seal key of ${jurisdiction}, as export --key-out writes it.`,
    );
  }
  const [salt, nonce, tag, key] = [found.salt, found.nonce, found.tag, found.key].map((part) =>
    Buffer.from(part, 'base64url'),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const decipher = createDecipheriv(CIPHER, scryptSync(phrase, salt, 32, COST), nonce);
  decipher.setAAD(Buffer.from(jurisdiction)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(key), decipher.final()]);
  } catch {
    throw new Refused(
      `${path} 的口令（SEAL_PASSPHRASE）不对，或文件已损坏。`,
      `The passphrase of ${path} (SEAL_PASSPHRASE) is wrong, or the file is damaged.`,
    );
  }
}

async function jsonOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const { message } = error as Error;
    throw new Refused(`无法读取密封密钥文件 ${path}（${message}）。`, `Cannot read ${path}: ${message}`);
  }
}
