/**
 * Sealed text: encrypted under a key of the county's (AES-256-GCM), with the form in which it is shown and the keyed
 * digest by which it is found. Identity numbers lie so. Whoever has the store but not the key reads neither text nor
 * digest.
 *
 * Sealing draws no lot: the nonce is the keyed digest of what is sealed (as in SIV), so that the same text gives the
 * same box, and what is sent again is the same content. Only equal texts share a nonce; that they are equal, the digest
 * says too.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { comparable } from './identifier.ts';
import { maskIdentityNumbers } from './identity-number.ts';
import { canonical } from './keys.ts';

/** What is stored in place of the text. */
export interface Sealed {
  /** What answers, lists and mails show: `T371525********1234`. */
  shown: string;
  /** HMAC-SHA-256 over the text as numbers are compared (`identifier.ts`), in hex. */
  digest: string;
  /** Base64url of version, nonce, tag and encrypted text. */
  box: string;
}

/** True where what is kept lies sealed. */
export function isSealed(kept: unknown): kept is Sealed {
  return typeof kept === 'object' && kept !== null;
}

/** A number as it is shown, which may lie sealed. */
export function shownNumber(kept: string | Sealed | null): string | null {
  return isSealed(kept) ? kept.shown : kept;
}

/** Bytes of a county's key. */
export const KEY_BYTES = 32;

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const [NONCE, TAG] = [12, 16];

/** Seals and opens under one county's key. */
export class Seal {
  readonly #box: Buffer;
  readonly #nonce: Buffer;
  readonly #digest: Buffer;

  constructor(key: Uint8Array) {
    if (key.length !== KEY_BYTES) throw new Error(`A key of ${key.length} bytes`);
    this.#box = keyFor(key, 'box');
    this.#nonce = keyFor(key, 'nonce');
    this.#digest = keyFor(key, 'digest');
  }

  /** One text; shown with its identity numbers masked, or as stars where it has none. */
  text(text: string): Sealed {
    return { shown: masked(text), digest: this.digestOfNumber(text), box: this.bytes(Buffer.from(text)) };
  }

  /** The text, or null where it was sealed under another key or has been changed. */
  open({ box }: Pick<Sealed, 'box'>): string | null {
    return this.openBytes(box)?.toString('utf8') ?? null;
  }

  /** A box for any bytes. */
  bytes(bytes: Uint8Array): string {
    const nonce = createHmac('sha256', this.#nonce).update(bytes).digest().subarray(0, NONCE);
    const cipher = createCipheriv(CIPHER, this.#box, nonce);
    const encrypted = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
  }

  openBytes(box: string): Buffer | null {
    const whole = Buffer.from(box, 'base64url');
    const [nonce, tag, encrypted] = [1, 1 + NONCE, 1 + NONCE + TAG].map((from, i, all) =>
      whole.subarray(from, all[i + 1]),
    );
    if (whole[0] !== VERSION || !nonce || !encrypted || tag?.length !== TAG) return null;
    try {
      const decipher = createDecipheriv(CIPHER, this.#box, nonce).setAuthTag(tag);
      return Buffer.concat([decipher.update(encrypted), decipher.final()]);
    } catch {
      return null;
    }
  }

  /** The keyed digest of a value: over its canonical JSON, in hex. */
  digest(value: unknown): string {
    return createHmac('sha256', this.#digest).update(canonical(value)).digest('hex');
  }

  /** By which a sealed number is found, however it is written. */
  digestOfNumber(number: string): string {
    return this.digest(comparable(number));
  }
}

function masked(text: string): string {
  const shown = maskIdentityNumbers(text);
  return shown === text ? '*'.repeat(8) : shown;
}

function keyFor(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `shenguan-seal-1 ${purpose}`, KEY_BYTES));
}
