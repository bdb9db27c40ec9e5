/** Callers that begin large bodies and do not end them: what of it is held, who is still served, how long it lasts. */
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';
import { approval } from './push.ts';

const MEGABYTE = 1_048_576;
const PART = Buffer.alloc(MEGABYTE - 1_024, ' ');

let product: Product;
let oldest: { answered: Promise<string>; begun: number };
beforeAll(async () => {
  product = await startProduct({ clock: '2026-09-28T09:00:00+08:00' });
  const begun = performance.now();
  oldest = { answered: text(await stalled('/pushes')), begun };
});
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => {
  expect(await product.stop()).toBe(0);
});

/** A request that says it is 1 MB long; nothing of that is sent. */
function stalled(path: string, authorization = ''): Promise<Socket> {
  const socket = connect(product.port, '127.0.0.1');
  socket.on('error', () => {});
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${MEGABYTE}\r\n`;
  return new Promise((resolve) => socket.write(`${head}${authorization}\r\n`, () => resolve(socket)));
}

/** That many requests whose bodies have all come but for a KB. */
async function many(count: number, path: string, authorization?: string): Promise<void> {
  for (let i = 0; i < count; i++) {
    const socket = await stalled(path, authorization);
    sockets.push(socket);
    await new Promise((resolve) => socket.write(PART, resolve));
  }
  await pause(500);
}

async function residentMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${product.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}

const filled = (reference: string, size: number): string => {
  const body = JSON.stringify(approval(reference));
  return `${body}${' '.repeat(size - Buffer.byteLength(body))}`;
};
const push = (reference: string, size: number) =>
  product.call('POST', '/pushes', { as: 'spj.officer', body: filled(reference, size) });

describe('bodies that stall', () => {
  it('are not held of callers who are not known, nor where there is no such route', async () => {
    await push('WARM', 2_000);
    const before = await residentMegabytes();
    for (const path of ['/pushes', '/nowhere', '/issuer/token', '/__dev/tokens']) await many(150, path);
    expect((await residentMegabytes()) - before).toBeLessThan(200);
    expect((await push('BESIDE', MEGABYTE)).status).toBe(201);
  });

  it('with a token are held as far as there is room; beside them small ones are served, large ones told when', async () => {
    await many(80, '/pushes', `Authorization: Bearer ${await product.token('spj.officer')}\r\n`);
    let large = await push('LARGE', MEGABYTE);
    // On a busy machine the room fills later than the sockets have written.
    for (let n = 0; n < 40 && large.status !== 503; n++) {
      await pause(250);
      large = await push(`LARGE-${n}`, MEGABYTE);
    }
    expect([large.status, large.body.code, large.headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
    expect(large.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await push('SMALL', 16_000)).status).toBe(201);
    const unknown = await product.call('POST', '/nowhere', { body: filled('NOWHERE', MEGABYTE) });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
    for (const socket of sockets.splice(0)) socket.destroy();
    await pause(500);
    expect((await push('AFTERWARDS', MEGABYTE)).status).toBe(201);
  });

  it('are over after half a minute', { timeout: 60_000 }, async () => {
    expect(await oldest.answered).toMatch(/^HTTP\/1\.1 408 /);
    const lasted = performance.now() - oldest.begun;
    expect(lasted).toBeGreaterThan(25_000);
    expect(lasted).toBeLessThan(45_000);
  });
});

it('takes a body byte by byte, and in steps of its own', async () => {
  const socket = connect(product.port, '127.0.0.1');
  const answered = text(socket);
  const body = filled('BYTES', 40_000);
  const bearer = `Authorization: Bearer ${await product.token('spj.officer')}\r\n`;
  const head = `Host: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  socket.setNoDelay(true);
  socket.write(`POST /pushes HTTP/1.1\r\n${head}${bearer}\r\n`);
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += at < 3_000 ? 1 : 999) {
    socket.write(bytes.subarray(at, at < 3_000 ? at + 1 : at + 999));
    if (at % 100 === 0) await pause(1);
  }
  expect(await answered).toMatch(/^HTTP\/1\.1 201 /);
});
