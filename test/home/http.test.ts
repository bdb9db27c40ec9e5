/** HTTP as it comes in from outside: the order of checks, and input that no client should send. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';
const MEGABYTE = 1_048_576;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ clock: MONDAY });
});
afterAll(async () => {
  expect(await product.stop()).toBe(0);
});

/** Sends bytes as they are and answers with everything that came back. */
async function raw(sent: string): Promise<string> {
  const socket = connect(product.port, '127.0.0.1');
  socket.on('error', () => {});
  const answered = text(socket).catch(() => '');
  socket.write(sent, 'latin1');
  return answered;
}

describe('the order of checks', () => {
  const large = `{"reference":"${'x'.repeat(MEGABYTE)}"}`;

  it.each([
    ['404 before all else', 'POST', '/nowhere', undefined, large, 404, 'not-found'],
    ['405 before 401', 'DELETE', '/pushes', undefined, undefined, 405, 'method-not-allowed'],
    ['401 before 413', 'POST', '/pushes', undefined, large, 401, 'unauthenticated'],
    ['413 with a token', 'POST', '/pushes', 'spj.officer', large, 413, 'body-too-large'],
    ['400 not JSON', 'POST', '/pushes', 'spj.officer', '{', 400, 'bad-json'],
    ['422 does not fit', 'POST', '/pushes', 'spj.officer', '{}', 422, 'invalid'],
  ])('%s', async (_name, method, path, as, body, status, code) => {
    const reply = await product.call(method, path, { as, body });
    expect([reply.status, reply.body?.code]).toEqual([status, code]);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(reply.body).toMatchObject({ type: `urn:shenguan:problem:${code}`, status });
  });

  it('takes exactly 1 MB for what it is, and one byte more for too much', async () => {
    const filled = (size: number): string => {
      const body = JSON.stringify(approval('GX-1', { summary: '' }));
      return `${body}${' '.repeat(size - Buffer.byteLength(body))}`;
    };
    const fits = await product.call('POST', '/pushes', { as: 'spj.officer', body: filled(MEGABYTE) });
    expect(fits.status).toBe(422);
    const tooLarge = await product.call('POST', '/pushes', { as: 'spj.officer', body: filled(MEGABYTE + 1) });
    expect(tooLarge.status).toBe(413);
  });

  it('reads and drops the rest of 32 MB, and goes on', async () => {
    const reply = await product.call('POST', '/pushes', { as: 'spj.officer', body: ' '.repeat(32 * MEGABYTE) });
    expect(reply.status).toBe(413);
    expect((await product.call('GET', '/__dev/clock')).status).toBe(200);
  });

  it('tells 405 what is allowed', async () => {
    const reply = await product.call('PUT', '/pushes');
    expect([reply.status, reply.headers.get('allow')?.split(', ').sort()]).toEqual([405, ['GET', 'HEAD', 'POST']]);
  });
});

it.each([
  ['/__dev/accounts', 200, undefined],
  ['/pushes', 200, 'spj.officer'],
  ['/pushes', 401, undefined],
  ['/nowhere', 404, undefined],
])('%s, answered %i, is kept by nobody and taken for what it says it is', async (path, status, as) => {
  const { status: answered, headers } = await product.call('GET', path, { as });
  expect([answered, headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
    ...[status, 'nosniff', 'no-store'],
  ]);
});

describe('HEAD', () => {
  it.each([
    ['/__dev/clock', 200],
    ['/nowhere', 404],
    ['/pushes', 401],
  ])('%s answers %i without a body', async (path, status) => {
    const reply = await product.call('HEAD', path);
    expect([reply.status, reply.text]).toEqual([status, '']);
  });
});

