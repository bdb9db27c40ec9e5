/** How an earlier folder becomes one of this version: a copy first, then all or nothing, however the process ends. */
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { admin } from '../admin/county.ts';
import { runProgram } from '../home/product.ts';
import { folder, start } from '../home/products.ts';
import { isAsItWas } from './as-it-was.ts';
import { expectedOf, unpack } from './fixture.ts';

const { clock } = expectedOf('2');
const STORE = 'shenguan.db';

/** A folder as the version of 2026-11-26 left it. */
async function earlier(): Promise<string> {
  const dataDir = await folder();
  await unpack('2', STORE, join(dataDir, STORE));
  return dataDir;
}

interface Found {
  format: number;
  /** The names under which the records have those who take part. */
  names: string[];
  items: number;
  whole: string;
}

function look(file: string): Found {
  const db = new DatabaseSync(file);
  const one = (sql: string): unknown => Object.values(db.prepare(sql).get() ?? {})[0];
  const names = db.prepare(`SELECT DISTINCT CASE WHEN json_type(value, '$.parties') IS NOT NULL THEN 'parties'
    WHEN json_type(value, '$.participants') IS NOT NULL THEN 'participants' END AS name
    FROM items WHERE key LIKE '371525#exchange#%'`);
  const found = {
    format: one('PRAGMA user_version') as number,
    names: names.all().map(({ name }) => String(name)),
    items: one('SELECT count(*) FROM items') as number,
    whole: one('PRAGMA integrity_check') as string,
  };
  db.close();
  return found;
}

const OLD = { format: 2, names: ['parties'], items: 466, whole: 'ok' };
/** 81 records are changed; six items more let participants find theirs. */
const NEW = { format: 3, names: ['participants'], items: 472, whole: 'ok' };

/** Started with the folder, the product gives every answer that the fixture has. */
async function opensAsItWas(dataDir: string): Promise<void> {
  const product = await start({ dataDir, clock });
  await isAsItWas(product, '2');
  await product.stop();
}

const copies = async (dataDir: string) => (await readdir(dataDir)).filter((name) => name.includes('.format-'));

it('the copy that an upgrade leaves is checked and restored like a backup', async () => {
  const [from, to] = [await earlier(), join(await folder(), 'restored')];
  const copy = join(from, 'shenguan.db.format-2.2026-11-28');
  // Nor does a backup want an upgrade first.
  const backup = join(await folder(), 'backup.db');
  expect(await admin('backup', '--data-dir', from, '--out', backup)).toMatchObject({ code: 0 });
  expect([look(backup), look(join(from, STORE))]).toEqual([OLD, OLD]);
  await rename(join(from, STORE), copy);
  expect(await admin('check', '--in', copy)).toMatchObject({ code: 0, output: expect.stringContaining('未发现问题') });
  expect(look(copy)).toEqual(OLD);
  const { code, output } = await admin('restore', '--data-dir', to, '--in', copy);
  expect([code, output]).toEqual([0, expect.stringContaining(`已从 ${copy} 恢复到 ${to}`)]);
  expect(look(join(to, STORE)).format).toBe(3);
});

