import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FileSeals } from '../../shared/adapters/file-seals.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { sealsContract } from './seals.contract.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'shenguan-seals-'));
  const at = (name: string) => new FileSeals({ file: join(folder, name), random: systemRandom });
  for (const name of ['seal.key', 'other.key']) at(name).make();
  const close = () => rm(folder, { recursive: true });
  return {
    folder,
    at,
    seals: at('seal.key'),
    again: at('seal.key'),
    other: at('other.key'),
    broken: at('gone'),
    close,
  };
}

sealsContract('a file', opened);

it('makes its key for the owner alone, and never over one that is there', async () => {
  const { folder, at, seals, close } = await opened();
  expect(statSync(join(folder, 'seal.key')).mode & 0o777).toBe(0o600);
  const wrapped = await seals.wrap(new Uint8Array(32), '371525');
  at('seal.key').make();
  expect(await at('seal.key').unwrap(wrapped, '371525')).toHaveLength(32);
  expect(existsSync(join(folder, 'seal.key.part'))).toBe(false);
  await close();
});

it('takes nothing else for a key', async () => {
  const { folder, at, close } = await opened();
  writeFileSync(join(folder, 'other.key'), 'not a key');
  chmodSync(join(folder, 'other.key'), 0o600);
  await expect(at('other.key').wrap(new Uint8Array(32), '371525')).rejects.toThrow('no key');
  await close();
});
