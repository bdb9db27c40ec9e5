/** What every home of files' bytes keeps. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Attachments, Declared, Offer } from '../../shared/ports.ts';

export interface OpenAttachments {
  readonly attachments: Attachments;
  /** The same with its outside gone. */
  readonly broken: Attachments;
  /** Fetches what was offered, as its caller does. */
  read(offer: Offer): Promise<Uint8Array>;
  /** How much lies there in all: names, their earlier versions, and what was begun. */
  left(): Promise<number>;
  close(): Promise<void>;
}

const AS = { type: 'application/pdf', disposition: 'attachment; filename="a.pdf"', cache: 'private, no-store' };
const PDF = Buffer.from(`%PDF-1.7\n${'许可决定书'.repeat(2_000)}`);

let ids = 0;

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A declaration of these bytes, under a key of its own. */
export function declarationOf(bytes: Uint8Array, more: Partial<Declared> = {}): Declared {
  const key = `371525/${(++ids).toString(16).padStart(32, '0')}`;
  return { key, sha256: sha256Of(bytes), size: bytes.length, mediaType: 'application/pdf', ...more };
}

async function* inPieces(bytes: Uint8Array, length = 1_000, fail?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  if (fail) throw fail;
}

/** The bytes with the one in the middle another. */
export function oneChanged(bytes: Uint8Array): Uint8Array {
  const other = Buffer.from(bytes);
  const middle = other.length >> 1;
  other[middle] = (other[middle] as number) ^ 1;
  return other;
}

export function attachmentsContract(name: string, open: () => Promise<OpenAttachments>): void {
  describe(`attachments contract: ${name}`, () => {
    let here: OpenAttachments;
    const begin = async () => {
      here = await open();
      return here;
    };
    afterEach(() => here.close());

    it.each([
      ['one byte', Buffer.from('x')],
      ['some pages', PDF],
      ['5 MB', Buffer.alloc(5 * 1_048_576, 'abcdefg')],
    ])('keeps what was declared, and gives it back: %s', async (_name, bytes) => {
      const { attachments, read } = await begin();
      const declared = declarationOf(bytes);
      expect(await attachments.find(declared, 16)).toBe(null);
      expect(await attachments.put(declared, inPieces(bytes, 65_536))).toBe('kept');
      const found = await attachments.find(declared, 16);
      expect(found).toMatchObject({ size: bytes.length, sha256: declared.sha256 });
      expect(Buffer.from(found?.begin ?? []).equals(bytes.subarray(0, 16))).toBe(true);
      expect(sha256Of(await read(await attachments.offer(declared, AS)))).toBe(declared.sha256);
    });

    it.each([
      ['a byte changed', oneChanged(PDF), 'other-bytes'],
      ['a byte less', PDF.subarray(1), 'other-size'],
      ['a byte more', Buffer.concat([PDF, Buffer.from('x')]), 'other-size'],
      ['nothing', Buffer.alloc(0), 'other-size'],
    ])('keeps nothing of other bytes: %s', async (_name, bytes, taken) => {
      const { attachments, left } = await begin();
      const declared = declarationOf(PDF);
      expect(await attachments.put(declared, inPieces(bytes))).toBe(taken);
      expect(await attachments.find(declared, 16)).toBe(null);
      expect(await left()).toBe(0);
    });

    it('keeps nothing of what ends in the middle, and takes it whole afterwards', async () => {
      const { attachments, left } = await begin();
      const declared = declarationOf(PDF);
      const reason = new Error('gone away');
      const half = attachments.put(declared, inPieces(PDF.subarray(0, 5_000), 1_000, reason));
      await expect(half).rejects.toBe(reason);
      expect(await left()).toBe(0);
      expect(await attachments.put(declared, inPieces(PDF))).toBe('kept');
      expect(await left()).toBe(1);
    });

    it('takes the same bytes again, also at once', async () => {
      const { attachments } = await begin();
      const declared = declarationOf(PDF);
      const taken = await Promise.all([1, 2, 3].map(() => attachments.put(declared, inPieces(PDF))));
      expect(taken).toEqual(['kept', 'kept', 'kept']);
      expect(await attachments.find(declared, 4)).toMatchObject({ size: PDF.length });
    });

    it('deletes with all earlier versions, once and again, and that file alone', async () => {
      const { attachments, left } = await begin();
      const [one, other] = [declarationOf(PDF), declarationOf(PDF)];
      for (const declared of [one, one, other]) await attachments.put(declared, inPieces(PDF));
      await attachments.drop(one);
      await attachments.drop(one);
      expect(await attachments.find(one, 4)).toBe(null);
      expect(await attachments.find(other, 4)).not.toBe(null);
      expect(await left()).toBe(1);
      await attachments.drop(declarationOf(PDF));
    });

    it('has room', async () => {
      const { attachments } = await begin();
      expect(await attachments.room()).toBeGreaterThan(0);
    });

    it('is unavailable where the outside fails', async () => {
      const { broken } = await begin();
      const declared = declarationOf(PDF);
      const unavailable = { code: 'unavailable', retryAfter: 2 };
      await expect(broken.put(declared, inPieces(PDF))).rejects.toMatchObject(unavailable);
      await expect(broken.find(declared, 4)).rejects.toMatchObject(unavailable);
      await expect(broken.drop(declared)).rejects.toMatchObject(unavailable);
    });
  });
}
