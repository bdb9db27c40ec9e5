/** What every home of files keeps. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Files, Offer, ServedAs } from '../../shared/ports.ts';

export interface OpenFiles {
  readonly files: Files;
  /** The same with its outside gone. */
  readonly broken: Files;
  /** Fetches what was offered, as its caller does. */
  read(offer: Offer): Promise<Uint8Array>;
  /** How much lies there that nobody has been offered: files, and what was begun. */
  left(): Promise<number>;
  close(): Promise<void>;
}

export const CSV: ServedAs = {
  type: 'text/csv; charset=utf-8',
  disposition: `attachment; filename="list.csv"; filename*=UTF-8''${encodeURIComponent('清单')}.csv`,
  cache: 'no-store',
};

const MB = 1_048_576;

/** So many chunks of such a length, all bytes told apart by `seed`; `ended` says whether somebody ended it. */
export function chunks(count: number, length: number, seed = 1, fail?: Error) {
  const state = { made: 0, ended: false };
  const make = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (let n = 0; n < count; n++) {
        state.made += 1;
        yield Buffer.alloc(length, `${seed}:${n};`);
      }
      if (fail) throw fail;
    } finally {
      state.ended = true;
    }
  };
  return { state, make };
}

async function whole(of: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of of) parts.push(part);
  return Buffer.concat(parts);
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function filesContract(name: string, open: () => Promise<OpenFiles>): void {
  describe(`files contract: ${name}`, () => {
    let opened: OpenFiles;
    const begin = async () => {
      opened = await open();
      return opened;
    };
    afterEach(() => opened.close());

    it.each([
      ['nothing', 0, 0],
      ['one byte', 1, 1],
      ['4 MB and a byte', 1, 4 * MB + 1],
      ['many small chunks', 3000, 1000],
      ['chunks that fit no part', 7, 3 * MB + 17],
      ['exactly two parts', 16, MB],
    ])('gives back what it took: %s', async (_name, count, length) => {
      const { files, read } = await begin();
      const offer = await files.offer(chunks(count, length).make(), CSV);
      expect(sha(await read(offer))).toBe(sha(await whole(chunks(count, length).make())));
    });

    it('offers nothing where the chunks fail, and says why', async () => {
      const { files, left } = await begin();
      for (const count of [0, 1, 5]) {
        const reason = new Error(`after ${count}`);
        const failing = chunks(count, 5 * MB, 1, reason);
        await expect(files.offer(failing.make(), CSV)).rejects.toBe(reason);
        expect(failing.state.ended).toBe(true);
      }
      expect(await left()).toBe(0);
    });

    it('is unavailable where the outside fails, and lets go of whoever makes the chunks', async () => {
      const { broken } = await begin();
      const endless = chunks(1000, MB);
      const offered = broken.offer(endless.make(), CSV);
      await expect(offered).rejects.toMatchObject({ code: 'unavailable', retryAfter: 2 });
      expect(endless.state.made).toBeLessThan(100);
      expect(endless.state.ended || endless.state.made === 0).toBe(true);
    });

    it('keeps many at once apart', async () => {
      const { files, read } = await begin();
      const each = [1, 2, 3, 4, 5, 6];
      const offers = await Promise.all(each.map((seed) => files.offer(chunks(4, 2 * MB, seed).make(), CSV)));
      const found = await Promise.all(offers.map(async (offer) => sha(await read(offer))));
      expect(found).toEqual(
        await Promise.all(each.map(async (seed) => sha(await whole(chunks(4, 2 * MB, seed).make())))),
      );
    });
  });
}
