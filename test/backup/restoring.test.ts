/**
 * A county is backed up, lives on, and is restored from the backup: what was quarantined since stays out of sight,
 * mails do not go out a second time, and whatever comes back or is lost is said.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesAt } from '../../infra/local/backup/erasing.ts';
import { admin, LATER, push } from '../admin/county.ts';
import { declaration, PDF } from '../files/sample.ts';
import type { Product } from '../home/product.ts';
import { folder, start } from '../home/products.ts';

/** The offices are closed: mails wait for the morning. */
const EVENING = '2026-09-28T18:00:00+08:00';
const SECRET = '不应出现的涉密内容';

/** Calls that must succeed. */
function calls(product: Product) {
  const call = async (as: string, method: string, path: string, body?: unknown, headers = {}) => {
    const reply = await product.call(method, path, { as, body, headers });
    if (reply.status >= 300) throw new Error(`${method} ${path} ${reply.status} ${reply.text}`);
    return reply;
  };
  return {
    call,
    push: async (reference: string, more: Record<string, unknown> = {}): Promise<string> =>
      (await call('spj.officer', 'POST', '/pushes', { ...push(reference), ...more })).body.id,
    upload: async (): Promise<string> => {
      const { id } = (await call('spj.officer', 'POST', '/files', declaration(PDF))).body;
      await call('spj.officer', 'PUT', `/files/${id}/content`, PDF, { 'content-type': 'application/pdf' });
      return id;
    },
  };
}

describe('a restore', () => {
  it('takes the place of the folder that was lost, and says what returns', async () => {
    const [place, backups] = [await folder(), await folder()];
    const [dataDir, old, backup] = [join(place, 'data'), join(place, 'old'), join(backups, 'night.db')];
    await mkdir(dataDir);
    const before = await start({ dataDir, clock: EVENING, env: { BACKUP_DIR: backups } });
    const { call, push: send, upload } = calls(before);
    const file = await upload();
    const secret = await send('S', { summary: SECRET, attachments: [{ file }] });
    const claimed = await send('A');
    const risk = {
      kind: 'risk',
      licence: null,
      riskPoints: [{ description: '冷藏设备容量偏小', severity: 'high' }],
    };
    await send('R', risk);
    expect(await admin('backup', '--data-dir', dataDir, '--out', backup)).toMatchObject({ code: 0 });

    await call('spj.officer', 'POST', `/pushes/${secret}/quarantine`, { reason: '误发' });
    await call('scjg.officer', 'POST', `/pushes/${claimed}/claim`);
    const { body: account, headers } = await call('spj.admin', 'GET', '/organisations/SCJG/accounts/scjg.head');
    const { account: _, consent: __, ...put } = account;
    const match = { 'if-match': headers.get('etag') as string };
    await call('spj.admin', 'PUT', '/organisations/SCJG/accounts/scjg.head', { ...put, active: false }, match);
    const lost = await send('L');
    await before.clock(LATER);
    expect((await before.mail()).map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining('新推送待认领：'),
    );
    expect((await admin('restore', '--in', backup, '--data-dir', dataDir)).output).toContain('正被另一个进程使用');
    await before.stop();
    expect((await admin('restore', '--in', backup, '--data-dir', dataDir)).output).toContain('不是空的');
    await rename(dataDir, old);
    expect(JSON.parse(await readFile(join(backups, 'erased.jsonl'), 'utf8'))).toEqual({
      ...{ at: EVENING, jurisdiction: '371525', path: 'pushes', id: secret },
      ...{ by: 'spj.officer', files: [file] },
    });

    const { code, output } = await admin('restore', '--in', backup, '--data-dir', dataDir, '--old', old);
    expect([code, output]).toEqual([0, expect.stringContaining(`重新隔离 1 条记录`)]);
    for (const said of [secret, `push ${lost} GX-L SPJ→SCJG`, 'SCJG scjg.head：已停用的账号恢复为启用']) {
      expect(output).toContain(said);
    }
    expect(output).toContain(`push ${claimed} GX-A SPJ→SCJG：claim（scjg.officer）`);
    expect(output).toContain('2026Q3：征求意见稿将重新形成并再次发出');
    expect(output).toMatch(/待发的邮件 \d 件（.*arrival 1/);
    expect(existsSync(`${dataDir}.restoring`)).toBe(false);
    expect(await readFile(join(dataDir, 'seal.key'))).toEqual(await readFile(join(old, 'seal.key')));
    expect(await readFile(join(dataDir, 'shenguan.db'), 'utf8')).not.toContain(SECRET);
    expect(await readdir(join(dataDir, 'attachments', '371525')).catch(() => [])).toEqual([]);
    expect(await admin('check', '--data-dir', dataDir)).toMatchObject({ code: 0 });

    const after = await start({ dataDir, clock: EVENING });
    const again = calls(after);
    const read = (await again.call('spj.officer', 'GET', `/pushes/${secret}`)).body;
    expect(read).toMatchObject({ quarantined: true, summary: null });
    const history = (await again.call('spj.officer', 'GET', `/pushes/${secret}/history`)).body;
    expect([history.verified, history.items.at(-1).act, history.items.at(-1).by]).toEqual([
      true,
      'quarantine',
      'system',
    ]);
    expect(history.items.at(-1).detail.reason).toContain('从备份恢复后重新隔离');
    expect((await again.call('scjg.officer', 'GET', `/pushes/${claimed}`)).body.status).toBe('pending');
    expect((await after.call('GET', `/pushes/${lost}`, { as: 'spj.officer' })).status).toBe(404);
    const parked = (await again.call('spj.admin', 'GET', '/notices')).body.items;
    expect(parked).toEqual([expect.objectContaining({ type: 'arrival', lastError: expect.stringContaining('备份') })]);
    expect(await after.mail()).toEqual([]);
    await again.call('spj.admin', 'POST', `/notices/${parked[0].id}/resend`, {});
    await after.clock('2026-09-29T08:30:00+08:00');
    expect((await after.mail()).map(({ subject }) => subject)).toContainEqual(
      expect.stringContaining('新推送待认领：'),
    );
    await after.stop();
  });
});

