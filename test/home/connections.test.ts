/**
 * Connections of those who say nothing, take nothing and never hang up: each is destroyed, and its place is free again.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionLimits } from '../../infra/local/http/connections.ts';
import { Peers } from '../../infra/local/http/peers.ts';
import { type HttpServer, serve } from '../../infra/local/http/server.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';

const LARGE = 'x'.repeat(3_900_000);
const LIMITS: ConnectionLimits = { all: 40, each: 30, head: 600, request: 1_200, idle: 1_500 };
/** Of the head, the look every third of it, and the last words. */
const OVER = 600 + 200 + 1_000 + 700;

const sockets: Socket[] = [];
let server: HttpServer | undefined;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close(1_000);
});

/** Answers `/large` with 4 MB, `/slow` after two seconds, all else with a word. */
async function serving(limits: Partial<ConnectionLimits> = {}, proxies: string[] = []): Promise<string> {
  server = await serve({
    ...{ host: '127.0.0.1', port: 0, clock: systemClock, log: { info: () => {}, error: () => {} } },
    ...{ peers: new Peers(proxies), unlimited: false, limits: { ...LIMITS, ...limits } },
    served: () => ({
      admits: async () => true,
      takesBytes: () => false,
      handler: async ({ rawPath, requestContext }) => {
        if (rawPath === '/slow') await pause(2_000);
        return { statusCode: 200, headers: {}, body: rawPath === '/large' ? LARGE : requestContext.http.sourceIp };
      },
    }),
  });
  return server.address;
}

interface Peer {
  socket: Socket;
  /** Milliseconds after which it was told that the server has let go of it. */
  gone: Promise<number>;
}

/** A peer that ignores what it is told: it neither ends its half nor, unless it is let, reads. */
function peer(sent: string, { reads }: { reads: boolean }): Peer {
  const { port } = new URL(server?.address as string);
  const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  const begun = performance.now();
  const gone = new Promise<number>((resolve) => {
    const over = (): void => resolve(performance.now() - begun);
    socket.once('error', over).once('close', over).once('end', over);
  });
  if (sent !== '') socket.write(sent);
  if (reads) socket.on('data', () => {});
  return { socket, gone };
}

const status = async (path = '/'): Promise<number> => (await fetch(`${server?.address}${path}`)).status;

describe('places', () => {
  it('taken by peers that are silent and ignore that they are told to go are free again', async () => {
    await serving({ each: 40 });
    const begun = performance.now();
    for (let i = 0; i < 40; i++) peer('', { reads: i % 2 === 0 });
    await pause(200);
    await expect(status()).rejects.toThrow();
    await expect.poll(() => status().catch(() => 0), { timeout: 6_000, interval: 100 }).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(500);
  });

  it.each([
    ['a head that does not end', 'GET / HTTP/1.1\r\nHost: x\r\nA: '],
    ['a body that does not come', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
    ['what is not HTTP', 'hello\r\n\r\n'],
    ['a request answered and no further one', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ])('of %s', async (_name, sent) => {
    await serving({ each: 3 });
    for (let i = 0; i < 3; i++) peer(sent, { reads: false });
    await expect.poll(() => status().catch(() => 0), { timeout: OVER + 4_000, interval: 100 }).toBe(200);
  });

  it('of peers that ask for much and never read', async () => {
    await serving({ each: 3, idle: 800 });
    const get = 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n';
    for (let i = 0; i < 3; i++) peer(get.repeat(8), { reads: false });
    await pause(400);
    await expect(status()).rejects.toThrow();
    await expect.poll(() => status().catch(() => 0), { timeout: 6_000, interval: 100 }).toBe(200);
  });

  it('are kept by whoever waits for an answer longer than anything may be idle', async () => {
    await serving({ idle: 500 });
    expect(await status('/slow')).toBe(200);
  });
});

describe('one address', () => {
  it('has no more than its number of places; more are hung up on at once', async () => {
    await serving({ each: 5, head: 30_000, request: 30_000 });
    const peers = Array.from({ length: 8 }, () => peer('', { reads: true }));
    expect(await Promise.race([peers[7]?.gone, pause(2_000, 99_999)])).toBeLessThan(1_000);
    await expect(status()).rejects.toThrow();
    for (const { socket } of peers.slice(0, 5)) socket.destroy();
    await expect.poll(() => status().catch(() => 0), { timeout: 2_000 }).toBe(200);
  });

  it('of a proxy has as many as there are, and speaks for others', async () => {
    await serving({ each: 2, head: 30_000, request: 30_000 }, ['127.0.0.1']);
    for (let i = 0; i < 20; i++) peer('', { reads: true });
    const answer = await fetch(`${server?.address}/`, { headers: { 'x-forwarded-for': '10.9.9.9, 192.0.2.7' } });
    expect(await answer.text()).toBe('192.0.2.7');
  });
});

describe('the caller’s address', () => {
  const ours = new Peers(['127.0.0.1', '::1', '10.1.0.0/16']);

  it.each<[string, string | undefined, string]>([
    ['192.0.2.1', undefined, '192.0.2.1'],
    ['192.0.2.1', '198.51.100.9', '192.0.2.1'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '198.51.100.9', '198.51.100.9'],
    ['::ffff:127.0.0.1', '1.1.1.1, 198.51.100.9', '198.51.100.9'],
    ['::1', '1.1.1.1, 198.51.100.9, 10.1.2.3', '198.51.100.9'],
    ['127.0.0.1', '10.1.2.3', '10.1.2.3'],
    ['127.0.0.1', '198.51.100.9, unknown', '127.0.0.1'],
    ['127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['127.0.0.1', '198.51.100.9:4711', '198.51.100.9'],
  ])('of %s, which says %s, is %s', (peer, said, address) => {
    expect(ours.addressOf(peer, said)).toBe(address);
  });
});
