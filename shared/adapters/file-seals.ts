/**
 * Seals of the one-machine home: a key in a file of its own, for its owner's eyes, beside the data or where it is told.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { unavailable } from '../errors.ts';
import type { Random, Seals } from '../ports.ts';

export interface FileSealsOptions {
  readonly file: string;
  readonly random: Random;
}

const CIPHER = 'aes-256-gcm';
const [BYTES, NONCE, TAG] = [32, 12, 16];

export class FileSeals implements Seals {
  readonly #file: string;
  readonly #random: Random;

  constructor({ file, random }: FileSealsOptions) {
    this.#file = file;
    this.#random = random;
  }

  /** Makes the key where there is none, whole or not at all. Throws what the file system says. */
  make(): void {
    const part = `${this.#file}.part`;
    rmSync(part, { force: true });
    const handle = openSync(part, 'wx', 0o600);
    try {
      writeSync(handle, `${Buffer.from(this.#random.bytes(BYTES)).toString('hex')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    try {
      // Unlike a rename, a link never replaces a key that is there.
      linkSync(part, this.#file);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    } finally {
      rmSync(part, { force: true });
    }
    synced(dirname(this.#file));
  }

  async wrap(key: Uint8Array, county: string): Promise<string> {
    const nonce = this.#random.bytes(NONCE);
    const cipher = createCipheriv(CIPHER, this.#key(), nonce).setAAD(Buffer.from(county));
    const encrypted = Buffer.concat([cipher.update(key), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
  }

  async unwrap(wrapped: string, county: string): Promise<Uint8Array> {
    const whole = Buffer.from(wrapped, 'base64url');
    const decipher = createDecipheriv(CIPHER, this.#key(), whole.subarray(0, NONCE)).setAAD(Buffer.from(county));
    decipher.setAuthTag(whole.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(whole.subarray(NONCE + TAG)), decipher.final()]);
  }

  #key(): Buffer {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8').trim();
    } catch (error) {
      throw unavailable(error);
    }
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${this.#file} is no key: 64 hex digits are wanted`);
    return Buffer.from(text, 'hex');
  }
}

function synced(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
