/** The key of sealed content on the command line: out with an export, in with an import. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkOf, sealKey, unwrapped, type WrappedKey, wrappedItem } from '../../../shared/county-seal.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Item, Seals } from '../../../shared/ports.ts';
import { readKeyFile, writeKeyFile } from '../moving/key-file.ts';
import type { Survey } from '../moving/survey.ts';
import { Refused } from '../refused.ts';
import { WrongOptions } from './options.ts';

export const keyOut = { value: '<文件>', help: '另存密封密钥的文件，以环境变量 SEAL_PASSPHRASE 中的口令加密' } as const;

export const keyOptions = {
  key: { value: '<文件>', help: '由 export --key-out 另存的密封密钥，口令在环境变量 SEAL_PASSPHRASE 中' },
  'without-key': { value: '', flag: true, help: '密封密钥已经丢失时仍然导入，原有密封内容不再可读' },
} as const;

export interface GivenKey {
  readonly key: string | undefined;
  readonly 'without-key': string | undefined;
}

const SHORTEST = 12;

/** Writes the county's key where it has one and a file is named; answers what to say of it (Chinese). */
async function exportKey(survey: Survey, to: string | undefined, seals: () => Promise<Seals>): Promise<string[]> {
  const { seal } = survey;
  if (!seal) return to === undefined ? [] : ['数据中没有密封内容，未生成密封密钥文件。'];
  if (to === undefined) {
    return ['数据中有密封内容，其密钥不在文件中。移到另一处的，请加 --key-out 另存密钥，否则导入后不能读取密封内容。'];
  }
  const { jurisdiction } = survey.county();
  const key = await unwrapped(await seals(), jurisdiction, seal.value as WrappedKey);
  await writeKeyFile(resolve(to), jurisdiction, key, passphrase());
  return [`密封密钥已另存为 ${resolve(to)}（以口令加密）；请与导出的文件分开移动和保管，口令另行告知。`];
}

/**
 * An export and what is said of its key. The key is written first, once all has been looked through: what it wants
 * (a passphrase, a file that is not there yet) is refused before anything is written. An export that fails after that
 * leaves no key either.
 */
export async function withKey(
  { out, to }: { readonly out: string; readonly to: string | undefined },
  seals: () => Promise<Seals>,
  write: (first: (survey: Survey) => Promise<void>) => Promise<Survey>,
): Promise<{ readonly survey: Survey; readonly saidOfKey: readonly string[] }> {
  if (to !== undefined && resolve(to) === out) throw new WrongOptions(['--key-out 与 --out 须是不同的文件']);
  let saidOfKey: readonly string[] = [];
  let written: string | null = null;
  try {
    const survey = await write(async (found) => {
      saidOfKey = await exportKey(found, to, seals);
      if (found.seal && to !== undefined) written = resolve(to);
    });
    return { survey, saidOfKey };
  } catch (error) {
    if (written !== null) await rm(written, { force: true });
    throw error;
  }
}

/**
 * What the item of the county's key becomes in the home whose seals these are; the same for every other item. Throws
 * `Refused` where there is sealed content and no key for it.
 */
export async function importKey(
  { seal }: Survey,
  jurisdiction: string,
  given: GivenKey,
  seals: () => Promise<Seals>,
): Promise<(items: AsyncIterable<Item>) => AsyncIterable<Item>> {
  if (!seal) return (items) => items;
  const item = await keyItem(seal.value as WrappedKey, jurisdiction, given, seals);
  return async function* (items) {
    for await (const one of items) {
      if (one.key !== sealKey(jurisdiction)) yield one;
      else if (item) yield item;
    }
  };
}

/** Null where the key is lost. */
async function keyItem(value: WrappedKey, county: string, given: GivenKey, open: () => Promise<Seals>) {
  if (given['without-key'] !== undefined) return null;
  if (given.key !== undefined) {
    const key = await readKeyFile(resolve(given.key), county, passphrase());
    if (checkOf(key) === value.check) return wrappedItem(await open(), county, key);
    throw new Refused(
      `${given.key} 不是这份数据的密封密钥，未作任何写入。`,
      `${given.key} is not the key of this data; nothing was written.`,
    );
  }
  const seals = await open();
  return wrappedItem(seals, county, await unwrappedHere(seals, county, value));
}

/**
 * The key where it was wrapped here. `Refused` where it was wrapped elsewhere, or where this home may not say: KMS
 * denies another's key and one's own without the right to it alike.
 */
async function unwrappedHere(seals: Seals, county: string, value: WrappedKey): Promise<Uint8Array> {
  try {
    return await unwrapped(seals, county, value);
  } catch (error) {
    if (error instanceof Problem && error.code !== 'store-denied') throw error;
    const why = error instanceof Problem ? '（所用身份不能用这把加密密钥；确是本处密钥的，请先补上权限再导入）' : '';
    throw new Refused(
      `数据中有密封内容，其密钥不是在这里封存的${why}。请用 --key 给出导出时以 --key-out 另存的密封密钥；密钥确已丢失的，加 --without-key 导入，原有密封内容不再可读。未作任何写入。`,
      'There is sealed content: give its key with --key, or add --without-key where it is lost. Nothing was written.',
    );
  }
}

function passphrase(): string {
  const phrase = process.env.SEAL_PASSPHRASE ?? '';
  if ([...phrase].length >= SHORTEST) return phrase;
  throw new WrongOptions([`请在环境变量 SEAL_PASSPHRASE 中给出密封密钥的口令，至少 ${SHORTEST} 个字符`]);
}
