/** Starting, and starting again: nothing that was answered is lost. */
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { runProgram } from './product.ts';
import { folder, start } from './products.ts';
import { approval } from './push.ts';

const MONDAY = '2026-09-28T09:00:00+08:00';

describe('a first start', () => {
  it('keeps its files to their owner, also in a folder that others may look into', async () => {
    const dataDir = await folder();
    await chmod(dataDir, 0o755);
    const product = await start({ clock: MONDAY, dataDir });
    await product.call('POST', '/pushes', { as: 'construction', body: approval('A') });
    await product.mail();
    for (const name of await readdir(dataDir, { recursive: true })) {
      expect([name, (await stat(join(dataDir, name))).mode & 0o077]).toEqual([name, 0]);
    }
  });

  it('is ready within some seconds and says where, and with which accounts', async () => {
    const product = await start({ clock: MONDAY });
    expect(product.startedIn).toBeLessThan(5_000);
    expect(product.output()).toContain(product.url);
    for (const account of ['scjg.officer', 'spj.admin', 'zfb.office', 'jw.discipline', 'construction']) {
      expect(product.output()).toContain(account);
    }
  });

  it('gives every organisation its accounts', async () => {
    const product = await start({ clock: MONDAY });
    const { body } = await product.call('GET', '/__dev/accounts');
    const roles = Object.fromEntries(body.items.map((item: { account: string }) => [item.account, item]));
    expect(roles['scjg.officer']).toEqual({
      account: 'scjg.officer',
      name: '冠县市场监督管理局经办人',
      org: 'SCJG',
      orgName: '冠县市场监督管理局',
      roles: ['officer'],
    });
    expect(roles['scjg.head'].roles).toEqual(['officer', 'section-head']);
    expect(roles['scjg.admin'].roles).toEqual(['org-admin']);
    expect(roles['spj.admin'].roles).toContain('bureau-admin');
    expect(roles['zfb.office'].roles).toEqual(['government-office']);
    expect(roles['jw.discipline'].roles).toEqual(['discipline']);
    expect(roles.construction).toMatchObject({ org: 'SPJ', roles: ['system'] });
    expect(roles['qqjd.officer'].org).toBe('QQJD');
  });

  it('seeds a folder in which only other files lie, and makes one that is not there', async () => {
    const dataDir = join(await folder(), 'deeper');
    const first = await start({ clock: MONDAY, dataDir });
    expect((await first.call('GET', '/__dev/clock')).body).toEqual({ now: MONDAY });

    const other = await folder();
    await writeFile(join(other, 'notes.txt'), 'x');
    const second = await start({ clock: MONDAY, dataDir: other });
    expect((await second.call('GET', '/__dev/accounts')).body.items.length).toBeGreaterThan(100);
  });
});

describe('started again', () => {
  it('knows everything it answered before SIGTERM', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const pushed = await first.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    expect(pushed.status).toBe(201);
    const claimed = await first.call('POST', `/pushes/${pushed.body.id}/claim`, { as: 'scjg.officer', body: {} });
    expect(claimed.status).toBe(200);
    const token = await first.token('spj.officer');
    expect(await first.stop()).toBe(0);

    const second = await start({ clock: MONDAY, dataDir });
    const again = await second.call('GET', `/pushes/${pushed.body.id}`, { token });
    expect([again.status, again.body.status]).toEqual([200, 'claimed']);
    const history = await second.call('GET', `/pushes/${pushed.body.id}/history`, { token });
    expect(history.body.verified).toBe(true);
  });

  it('knows everything it answered before kill -9', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const answered: string[] = [];
    const send = async (i: number): Promise<void> => {
      const reply = await first.call('POST', '/pushes', { as: 'spj.officer', body: approval(`GX-${i}`) });
      if (reply.status === 201) answered.push(reply.body.id);
    };
    const sending = Promise.allSettled(Array.from({ length: 200 }, (_, i) => send(i)));
    while (answered.length < 20) await new Promise((resolve) => setTimeout(resolve, 2));
    await first.kill();
    await sending;

    const second = await start({ clock: MONDAY, dataDir });
    for (const id of answered) {
      expect((await second.call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).status).toBe(200);
    }
    const replay = await second.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-0') });
    expect([200, 201]).toContain(replay.status);
  });

  it.each([200, 250, 300, 350, 400, 450])('makes good a first start that was killed after %i ms', async (killAfter) => {
    const dataDir = await folder();
    await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', CLOCK: MONDAY }, { killAfter });
    const whole = await start({ clock: MONDAY, dataDir });
    expect((await whole.call('GET', '/__dev/accounts')).body.items.length).toBeGreaterThan(100);
    expect((await whole.call('POST', '/pushes', { as: 'spj.officer', body: approval('A') })).status).toBe(201);
  });

  it('fires what came due meanwhile', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const pushed = await first.call('POST', '/pushes', { as: 'spj.officer', body: approval('GX-1') });
    await first.kill();
    const second = await start({ clock: '2026-10-09T09:00:00+08:00', dataDir });
    await second.mail();
    const after = await second.call('GET', `/pushes/${pushed.body.id}`, { as: 'spj.officer' });
    expect(after.body).toMatchObject({
      status: 'deemed-claimed',
      claimedAt: '2026-10-01T00:00:00+08:00',
      claimedBy: null,
      claimMode: 'deemed',
    });
  });
});

describe('one folder, one process', () => {
  it('refuses the second and says which process has it', async () => {
    const dataDir = await folder();
    const first = await start({ clock: MONDAY, dataDir });
    const second = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', CLOCK: MONDAY });
    expect(second.code).toBe(1);
    expect(second.output).toContain(`进程号 ${first.pid}`);
    expect((await first.call('GET', '/__dev/clock')).status).toBe(200);
  });

  it.each([
    ['a later version', 99, '由更新版本的平台写入。请改用该版本启动'],
    ['a version before the first release', 1, '请改用新的数据目录（DATA_DIR）'],
  ])('refuses what %s has written, and says what to do', async (_name, version, advice) => {
    const dataDir = await folder();
    const written = new DatabaseSync(join(dataDir, 'shenguan.db'));
    written.exec(`PRAGMA user_version = ${version}`);
    written.close();
    const refused = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', CLOCK: MONDAY });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(advice);
    expect(refused.output).not.toContain('    at ');
  });

  it('refuses a port that is taken', async () => {
    const first = await start({ clock: MONDAY });
    const dataDir = await folder();
    const second = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: String(first.port) });
    expect(second.code).toBe(1);
    expect(second.output).toContain('已被占用');
  });

  it.each([
    ['PORT', 'abc', '不是端口号'],
    ['PORT', '70000', '不是端口号'],
    ['CLOCK', '2026-09-28', '不是时间'],
    ['CLOCK', '2026-02-30T09:00:00+08:00', '不是时间'],
    ['SMTP_URL', 'http://mail', 'SMTP_URL'],
    ['SMTP_URL', 'smtp://127.0.0.1:25', 'MAIL_FROM'],
    ['HOST', '203.0.113.7', '无法监听'],
  ])('refuses %s=%s', async (name, value, said) => {
    const dataDir = await folder();
    const { code, output } = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', [name]: value });
    expect([code, output.includes(said)]).toEqual([1, true]);
    expect(output).not.toContain('    at ');
  });
});