describe('the first start with a folder of format 2', () => {
  it('copies the store beside it, says so in two languages and in the log, and does it once', async () => {
    const dataDir = await earlier();
    const first = await start({ dataDir, clock });
    const [copy = ''] = await copies(dataDir);
    expect(copy).toMatch(/^shenguan\.db\.format-2\.\d{4}-\d\d-\d\d$/);
    expect((await stat(join(dataDir, copy))).mode & 0o077).toBe(0);
    for (const said of ['另存一份后升级', 'Copying, then upgrading', '升级完成', `as ${copy}`]) {
      expect(first.output()).toContain(said);
    }
    expect(first.output()).toMatch(/"event":"folder-migrated","format":2,"places":0,"changed":87,"copy":"shenguan/);
    await first.stop();
    expect([look(join(dataDir, copy)), look(join(dataDir, STORE)).format]).toEqual([OLD, 3]);

    const second = await start({ dataDir, clock });
    expect(second.output()).not.toContain('升级');
    expect(await copies(dataDir)).toEqual([copy]);
  });

  it('leaves a copy that the version before can go on with', async () => {
    const dataDir = await earlier();
    await (await start({ dataDir, clock })).stop();
    const [copy = ''] = await copies(dataDir);
    const other = await folder();
    await rm(join(dataDir, STORE));
    const db = new DatabaseSync(join(dataDir, copy));
    db.prepare('VACUUM INTO ?').run(join(other, STORE));
    db.close();
    await opensAsItWas(other);
  });

  it('refuses in words where the copy cannot be made, and changes nothing', async () => {
    const dataDir = await earlier();
    await mkdir(join(dataDir, `${STORE}.copying`));
    const { code, output } = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', CLOCK: clock });
    expect(code).toBe(1);
    for (const said of ['升级前无法另存', '数据未作任何改动', 'nothing was changed']) expect(output).toContain(said);
    expect(output).not.toContain('    at ');
    expect(look(join(dataDir, STORE))).toEqual(OLD);
  });

  it('is done by a command of the administrator too', async () => {
    const dataDir = await earlier();
    const out = join(await folder(), 'county.jsonl');
    const exported = await admin('export', '--data-dir', dataDir, '--out', out);
    expect([exported.code, exported.output.includes('全部办理记录校验通过')]).toEqual([0, true]);
    // With the entry that tells of the export, and where its chain stands.
    expect(look(join(dataDir, STORE))).toEqual({ ...NEW, items: NEW.items + 2 });
  });
});

describe('killed on the way', () => {
  it.each([0, 1, 200, 465])('after %i items: the folder is the old one', async (n) => {
    const dataDir = await earlier();
    const killed = await runProgram(['test/format/migrating-process.ts', join(dataDir, STORE), String(n)]);
    expect(killed.code).toBeNull();
    expect(look(join(dataDir, STORE))).toEqual(OLD);
  });

  it('and started again: it is migrated, and all is as it was', async () => {
    const dataDir = await earlier();
    await runProgram(['test/format/migrating-process.ts', join(dataDir, STORE), '300']);
    await opensAsItWas(dataDir);
    expect(look(join(dataDir, STORE))).toMatchObject({ format: 3, names: ['participants'], whole: 'ok' });
  });

  it.each([150, 250, 350, 450])('%i ms after a start: the old one or the new one, never half', async (killAfter) => {
    const dataDir = await earlier();
    await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0', CLOCK: clock }, { killAfter });
    const found = look(join(dataDir, STORE));
    expect([OLD, NEW].map((one) => ({ ...one, items: found.items }))).toContainEqual(found);
    expect(found.items).toBeGreaterThanOrEqual(OLD.items);
    for (const copy of await copies(dataDir)) expect(look(join(dataDir, copy))).toEqual(OLD);
  });
});

describe('where records stand in the indexes', () => {
  const places = (dataDir: string, sql: string): unknown[] => {
    const db = new DatabaseSync(join(dataDir, STORE));
    const rows = /^select/i.test(sql) ? db.prepare(sql).all() : [db.exec(sql)];
    db.close();
    return rows;
  };

  it('is made anew, without a copy, where a version placed them otherwise', async () => {
    const dataDir = await earlier();
    await (await start({ dataDir, clock })).stop();
    // Mails that were tried again meanwhile are no longer waited for, and marks of the day are made: neither is placed
    // anew.
    const columns = 'key, in_sort, out_partition, register_sort, wake_sort';
    const all = `SELECT ${columns} FROM items WHERE key NOT LIKE '%#notice#%' AND key NOT LIKE '%#schedule#%'
      ORDER BY key`;
    const before = places(dataDir, all);
    for (const copy of await copies(dataDir)) await rm(join(dataDir, copy));
    places(
      dataDir,
      `UPDATE places SET version = 0;
      UPDATE items SET in_sort = 'x', out_partition = 'x', out_sort = 'x', register_sort = NULL, register_partition = NULL
      WHERE key LIKE '371525#exchange#%' AND in_sort IS NOT NULL`,
    );
    const product = await start({ dataDir, clock });
    expect(product.output()).toMatch(/正在重建索引（\d+ 项）/);
    await product.stop();
    expect(places(dataDir, all)).toEqual(before);
    expect(await copies(dataDir)).toEqual([]);
  });

  it.each([
    ['format', 'PRAGMA user_version = 4'],
    ['version of the places', 'UPDATE places SET version = 99'],
    [
      'set of kinds',
      `UPDATE items SET value = json_set(value, '$.kindsSince', json('{"x":"2026-12-01"}')) WHERE key LIKE '%#county#county'`,
    ],
    [
      'kind of records',
      "UPDATE items SET value = json_set(value, '$.kind', 'x') WHERE key LIKE '%#exchange#%'; UPDATE places SET version = 0",
    ],
  ])('of a later %s: refused in words, and left as it is', async (_name, sql) => {
    const dataDir = await earlier();
    expect((await admin('secret', '--data-dir', dataDir, '--account', 'construction')).code).toBe(0);
    places(dataDir, sql);
    const rows = (): unknown[] => places(dataDir, 'SELECT key, value FROM items ORDER BY key');
    const before = rows();
    const { code, output } = await runProgram(['infra/local/main.ts'], { DATA_DIR: dataDir, PORT: '0' });
    expect([code, output.includes('由更新版本的平台写入') ? 'said' : output]).toEqual([1, 'said']);
    expect(output).not.toContain('    at ');
    expect(rows()).toEqual(before);
  });
});