describe('what was quarantined', () => {
  it('is listed in the data folder and beside every backup; a backup without list says so', async () => {
    const [dataDir, backups, elsewhere] = [await folder(), await folder(), await folder()];
    const before = await start({ dataDir, clock: EVENING });
    const { call, push: send } = calls(before);
    const [first, second] = [await send('1', { summary: SECRET }), await send('2', { summary: SECRET })];
    const one = join(backups, 'one.db');
    expect(await admin('backup', '--data-dir', dataDir, '--out', one)).toMatchObject({ code: 0 });
    await call('spj.officer', 'POST', `/pushes/${first}/quarantine`, { reason: '误发' });
    const two = join(backups, 'two.db');
    expect(await admin('backup', '--data-dir', dataDir, '--out', two)).toMatchObject({ code: 0 });
    await call('spj.officer', 'POST', `/pushes/${second}/quarantine`, { reason: '误发' });
    await before.stop();
    const beside = join(backups, 'erased.jsonl');
    const idsIn = (list: string) => linesAt(list).map(({ id }) => id);
    expect([idsIn(beside), idsIn(join(dataDir, 'erased.jsonl'))]).toEqual([[first], [first, second]]);

    const into = async (...args: string[]): Promise<[folder: string, output: string, holds: boolean]> => {
      const data = join(await folder(), 'data');
      const { code, output } = await admin('restore', '--data-dir', data, ...args);
      expect([code, output]).toEqual([0, output]);
      return [data, output, (await readFile(join(data, 'shenguan.db'), 'utf8')).includes(SECRET)];
    };
    const [known] = await into('--in', one);
    expect(idsIn(join(known, 'erased.jsonl'))).toEqual([first]);
    await copyFile(one, join(elsewhere, 'one.db'));
    const [, output, holds] = await into('--in', join(elsewhere, 'one.db'));
    expect([output, holds]).toEqual([expect.stringMatching(/警告：没有隔离清单.*--erased.*\nWarning: .*--old/), true]);
    const listed = await into('--in', join(elsewhere, 'one.db'), '--erased', join(dataDir, 'erased.jsonl'));
    expect(listed).toEqual([listed[0], expect.stringContaining('重新隔离 2 条记录'), false]);
    expect(listed[1]).not.toContain('警告：没有隔离清单');
    const wrong = await admin('restore', '--data-dir', `${known}2`, '--in', one, '--erased', join(elsewhere, 'none'));
    expect([wrong.code, existsSync(`${known}2`)]).toEqual([1, false]);

    // At the time of the folder, whose clock stood: not at the machine's.
    const after = await start({ dataDir: listed[0], clock: EVENING });
    const { items } = (await calls(after).call('spj.officer', 'GET', `/pushes/${second}/history`)).body;
    expect([items.at(-1).act, items.at(-1).at]).toEqual(['quarantine', EVENING]);
    await after.stop();
  });
});

