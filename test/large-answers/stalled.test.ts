/** A stream at home, whose caller takes nothing, takes little at a time, or is gone already. */
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { reply } from '../../infra/local/http/event.ts';

const STALLED = 300;

/** Serves a stream of so many MB once, `late` milliseconds after it was asked for. */
async function serving(megabytes: number, late = 0) {
  const chunk = Buffer.alloc(1_048_576);
  const stream = Readable.from(Array.from({ length: megabytes }, () => chunk));
  const server = createServer(async (_request, response) => {
    await pause(late);
    done(
      await reply(response, { statusCode: 200, headers: {}, stream }, STALLED).then(
        () => 'sent',
        () => 'given up',
      ),
    );
  });
  let done: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    done = resolve;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = () => get({ port, agent: false }).on('error', () => {});
  return { stream, ended, ask, close: () => server.close() };
}

test('is given up where nothing is taken for a while', async () => {
  const { stream, ended, ask, close } = await serving(64);
  const [answer] = (await once(ask(), 'response')) as [IncomingMessage];
  answer.on('error', () => {});
  expect(await ended).toBe('given up');
  expect(stream.destroyed).toBe(true);
  close();
});

test('goes on where little is taken at a time, longer than that', async () => {
  const { stream, ended, ask, close } = await serving(24);
  const [answer] = (await once(ask(), 'response')) as [IncomingMessage];
  const begun = performance.now();
  let size = 0;
  for await (const chunk of answer) {
    size += (chunk as Buffer).length;
    if (size % 1_048_576 < 65_536) await pause(40);
  }
  expect([await ended, size]).toEqual(['sent', 24 * 1_048_576]);
  expect(performance.now() - begun).toBeGreaterThan(STALLED);
  expect(stream.destroyed).toBe(true);
  close();
});

test('is let go of where the caller is gone before it begins', async () => {
  const { stream, ended, ask, close } = await serving(64, 200);
  const asked = ask();
  await once(asked, 'socket');
  await pause(100);
  asked.destroy();
  expect(await ended).toBe('given up');
  expect(stream.destroyed).toBe(true);
  close();
});