describe('over the wire', () => {
  it('compresses what is asked for, and says how long it is', async () => {
    const reply = await raw(
      'GET /calendar/2026 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n',
    );
    const length = Number(/^content-length: (\d+)\r$/im.exec(reply)?.[1]);
    expect(length).toBeGreaterThan(500);
    expect(length).toBeLessThan(5000);
    expect(reply).toMatch(/^content-encoding: gzip\r$/im);
    expect(reply).toMatch(/^vary: accept-encoding\r$/im);
  });

  it('answers OPTIONS without a body', async () => {
    const reply = await raw('OPTIONS /pushes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 204 /);
    expect(reply).toMatch(/^allow: POST, GET, HEAD\r$/im);
  });

  it('keeps pages of other sites from a demonstration’s tokens', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    for (const path of ['/__dev/accounts', '/__dev/mail', '/__dev/clock']) {
      expect((await product.call('GET', path, { headers })).headers.get('access-control-allow-origin')).toBeNull();
      expect((await product.call('OPTIONS', path, { headers })).headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await product.call('GET', '/health', { headers })).headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('addresses', () => {
  it.each(['/pushes/%', '/pushes/%zz', '/pushes/%ff', '/pushes/%c0%af', '//', '/pushes//history', '/pushes/a/b/c'])(
    '%s is no route',
    async (path) => {
      expect(await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
    },
  );

  it('keeps a slash that was encoded inside its segment', async () => {
    const reply = await product.call('GET', '/pushes/a%2Fhistory', { as: 'spj.officer' });
    expect([reply.status, reply.body.code]).toEqual([404, 'not-found']);
  });

  it.each(['?status=%', '?limit=0', '?limit=1&limit=2', '?unknown=1', '?status='])('%s is 422', async (query) => {
    expect((await product.call('GET', `/pushes${query}`, { as: 'spj.officer' })).status).toBe(422);
  });

  it('takes the absolute form that proxies send', async () => {
    const reply = await raw('GET http://x/__dev/clock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
  });
});

it('leaves an expectation aside that it does not know', async () => {
  const reply = await raw('GET /__dev/clock HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nConnection: close\r\n\r\n');
  expect(reply).toMatch(/^HTTP\/1\.1 200 /);
});

describe('what is not HTTP', () => {
  it.each([
    ['noise', 'hello\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00', 400],
    ['a wrong length', 'POST /pushes HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n', 400],
    ['two lengths', 'POST /pushes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
    [
      'length and chunks',
      'POST /pushes HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a wrong chunk', 'POST /pushes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['a header too large', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
  ])('%s', async (_name, sent, status) => {
    const reply = await raw(sent);
    expect(reply.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(reply).toContain('application/problem+json');
    const problem = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n')));
    expect([problem.status, problem.title]).toEqual([status, expect.stringMatching(/\p{Script=Han}/u)]);
    expect(reply).toMatch(/X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n/);
    expect((await product.call('GET', '/__dev/clock')).status).toBe(200);
  });

  it('a caller that goes away in the middle ends nothing', async () => {
    for (let i = 0; i < 20; i++) {
      const socket = connect(product.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write('POST /pushes HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
      await new Promise((resolve) => setTimeout(resolve, 5));
      socket.destroy();
    }
    expect((await product.call('GET', '/__dev/clock')).status).toBe(200);
    expect(product.output()).not.toContain('"level":"error"');
  });
});

describe('bodies', () => {
  it.each([
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), {}, 400],
    ['no content type', '{}', { 'content-type': '' }, 415],
    ['another content type', '{}', { 'content-type': 'text/plain' }, 415],
    ['with a charset', '{}', { 'content-type': 'application/json; charset=utf-8' }, 422],
    ['a prototype', '{"__proto__": {}}', {}, 422],
    ['an array', '[]', {}, 422],
  ])('%s', async (_name, body, headers, status) => {
    expect((await product.call('POST', '/pushes', { as: 'spj.officer', body, headers })).status).toBe(status);
  });

  it('answers many at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        product.call('POST', '/pushes', { as: 'spj.officer', body: approval(`M-${i}`) }),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
  });
});