describe('evidence', () => {
  it('is sealed again by a restore, and destroyed again; a purge takes the backups that hold it', async () => {
    const [dataDir, backups] = [await folder(), await folder()];
    const before = await start({ dataDir, clock: EVENING });
    const { call, push: send, upload } = calls(before);
    const disputed = async (reference: string): Promise<string> => {
      const id = await send(reference, { summary: `${SECRET}${reference}`, attachments: [{ file: await upload() }] });
      await call('scjg.officer', 'POST', `/pushes/${id}/claim`);
      await call('scjg.officer', 'POST', `/pushes/${id}/dispute`, { reason: '不归本局' });
      return id;
    };
    const quarantine = (id: string) => call('spj.officer', 'POST', `/pushes/${id}/quarantine`, { reason: '误发' });
    const sealed = async (from = before): Promise<{ id: string; state: string; records: { id: string }[] }[]> =>
      (await calls(from).call('zfb.office', 'GET', '/sealed')).body.items;
    const destroy = async (id: string): Promise<void> => {
      const held = (await sealed()).find(({ records }) => records.some((one) => one.id === id));
      await call('zfb.office', 'POST', `/sealed/${held?.id}/confirm`, {});
    };
    const [kept, gone, held] = [await disputed('KEPT'), await disputed('GONE'), await disputed('HELD')];
    await quarantine(held);
    const one = join(backups, 'one.db');
    expect(await admin('backup', '--data-dir', dataDir, '--out', one)).toMatchObject({ code: 0 });
    for (const id of [kept, gone]) await quarantine(id);
    for (const id of [gone, held]) await destroy(id);
    await before.stop();

    const list = join(dataDir, 'erased.jsonl');
    const data = join(await folder(), 'data');
    const restored = (...args: string[]) => admin('restore', '--in', one, '--data-dir', data, ...args);
    // Without the key nothing can be sealed again, and nothing legible is left behind.
    const refused = await restored('--erased', list);
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching(/--seal-key.*\n.*sealed again/s)]);
    expect([existsSync(data), existsSync(`${data}.restoring`)]).toEqual([false, false]);

    const done = await restored('--old', dataDir);
    expect([done.code, done.output]).toEqual([
      0,
      expect.stringMatching(/重新隔离 4 条记录.*\n重新销毁密封留存的证据 2 项/s),
    ]);
    expect(await readFile(join(data, 'shenguan.db'), 'utf8')).not.toContain(SECRET);
    expect(await readdir(join(data, 'attachments', '371525'))).toHaveLength(1);
    expect(await admin('check', '--data-dir', data)).toMatchObject({ code: 0 });
    const after = await start({ dataDir: data, clock: EVENING });
    const states = (await sealed(after)).map(({ state, records }) => [records[0]?.id, state]);
    expect(Object.fromEntries(states)).toEqual({ [kept]: 'held', [gone]: 'destroyed', [held]: 'destroyed' });
    await after.stop();

    const two = join(backups, 'two.db');
    const purged = await admin('backup', '--data-dir', dataDir, '--out', two, '--purge');
    expect([purged.code, existsSync(one), existsSync(two)]).toEqual([0, false, true]);
    expect(await readdir(join(backups, 'attachments'))).toHaveLength(1);
  });
});
