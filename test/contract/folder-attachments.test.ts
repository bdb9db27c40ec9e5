import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { FolderAttachments } from '../../shared/adapters/folder-attachments.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Offer } from '../../shared/ports.ts';
import { attachmentsContract, declarationOf } from './attachments.contract.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'shenguan-attachments-'));
  await writeFile(join(folder, 'taken'), 'not a folder');
  const at = (name: string) => new FolderAttachments({ folder: join(folder, name), random: systemRandom });
  const left = async (): Promise<number> => {
    const found = await readdir(join(folder, 'attachments'), { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).length;
  };
  const read = async (offer: Offer): Promise<Uint8Array> => {
    if (!('stream' in offer)) throw new Error('At home, files are streamed');
    const bytes = await buffer(offer.stream);
    expect(bytes.length).toBe(offer.size);
    return bytes;
  };
  return { at, folder, left, read, close: () => rm(folder, { recursive: true }) };
}

attachmentsContract('a folder', async () => {
  const { at, left, read, close } = await opened();
  return { attachments: at('attachments'), broken: at('taken'), left, read, close };
});

test('what a killed process left half written is deleted at the next start; what had its name stays', async () => {
  const { at, folder, left, close } = await opened();
  const bytes = Buffer.from('%PDF-1.7');
  const declared = declarationOf(bytes);
  await at('attachments').put(
    declared,
    (async function* () {
      yield bytes;
    })(),
  );
  await mkdir(join(folder, 'attachments', 'arriving'), { recursive: true });
  await writeFile(join(folder, 'attachments', 'arriving', 'half'), 'ha');
  expect(await left()).toBe(2);
  expect(await at('attachments').find(declared, 4)).toMatchObject({ size: bytes.length });
  expect(await left()).toBe(1);
  await close();
});

test('callers send their bytes to the platform, and nothing is offered that is not there', async () => {
  const { at, close } = await opened();
  const attachments = at('attachments');
  expect(await attachments.addressFor()).toBe(null);
  await expect(attachments.offer(declarationOf(Buffer.from('x')))).rejects.toThrow('No bytes at 371525/');
  await close();
});
