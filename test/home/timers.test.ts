/** Timers: due ones fire by themselves, on time, after a kill, and many at once. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { runs } from '../runs.ts';
import type { Product } from './product.ts';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';

async function pushMany(product: Product, count: number): Promise<string[]> {
  const ids: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) {
      const reply = await product.call('POST', '/pushes', { as: 'spj.officer', body: approval(`GX-${i}`) });
      expect(reply.status).toBe(201);
      ids.push(reply.body.id);
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  return ids;
}

/** The state as it lies in the file, without asking the product: asking would settle it. */
function statesIn(dataDir: string): Record<string, string> {
  const db = new DatabaseSync(join(dataDir, 'shenguan.db'), { readOnly: true });
  const rows = db.prepare("SELECT key, value FROM items WHERE key LIKE '%#exchange#%'").all();
  db.close();
  return Object.fromEntries(
    rows.map(({ key, value }) => [String(key).split('#')[2], JSON.parse(String(value)).state as string]),
  );
}

describe('timers', () => {
  it('that came due while no process ran fire at the start, on the machine’s clock too', async () => {
    const dataDir = await folder();
    const first = await start({ clock: '2023-03-06T09:00:00+08:00', dataDir });
    const body = approval('GX-1', { occurredAt: '2023-03-06T08:50:00+08:00' });
    const { id } = (await first.call('POST', '/pushes', { as: 'spj.officer', body })).body;
    await first.kill();
    expect(statesIn(dataDir)[id]).toBe('pending');
    await start({ dataDir });
    await expect.poll(() => statesIn(dataDir)[id], { timeout: 5_000 }).toBe('deemed-claimed');
  });

  it('many at one instant: each has fired when the clock answers', async () => {
    const dataDir = await folder();
    const product = await start({ clock: MONDAY, dataDir });
    const ids = await pushMany(product, runs(2_000));
    const begun = performance.now();
    await product.clock('2026-10-01T00:00:00+08:00');
    expect(performance.now() - begun).toBeLessThan(30_000);
    const states = statesIn(dataDir);
    expect(ids.filter((id) => states[id] !== 'deemed-claimed')).toEqual([]);
  });

  it('kill -9 on the way loses none', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const ids = await pushMany(first, 500);
    const walking = first.clock('2026-10-09T09:00:00+08:00').catch(() => {});
    await expect
      .poll(() => Object.values(statesIn(dataDir)), { interval: 5, timeout: 20_000 })
      .toContain('deemed-claimed');
    await first.kill();
    await walking;
    const second = await start({ clock: MONDAY, dataDir });
    await second.clock('2026-10-09T09:00:00+08:00');
    for (const id of ids.slice(0, 50)) {
      const { body } = await second.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' });
      const deemed = body.items.filter(({ by }: { by: string }) => by === 'clock');
      expect([body.verified, deemed.length, deemed[0].at]).toEqual([true, 1, '2026-10-01T00:00:00+08:00']);
    }
    const states = statesIn(dataDir);
    expect(ids.filter((id) => states[id] !== 'deemed-claimed')).toEqual([]);
  });

  it('SIGTERM on the way stops there, and the next start goes on', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    await pushMany(first, 300);
    const walking = first.call('POST', '/__dev/clock', { body: { now: '2026-12-31T09:00:00+08:00' } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await first.stop()).toBe(0);
    expect([200, 503]).toContain((await walking).status);
    const second = await start({ clock: MONDAY, dataDir });
    await second.clock('2026-12-31T09:00:00+08:00');
  });
});

/** What has a mail of its own, at once. */
const DANGEROUS = { riskPoints: [{ description: '冷链不达标', severity: 'high' }] };

describe('mail over SMTP', () => {
  it('goes out as soon as it is due, and is not among the files', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let said = '';
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
        stream.on('end', () => {
          received.push(said);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const env = { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: '审管平台 <platform@guanxian.example>' };
    const product = await start({ clock: MONDAY, env });
    await product.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1', DANGEROUS) });
    await expect.poll(() => received.length, { timeout: 10_000 }).toBe(1);
    expect(received[0]).toMatch(/^To: scjg-spxk@guanxian\.example\r$/m);
    expect(received[0]).toMatch(/^Message-ID: <\w+@guanxian\.example>\r$/m);
    expect(await product.mail()).toEqual([]);
    expect(await product.stop()).toBe(0);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});
