/** Told to stop: what runs is finished, nothing new is taken, and nothing stays behind. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';

describe('told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s: finishes what runs, takes nothing new, exits 0', async (signal) => {
    const product = await start({ clock: MONDAY });
    const token = await product.token('spj.officer');
    const body = JSON.stringify(approval('GX-1'));
    const socket = connect(product.port, '127.0.0.1');
    const answered = text(socket);
    socket.write(
      `POST /pushes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
    );
    await sleep(100);
    process.kill(product.pid, signal);
    await sleep(200);
    await expect(product.call('GET', '/__dev/clock')).rejects.toThrow();
    socket.write(body);
    expect(await answered).toMatch(/^HTTP\/1\.1 201 /);
    expect(await product.ended).toBe(0);
  });

  it('waits for nobody longer than 10 s', async () => {
    const product = await start({ clock: MONDAY });
    const socket = connect(product.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /pushes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n');
    await sleep(100);
    const begun = performance.now();
    expect(await product.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

describe('npm start', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm alone ends the product too', async (signal) => {
    const dataDir = await folder();
    const env = { ...process.env, PORT: '0', DATA_DIR: dataDir, CLOCK: MONDAY };
    const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await expect.poll(() => said, { timeout: 20_000 }).toContain('"event":"ready"');
    npm.kill(signal);
    const again = await start({ clock: MONDAY, dataDir });
    expect((await again.call('GET', '/__dev/clock')).status).toBe(200);
    await expect.poll(() => said).toContain('"event":"stopping"');
  });
});
