/** The one-machine home takes files over HTTP: streamed to the disk, cut off, stalled, killed in the middle. */
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, type Reply, startProduct, temporaryFolder } from '../home/product.ts';
import { approval } from '../home/push.ts';
import { declaration, filesUnder, oneChanged, PDF, sha256Of } from './sample.ts';

const CLOCK = '2026-09-28T09:00:00+08:00';
const BUREAU = 'spj.officer';
const MEGABYTE = 1_048_576;
const LARGE = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(40 * MEGABYTE, 'many pages of it')]);

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  product = await startProduct({ clock: CLOCK, dataDir: folder });
});
afterAll(async () => {
  expect(await product.stop()).toBe(0);
});

const declare = async (bytes: Uint8Array): Promise<string> =>
  (await product.call('POST', '/files', { as: BUREAU, body: declaration(bytes) })).body.id;
const headers = { 'content-type': 'application/pdf' };
const send = (id: string, bytes: Uint8Array): Promise<Reply> =>
  product.call('PUT', `/files/${id}/content`, { as: BUREAU, body: bytes, headers });
const state = async (id: string): Promise<string> =>
  (await product.call('GET', `/files/${id}`, { as: BUREAU })).body.state;
const onDisk = (): Promise<string[]> => filesUnder(join(folder, 'attachments'));

