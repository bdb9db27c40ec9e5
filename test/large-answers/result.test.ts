/** How answers leave: what is whole, what is elsewhere, and that Lambda takes either. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, test } from 'vitest';
import { type Asking, madeOf, type Result, resultOf as resultOfMade, WHOLE } from '../../functions/http/result.ts';
import type { Answer } from '../../functions/http/route.ts';
import { unavailable } from '../../shared/errors.ts';
import { type KeptFiles, keptFiles } from './kept.ts';

/** Bytes that Lambda lets out, of the result as JSON. */
const LAMBDA = 6_291_456;

function asking(more: Partial<Asking> = {}): Asking & { kept: KeptFiles['kept'] } {
  const files = keptFiles();
  return { files, kept: files.kept, method: 'GET', path: '/reports/quarters/2026Q3.html', gone: undefined, ...more };
}

const resultOf = async (answer: Answer, asked: Asking): Promise<Result> => resultOfMade(await madeOf(answer, asked));

const csv = (data: string | Uint8Array | AsyncIterable<string>, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  content: { type: 'text/csv; charset=utf-8', data },
  headers,
});

async function* pieces(count: number, piece: string, fail?: Error): AsyncGenerator<string> {
  for (let n = 0; n < count; n++) yield piece;
  if (fail) throw fail;
}

const bytesOf = ({ body, isBase64Encoded }: Result): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

describe('at the border', () => {
  it.each<[string, (size: number) => Answer]>([
    ['text', (size) => csv('a'.repeat(size))],
    ['Chinese text', (size) => csv('审'.repeat(Math.floor(size / 3)) + 'a'.repeat(size % 3))],
    ['bytes', (size) => csv(new Uint8Array(size))],
    ['pieces', (size) => csv(oneByOne(size))],
    ['JSON', (size) => ({ status: 200, body: 'a'.repeat(size - 2) })],
  ])('4 MB of %s are whole, one byte more is elsewhere', async (_name, of) => {
    const asked = asking();
    const whole = await resultOf(of(WHOLE), asked);
    expect([whole.statusCode, bytesOf(whole).length, asked.kept.length]).toEqual([200, WHOLE, 0]);
    const elsewhere = await resultOf(of(WHOLE + 1), asked);
    expect([elsewhere.statusCode, elsewhere.body, elsewhere.headers.location]).toEqual([
      303,
      '',
      'https://bucket.example/1?signed',
    ]);
    expect(asked.kept.map(({ bytes }) => bytes.length)).toEqual([WHOLE + 1]);
  });

  it.each([
    ['quotation marks', '"'],
    ['control characters', '\u0001'],
    ['backslashes', '\\'],
    ['Chinese', '审'],
    ['characters beyond the first plane', '𠮷'],
  ])('what is whole fits Lambda whatever it is made of: %s', async (_name, letter) => {
    const size = Buffer.byteLength(letter);
    for (const length of [333_333, 1_000_000, 1_000_001, 2_000_000, WHOLE]) {
      const text = letter.repeat(Math.floor(length / size));
      for (const answer of [csv(text), csv(Readable.from([text]))]) {
        const result = await resultOf(answer, asking());
        expect(Buffer.byteLength(JSON.stringify(result))).toBeLessThan(LAMBDA);
        expect(bytesOf(result).toString()).toBe(text);
      }
    }
  });
});

async function* oneByOne(size: number): AsyncGenerator<string> {
  for (let left = size; left > 0; left -= 100_000) yield 'a'.repeat(Math.min(left, 100_000));
}

describe('what is elsewhere', () => {
  const large = 'x'.repeat(WHOLE + 1);

  it('keeps type, name and caching; the way to it is nobody’s to keep', async () => {
    const asked = asking();
    const headers = {
      'content-disposition': 'attachment; filename="a.csv"',
      'cache-control': 'public, max-age=60',
      etag: '"e"',
    };
    const result = await resultOf(csv(large, headers), asked);
    expect(result.headers).toEqual({
      location: 'https://bucket.example/1?signed',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      etag: '"e"',
    });
    expect(asked.kept[0]?.as).toEqual({
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="a.csv"',
      cache: 'public, max-age=60',
    });
  });

  it.each([
    ['/reports/quarters/2026Q3.html', 'attachment; filename="2026Q3.html"'],
    ['/public/boundary-list', 'attachment; filename="boundary-list.html"'],
  ])('saves a page whose policy cannot go with it: %s', async (path, disposition) => {
    const asked = asking({ path });
    await resultOf(csv(large, { 'content-security-policy': "default-src 'none'" }), asked);
    expect(asked.kept[0]?.as.disposition).toBe(disposition);
  });

  it('is streamed with all its headers where that is what is offered', async () => {
    const files = { offer: async () => ({ size: 3, stream: Readable.from([Buffer.from('abc')]) }) };
    const result = await resultOf(csv(large, { etag: '"e"' }), asking({ files }));
    expect([result.statusCode, result.headers['content-length'], result.headers.etag]).toEqual([200, '3', '"e"']);
    expect((await buffer(result.stream as Readable)).toString()).toBe('abc');
  });

  it('is not even made for HEAD', async () => {
    const asked = asking({ method: 'HEAD' });
    const result = await resultOf(csv(pieces(1, 'x', new Error('made'))), asked);
    expect([result.statusCode, result.body, asked.kept]).toEqual([200, '', []]);
  });
});

describe('a body that is made piece by piece', () => {
  const MB = 'x'.repeat(1_048_576);

  it.each([0, 1, 9])('fails as a whole where it fails after %i MB', async (count) => {
    const asked = asking();
    const reason = unavailable();
    await expect(resultOf(csv(pieces(count, MB, reason)), asked)).rejects.toBe(reason);
    expect(asked.kept).toEqual([]);
  });

  test.each([0, 1, 5_000_000])('is let go of where the outside fails after %i bytes', async (after) => {
    let ended = false;
    const made = async function* () {
      try {
        yield* pieces(1000, MB);
      } finally {
        ended = true;
      }
    };
    const files = keptFiles({ after, with: unavailable() });
    await expect(resultOf(csv(made()), asking({ files }))).rejects.toMatchObject({ code: 'unavailable' });
    expect(ended).toBe(true);
  });

  it('is let go of where the outside fails before it looks', async () => {
    let ended = false;
    const made = async function* () {
      try {
        yield* pieces(1000, MB);
      } finally {
        ended = true;
      }
    };
    const files = { offer: () => Promise.reject(unavailable()) };
    await expect(resultOf(csv(made()), asking({ files }))).rejects.toMatchObject({ code: 'unavailable' });
    expect(ended).toBe(true);
  });

  it('ends when its caller goes away', async () => {
    const gone = new AbortController();
    let made = 0;
    const endless = async function* () {
      for (;;) {
        if (++made === 20) gone.abort();
        yield MB;
      }
    };
    await expect(resultOf(csv(endless()), asking({ gone: gone.signal }))).rejects.toMatchObject({ name: 'AbortError' });
    expect(made).toBe(20);
  });
});
