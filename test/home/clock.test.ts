/** The clock of a data folder: standing until told, never back; and what is due on its way. */
import { describe, expect, it } from 'vitest';
import { type Product, runProgram } from './product.ts';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';

async function nowOf(product: Product): Promise<string> {
  return (await product.call('GET', '/__dev/clock')).body.now;
}

describe('POST /__dev/clock', () => {
  it('goes forward only; equal changes nothing', async () => {
    const product = await start({ clock: MONDAY });
    const move = (now: unknown) => product.call('POST', '/__dev/clock', { body: { now } });
    expect(await move('2026-09-28T10:00:00+08:00')).toMatchObject({
      status: 200,
      body: { now: '2026-09-28T10:00:00+08:00' },
    });
    expect((await move('2026-09-28T02:00:00Z')).status).toBe(200);
    const back = await move('2026-09-28T09:59:59.999+08:00');
    expect(back).toMatchObject({ status: 409, body: { code: 'clock-backwards' } });
    expect(await nowOf(product)).toBe('2026-09-28T10:00:00+08:00');
  });

  it.each([
    [{}],
    [{ now: 'tomorrow' }],
    [{ now: '2026-09-29' }],
    [{ now: '2026-09-29T09:00:00' }],
    [{ now: 1 }],
    [{ now: '2026-09-29T09:00:00+08:00', more: 1 }],
  ])('%j is 422', async (body) => {
    const product = await start({ clock: MONDAY });
    const reply = await product.call('POST', '/__dev/clock', { body });
    expect([reply.status, reply.body.code, reply.body.errors.length]).toEqual([422, 'invalid', 1]);
    expect(await nowOf(product)).toBe(MONDAY);
  });

  it('runs what is due on the way at its own instant, in order', async () => {
    const product = await start({ clock: MONDAY });
    const early = await product.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    await product.clock('2026-09-29T09:00:00+08:00');
    const late = await product.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-2') });
    await product.clock('2026-10-12T12:00:00+08:00');
    for (const [{ body }, deadline] of [
      [early, '2026-10-01T00:00:00+08:00'],
      [late, '2026-10-09T00:00:00+08:00'],
    ] as const) {
      expect(body.claimDeadline).toBe(deadline);
      const history = await product.call('GET', `/pushes/${body.id}/history`, { as: 'spj.officer' });
      const deemed = history.body.items.find((entry: { by: string }) => entry.by === 'clock');
      expect(deemed.at).toBe(deadline);
    }
    const mails = await product.mail();
    expect(mails.map(({ at }) => at)).toEqual(mails.map(({ at }) => at).sort());
    const digest = mails.filter(({ subject }) => !subject.includes('新推送')).map(({ at }) => at);
    expect(digest).toContain('2026-09-30T08:30:00+08:00');
    // What the county began with is no news.
    expect(mails.filter(({ subject }) => subject.includes('账号变动'))).toEqual([]);
  });

  it('answers others while it walks, and walks one after the other', async () => {
    const product = await start({ clock: MONDAY });
    const days = Array.from({ length: 10 }, (_, i) => `2026-10-${String(i + 10)}T09:00:00+08:00`);
    const moves = await Promise.all(days.map((now) => product.call('POST', '/__dev/clock', { body: { now } })));
    for (const { status } of moves) expect([200, 409]).toContain(status);
    expect(await nowOf(product)).toBe(days.at(-1));
  });
});

describe('started again', () => {
  it('goes on at the later of CLOCK and where it stood, also after kill -9', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    await first.clock('2026-10-20T09:00:00+08:00');
    await first.kill();
    const second = await start({ clock: MONDAY, dataDir });
    expect(await nowOf(second)).toBe('2026-10-20T09:00:00+08:00');
    await second.kill();
    const third = await start({ clock: '2026-11-02T09:00:00+08:00', dataDir });
    expect(await nowOf(third)).toBe('2026-11-02T09:00:00+08:00');
    await third.kill();
    const fourth = await start({ clock: MONDAY, dataDir });
    expect(await nowOf(fourth)).toBe('2026-11-02T09:00:00+08:00');
  });

  it('keeps tokens good, on another port too', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const token = await first.token('scjg.officer');
    await first.stop();
    const second = await start({ clock: '2027-10-01T09:00:00+08:00', dataDir });
    expect((await second.call('GET', '/pushes', { token })).status).toBe(200);
    await second.clock('2027-11-02T08:59:59+08:00');
    expect((await second.call('GET', '/pushes', { token })).status).toBe(200);
    // Clocks of others may be 60 s off.
    await second.clock('2027-11-02T09:00:59+08:00');
    expect((await second.call('GET', '/pushes', { token })).status).toBe(200);
    await second.clock('2027-11-02T09:01:00+08:00');
    expect((await second.call('GET', '/pushes', { token })).status).toBe(401);
  });

  it('refuses the machine’s clock where that is behind the last write', async () => {
    const dataDir = await folder();
    const first = await start({ clock: '2100-01-04T09:00:00+08:00', dataDir }).catch(() => undefined);
    await first?.kill();
    const { code, output } = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0' });
    expect(code).toBe(1);
    expect(output).toContain('2100-01-04T09:00:00+08:00');
    expect(output).not.toContain('    at ');
  });

  it('takes the machine’s clock where that is later', async () => {
    const dataDir = await folder();
    const first = await start({ clock: '2023-03-06T09:00:00+08:00', dataDir });
    await first.kill();
    const second = await start({ dataDir });
    expect((await second.call('GET', '/__dev/clock')).status).toBe(404);
    await second.stop();
    const third = await start({ dataDir, clock: MONDAY });
    expect((await nowOf(third)) >= MONDAY).toBe(true);
  });
});

describe('what happens at a time of day', () => {
  it('is made up for once, where no process ran at its time', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    await first.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    await first.kill();
    const digests = async (product: Product): Promise<string[]> => {
      const mails = await product.mail();
      return mails.filter(({ subject }) => !subject.includes('新推送')).map(({ at }) => at);
    };
    const second = await start({ clock: '2026-09-30T10:00:00+08:00', dataDir });
    const found = await digests(second);
    expect(found).toEqual(['2026-09-30T10:00:00+08:00']);
    await second.kill();
    const third = await start({ clock: '2026-09-30T11:00:00+08:00', dataDir });
    expect(await digests(third)).toEqual(found);
  });
});
