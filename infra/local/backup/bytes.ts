/**
 * The bytes of files in a backup's folder: each once, under its hash, as a second name of the same bytes or as a copy.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFile } from '../../../shared/files/file.ts';
import { attachmentPath } from '../home/folder.ts';
import { syncFolder } from './place.ts';

/**
 * Puts those bytes into the folder that are not there yet; answers the files whose bytes are missing or not as
 * declared. Bytes that have a name never change, so that on one disk a second name is as good as a copy and takes no
 * room.
 */
export async function keepBytes(files: readonly KeptFile[], home: string, into: string): Promise<KeptFile[]> {
  if (files.length === 0) return [];
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const lost: KeptFile[] = [];
  for (const file of files) {
    const to = join(into, file.sha256);
    if (sizeOf(to) === file.size) continue;
    const from = attachmentPath(home, file);
    if (sizeOf(from) === file.size && (await hashOf(from)) === file.sha256) await linked(from, to);
    else lost.push(file);
  }
  syncFolder(into);
  return lost.filter(({ sha256 }) => !existsSync(join(into, sha256)));
}

async function linked(from: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    // Another disk, or one that knows no second names.
    await copied(from, to);
  }
}

/** A copy has its name when it is whole and on the disk. */
export async function copied(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  copyFileSync(from, part);
  const handle = await open(part, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  renameSync(part, to);
}

/** Deletes the bytes in a folder that are not among the hashes; answers how many. */
export function dropBytes(folder: string, wanted: ReadonlySet<string>): number {
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const unwanted = found.filter((name) => !wanted.has(name));
  for (const name of unwanted) rmSync(join(folder, name), { force: true });
  return unwanted.length;
}

/** The length of a file; null where there is none. */
export function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

/** SHA-256 in lower-case hex of what lies there. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
