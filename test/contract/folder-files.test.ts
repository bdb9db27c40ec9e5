import { readdirSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FolderFiles } from '../../shared/adapters/folder-files.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Offer } from '../../shared/ports.ts';
import { chunks, filesContract } from './files.contract.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'shenguan-files-'));
  const at = (name: string) => new FolderFiles({ folder: join(folder, name), random: systemRandom });
  await writeFile(join(folder, 'taken'), 'not a folder');
  await mkdir(join(folder, 'files'));
  const left = async (): Promise<number> => (await readdir(join(folder, 'files'))).length + heldUnder(folder);
  const close = () => rm(folder, { recursive: true });
  return { files: at('files'), broken: at('taken'), left, close };
}

/** Files that this process holds open in a folder, also those without a name, where the system tells. */
function heldUnder(folder: string): number {
  try {
    return readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(folder)).length;
  } catch {
    return 0;
  }
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

function streamOf(offer: Offer) {
  if (!('stream' in offer)) throw new Error('At home, files are streamed');
  return offer;
}

filesContract('a folder', async () => {
  const read = async (offer: Offer): Promise<Uint8Array> => {
    const { size, stream } = streamOf(offer);
    const bytes = await buffer(stream);
    expect(bytes.length).toBe(size);
    return bytes;
  };
  return { ...(await opened()), read };
});

test('a file has no name, and is let go of when it is read, given up half read, or never read', async () => {
  const { files, left, close } = await opened();
  const offer = async () => streamOf(await files.offer(chunks(10, 1_000_000).make())).stream;
  const [read, half, never] = [await offer(), await offer(), await offer()];
  if (process.platform === 'linux') expect(await left()).toBe(3);
  await buffer(read);
  for await (const _ of half) break;
  never.destroy();
  for (let n = 0; n < 100 && (await left()) > 0; n++) await pause(10);
  expect(await left()).toBe(0);
  await close();
});
