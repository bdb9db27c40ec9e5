/**
 * Bytes of files in a folder: `<folder>/<county>/<id>`. They are written under another name beside and take their own
 * only when they are whole, checked and on the disk, so that whatever has a name is what was declared, also after a
 * kill.
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Attachments, Declared, Found, Offer, Random, Taken } from '../ports.ts';
import { asDiskFault } from './disk-faults.ts';

export interface FolderAttachmentsOptions {
  /** Made where it is not there. One process has it at a time. */
  readonly folder: string;
  readonly random: Random;
}

/** Where bytes lie that are still coming. */
const ARRIVING = 'arriving';

export class FolderAttachments implements Attachments {
  readonly #folder: string;
  readonly #random: Random;

  /** Deletes what a process before has left half written. */
  constructor({ folder, random }: FolderAttachmentsOptions) {
    this.#folder = folder;
    this.#random = random;
    rmSync(join(folder, ARRIVING), { recursive: true, force: true });
  }

  addressFor(): Promise<null> {
    return Promise.resolve(null);
  }

  async put(declared: Declared, chunks: AsyncIterable<Uint8Array>): Promise<Taken> {
    const path = join(this.#folder, ARRIVING, Buffer.from(this.#random.bytes(16)).toString('hex'));
    const file = await onDisk(() => created(path));
    try {
      const taken = await written(file, declared, chunks);
      if (taken === 'kept') {
        await onDisk(async () => {
          await file.sync();
          await named(path, this.#pathOf(declared));
        });
      }
      return taken;
    } finally {
      await file.close();
      await onDisk(() => rm(path, { force: true }));
    }
  }

  async find(declared: Declared, bytes: number): Promise<Found | null> {
    const file = await onDisk(() => opened(this.#pathOf(declared)));
    if (!file) return null;
    try {
      return await onDisk(async () => {
        const { size } = await file.stat();
        const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
        // It has its name because it was checked.
        return { size, sha256: declared.sha256, begin: buffer.subarray(0, bytesRead) };
      });
    } finally {
      await file.close();
    }
  }

  async offer(declared: Declared): Promise<Offer> {
    const file = await onDisk(() => opened(this.#pathOf(declared)));
    if (!file) throw new Error(`No bytes at ${declared.key}`);
    const { size } = await file.stat();
    return { size, stream: file.createReadStream({ start: 0 }) };
  }

  async drop(declared: Declared): Promise<void> {
    const path = this.#pathOf(declared);
    await onDisk(async () => {
      await rm(path, { force: true });
      await synced(dirname(path));
    });
  }

  async room(): Promise<number> {
    return onDisk(async () => {
      await mkdir(this.#folder, { recursive: true });
      const { bavail, bsize } = await statfs(this.#folder);
      return bavail * bsize;
    });
  }

  #pathOf({ key }: Declared): string {
    return join(this.#folder, key);
  }
}

async function created(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'wx');
}

/** Writes no more than was declared, and says how the bytes differ. */
async function written(file: FileHandle, declared: Declared, chunks: AsyncIterable<Uint8Array>): Promise<Taken> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > declared.size) return 'other-size';
    hash.update(chunk);
    await onDisk(() => file.writeFile(chunk));
  }
  if (size !== declared.size) return 'other-size';
  return hash.digest('hex') === declared.sha256 ? 'kept' : 'other-bytes';
}

async function named(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  await synced(dirname(to));
}

/** Names are on the disk only when their folder is. */
async function synced(folder: string): Promise<void> {
  const handle = await opened(folder);
  if (!handle) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Faults of the disk: those that last by their own codes. */
async function onDisk<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asDiskFault(error);
  }
}
