/** The key of sealed content: it stays when a county is exported, and moves in a file of its own under a passphrase. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportCounty } from '../../infra/local/admin/export.ts';
import { importCounty } from '../../infra/local/admin/import.ts';
import { importKey } from '../../infra/local/admin/seal-key.ts';
import { seedDemonstration } from '../../infra/local/home/demonstration.ts';
import { openFolder } from '../../infra/local/home/folder.ts';
import { openSeals, sealKeyFile } from '../../infra/local/home/seals.ts';
import { portFault } from '../../shared/adapters/aws-faults.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { countySeal } from '../../shared/county-seal.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Seals } from '../../shared/ports.ts';
import type { Seal, Sealed } from '../../shared/seal.ts';
import { folder } from '../home/products.ts';

const NUMBER = 'T371525198501012348';
const PHRASE = '一个足够长的口令，至少十二个字';
let home = '';
let sealed: Sealed;
/** An export with its key beside it. */
let keyed = { file: '', key: '' };

/** A home's seal, as a process that has just begun gets it. */
async function sealOf(path: string): Promise<Seal> {
  const { store, close } = await openFolder(path);
  try {
    const seals = await openSeals(sealKeyFile(path, null), store, ['371525']);
    return await countySeal({ ports: { store, seals, random: systemRandom }, jurisdiction: '371525' });
  } finally {
    close();
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'shenguan-sealed-'));
  const { store, close } = await openFolder(home);
  await seedDemonstration(store, 0);
  close();
  sealed = (await sealOf(home)).text(NUMBER);
  const key = join(home, 'moving-key.json');
  process.env.SEAL_PASSPHRASE = PHRASE;
  keyed = { ...(await exported('--key-out', key)), key };
  return () => rm(home, { recursive: true });
});

afterEach(() => {
  delete process.env.SEAL_PASSPHRASE;
});

let exports = 0;
const exported = async (...more: string[]): Promise<{ file: string; said: string }> => {
  const file = join(home, `county-${++exports}.jsonl`);
  return { file, said: await exportCounty.run(['--data-dir', home, '--out', file, ...more]) };
};

describe('a county with sealed content', () => {
  it('has its key in a file for the owner alone, and the number is shown without the day of birth', async () => {
    expect(statSync(join(home, 'seal.key')).mode & 0o777).toBe(0o600);
    expect(sealed.shown).toBe('T371525********2348');
    expect((await sealOf(home)).open(sealed)).toBe(NUMBER);
  });

  it.each<[says: string, phrase: string | undefined, keyOut: (file: string) => string, words: string]>([
    ['too short a passphrase', 'abc', (file) => `${file}.key`, '至少 12 个字符'],
    ['no passphrase', undefined, (file) => `${file}.key`, '至少 12 个字符'],
    ['a key file that is there', PHRASE, () => join(home, 'seal.key'), '文件已存在'],
    ['a folder that is not there', PHRASE, (file) => join(`${file}.none`, 'key'), 'ENOENT'],
    ['the export’s own file', PHRASE, (file) => file, '不同的文件'],
  ])('is not exported with %s: nothing is written', async (_, phrase, keyOut, words) => {
    if (phrase !== undefined) process.env.SEAL_PASSPHRASE = phrase;
    const file = join(home, `refused-${++exports}.jsonl`);
    const run = exportCounty.run(['--data-dir', home, '--out', file, '--key-out', keyOut(file)]);
    await expect(run).rejects.toThrow(words);
    expect([file, `${file}.files`, `${file}.key`].filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(home, 'seal.key'))).toBe(true);
  });

  it('leaves its key behind, and says so', async () => {
    const { file, said } = await exported();
    expect(said).toContain('--key-out');
    expect(readFileSync(file, 'utf8')).not.toContain(readFileSync(join(home, 'seal.key'), 'utf8').trim());
    const there = await folder();
    await expect(importCounty.run(['--data-dir', there, '--in', file])).rejects.toThrow('--key');
    expect(existsSync(join(there, 'shenguan.db'))).toBe(false);
  });

  it('moves with its key under a passphrase', async () => {
    process.env.SEAL_PASSPHRASE = PHRASE;
    const { file, key } = keyed;
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const there = await folder();
    await importCounty.run(['--data-dir', there, '--in', file, '--key', key]);
    const moved = await sealOf(there);
    expect([moved.open(sealed), moved.text(NUMBER)]).toEqual([NUMBER, sealed]);
    expect(readFileSync(join(there, 'seal.key'))).not.toEqual(readFileSync(join(home, 'seal.key')));
  });

  it.each([
    ['another passphrase', 'SEAL_PASSPHRASE', () => ({ ...keyed, phrase: `${PHRASE}！` })],
    ['a file that is none', '密封密钥文件', () => ({ ...keyed, key: keyed.file, phrase: PHRASE })],
    ['no passphrase', 'SEAL_PASSPHRASE', () => ({ ...keyed, phrase: '短' })],
  ])('is refused with %s', async (_title, said, given) => {
    const { file, key, phrase } = given();
    process.env.SEAL_PASSPHRASE = phrase;
    const there = await folder();
    await expect(importCounty.run(['--data-dir', there, '--in', file, '--key', key])).rejects.toThrow(said);
    expect(existsSync(join(there, 'shenguan.db'))).toBe(false);
  });

  it.each<[string, string, (file: string) => void]>([
    ['has no key in its file', '不能使用', (file) => writeFileSync(file, 'nothing')],
    ['has no file that can be read', '不能使用', (file) => mkdirSync(file)],
    ['has a key of its own', '--key', () => {}],
  ])('is refused where the other home %s', async (_title, said, damage) => {
    const { file } = await exported();
    const there = await folder();
    mkdirSync(there, { recursive: true });
    damage(join(there, 'seal.key'));
    await expect(importCounty.run(['--data-dir', there, '--in', file])).rejects.toThrow(said);
    expect(existsSync(join(there, 'shenguan.db'))).toBe(false);
  });

  it.each<[string, string, Error]>([
    ['does not answer', '稍后', unavailable()],
    ['is deleted', '已被删除', portFault('store-gone')],
    ['denies', '补上权限', portFault('store-denied')],
    ['wrapped none of this', '--key-out', new Error('InvalidCiphertextException')],
  ])('is refused by a key management that %s, with that reason', async (_title, said, fault) => {
    const seal = { key: '371525#seal#key', head: 'x', value: { wrapped: 'x', check: 'x' }, places: {} };
    const seals: Seals = { wrap: async () => 'x', unwrap: () => Promise.reject(fault) };
    const given = { key: undefined, 'without-key': undefined };
    await expect(importKey({ seal } as never, '371525', given, async () => seals)).rejects.toThrow(said);
  });

  it('whose key is lost is moved all the same where that is said: what is sealed stays as it is shown', async () => {
    const { file } = await exported();
    const there = await folder();
    await importCounty.run(['--data-dir', there, '--in', file, '--without-key']);
    expect((await sealOf(there)).open(sealed)).toBeNull();
  });
});

describe('a start', () => {
  it.each([
    ['whose key is gone', (file: string) => rmSync(file)],
    ['with the key of another', (file: string) => writeFileSync(file, `${'ab'.repeat(32)}\n`)],
    ['with a key that is none', (file: string) => writeFileSync(file, '')],
  ])('%s is refused, and says what to do', async (_title, damage) => {
    const there = await folder();
    const { store, close } = await openFolder(there);
    await seedDemonstration(store, 0);
    close();
    await sealOf(there);
    damage(join(there, 'seal.key'));
    await expect(sealOf(there)).rejects.toThrow('SEAL_KEY_FILE');
  });
});