/** An upload by hand: its head is sent, nothing of its body yet. */
async function begun(id: string, length: number, as: string | null = BUREAU): Promise<Socket> {
  const socket = connect(product.port, '127.0.0.1');
  socket.on('error', () => {});
  const bearer = as === null ? '' : `Authorization: Bearer ${await product.token(as)}\r\n`;
  const head = `PUT /files/${id}/content HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
  const of = `Content-Type: application/pdf\r\nContent-Length: ${length}\r\n`;
  socket.write(`${head}${of}${bearer}\r\n`);
  return socket;
}

describe('while others upload', () => {
  const lasted = (begin: number): number => performance.now() - begin;
  let stalled: Promise<{ said: string; millis: number }>;
  let slow: Promise<string>;
  beforeAll(async () => {
    const begin = performance.now();
    const silent = await begun(await declare(PDF), PDF.length);
    silent.write(PDF.subarray(0, 100));
    stalled = text(silent).then((said) => ({ said, millis: lasted(begin) }));
    const dripping = await begun(await declare(PDF), PDF.length);
    slow = text(dripping);
    void (async () => {
      const step = Math.ceil(PDF.length / 8);
      for (let at = 0; at < PDF.length; at += step) {
        dripping.write(PDF.subarray(at, at + step));
        await pause(4_200);
      }
      dripping.end();
    })();
  });

  it('takes a file of 40 MB without holding it, and gives it back', { timeout: 60_000 }, async () => {
    const id = await declare(LARGE);
    const sent = await send(id, LARGE);
    expect([sent.status, sent.body.state, sent.body.upload]).toEqual([200, 'stored', null]);
    const answer = await fetch(`${product.url}/files/${id}/content`, {
      headers: { authorization: `Bearer ${await product.token(BUREAU)}` },
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(sha256Of(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256Of(LARGE));
  });

  it('tells who sends other bytes, and keeps none of them', async () => {
    const before = await onDisk();
    const id = await declare(LARGE);
    const refused = await send(id, oneChanged(LARGE));
    expect([refused.status, refused.body.code]).toEqual([422, 'invalid']);
    const short = await send(id, LARGE.subarray(0, MEGABYTE));
    expect([short.status, short.body.code]).toEqual([422, 'invalid']);
    expect(await state(id)).toBe('awaiting');
    expect((await onDisk()).filter((name) => name === id)).toEqual([]);
    expect((await onDisk()).length).toBeLessThanOrEqual(before.length + 2);
  });

  it('reads what it does not take to its end, and says why', async () => {
    const id = await declare(LARGE);
    const stranger = await product.call('PUT', `/files/${id}/content`, { body: LARGE, headers });
    expect([stranger.status, stranger.body.code]).toEqual([401, 'unauthenticated']);
    const other = await product.call('PUT', `/files/${id}/content`, { as: 'scjg.officer', body: LARGE, headers });
    expect([other.status, other.body.code]).toEqual([404, 'not-found']);
    expect((await send(id, LARGE)).body.state).toBe('stored');
  });

  it('does not wait for what it would not take: another length than declared', async () => {
    const begin = performance.now();
    const socket = await begun(await declare(PDF), 2 * PDF.length);
    socket.write(PDF);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 422 .*收到的字节数与登记的 size 不符/s);
    expect(lasted(begin)).toBeLessThan(25_000);
  });

  it('forgets what ends in the middle', async () => {
    const id = await declare(LARGE);
    const socket = await begun(id, LARGE.length);
    await new Promise((resolve) => socket.write(LARGE.subarray(0, 8 * MEGABYTE), resolve));
    await pause(300);
    socket.destroy();
    await pause(500);
    expect(await state(id)).toBe('awaiting');
    expect((await send(id, LARGE)).body.state).toBe('stored');
    expect(product.output()).not.toContain('"event":"fault"');
  });

  it('waits as long as something comes, and half a minute where nothing does', { timeout: 90_000 }, async () => {
    const { said, millis } = await stalled;
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect(said).toContain('request-timeout');
    expect(millis).toBeGreaterThan(29_000);
    // Nor another half minute for the rest, which does not come either.
    expect(millis).toBeLessThan(55_000);
    expect(await slow).toMatch(/^HTTP\/1\.1 200 .*"state":"stored"/s);
  });
});

it('killed in an upload, it has kept nothing of that, and all that it had answered for', {
  timeout: 60_000,
}, async () => {
  const whole = await declare(PDF);
  expect((await send(whole, PDF)).body.state).toBe('stored');
  const made = await product.call('POST', '/pushes', {
    as: BUREAU,
    body: approval('KILLED', { attachments: [{ file: whole }] }),
  });
  expect(made.status).toBe(201);
  const half = await declare(LARGE);
  const socket = await begun(half, LARGE.length);
  await new Promise((resolve) => socket.write(LARGE.subarray(0, 8 * MEGABYTE), resolve));
  for (let n = 0; n < 50 && (await filesUnder(join(folder, 'attachments', 'arriving'))).length === 0; n++)
    await pause(50);
  expect((await filesUnder(join(folder, 'attachments', 'arriving'))).length).toBe(1);
  await product.kill();
  socket.destroy();
  product = await startProduct({ clock: CLOCK, dataDir: folder });
  expect(await filesUnder(join(folder, 'attachments', 'arriving'))).toEqual([]);
  expect([await state(whole), await state(half)]).toEqual(['stored', 'awaiting']);
  const got = await product.call('GET', `/files/${whole}/content?record=${made.body.id}`, { as: 'scjg.officer' });
  expect([got.status, got.text]).toEqual([200, PDF.toString()]);
  expect((await send(half, LARGE)).body.state).toBe('stored');
});

it('lets go of what no record names when the clock has gone seven days', { timeout: 60_000 }, async () => {
  const named = await declare(PDF);
  await send(named, PDF);
  const body = approval('NAMED', { attachments: [{ file: named }] });
  expect((await product.call('POST', '/pushes', { as: BUREAU, body })).status).toBe(201);
  expect((await onDisk()).length).toBeGreaterThan(2);
  await product.clock('2026-10-05T09:00:00+08:00');
  const left = await onDisk();
  expect(left).toContain(named);
  // The push before the kill names the other.
  expect(left.length).toBe(2);
  await product.call(
    'POST',
    `/pushes/${(await product.call('POST', '/pushes', { as: BUREAU, body })).body.id}/quarantine`,
    {
      as: BUREAU,
      body: { reason: '误传' },
    },
  );
  await product.mail();
  expect(await onDisk()).not.toContain(named);
});

it('says which setting does not fit, and takes one that does', { timeout: 60_000 }, async () => {
  await expect(startProduct({ env: { FILE_TYPES: 'pdf,exe' } })).rejects.toThrow(/FILE_TYPES/);
  const small = await startProduct({ clock: CLOCK, env: { FILE_MB: '1', FILE_TYPES: 'png' } });
  const refused = await small.call('POST', '/files', { as: BUREAU, body: declaration(LARGE) });
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/size', '/mediaType']);
  await small.stop();
});
