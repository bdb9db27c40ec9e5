/**
 * Files of the one-machine home: each lies in a folder without a name while somebody fetches it. It is gone as soon as
 * it is read or given up, also where this process is killed.
 */
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, Offer, Random } from '../ports.ts';
import { asDiskFault } from './disk-faults.ts';

export interface FolderFilesOptions {
  /** Made where it is not there. */
  readonly folder: string;
  readonly random: Random;
}

export class FolderFiles implements Files {
  readonly #options: FolderFilesOptions;

  constructor(options: FolderFilesOptions) {
    this.#options = options;
  }

  async offer(chunks: AsyncIterable<Uint8Array>): Promise<Offer> {
    const file = await onDisk(() => this.#nameless());
    try {
      let size = 0;
      for await (const chunk of chunks) {
        await onDisk(() => file.writeFile(chunk));
        size += chunk.length;
      }
      return { size, stream: file.createReadStream({ start: 0 }) };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Open, and its name gone: the system frees the space when it is closed. */
  async #nameless(): Promise<FileHandle> {
    const { folder, random } = this.#options;
    await mkdir(folder, { recursive: true });
    const path = join(folder, Buffer.from(random.bytes(16)).toString('hex'));
    const file = await open(path, 'wx+');
    try {
      await unlink(path);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
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
