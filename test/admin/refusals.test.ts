/** Files and folders that are not what they say: each refused in Chinese, and nothing written. */
import { existsSync } from 'node:fs';
import { copyFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../shared/time.ts';
import { startProduct, temporaryFolder } from '../home/product.ts';
import { folder } from '../home/products.ts';
import { admin, CLOCK, linesIn, liveALittle, reseal } from './county.ts';

let home = '';
let whole = '';
beforeAll(async () => {
  home = await temporaryFolder();
  whole = join(home, 'county.jsonl');
  const product = await startProduct({ dataDir: home, clock: CLOCK });
  await liveALittle(product);
  await product.stop();
  expect(await admin('export', '--data-dir', home, '--out', whole)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

async function refused(path: string, said: string, ...more: string[]): Promise<void> {
  const there = await folder();
  const { code, output } = await admin('import', '--data-dir', there, '--in', path, ...more);
  expect([code, output.includes(said) ? said : output]).toEqual([1, said]);
  expect(output).not.toContain('    at ');
  expect(existsSync(join(there, 'shenguan.db'))).toBe(false);
}

type Change = (lines: string[]) => string[];
const isRecord = (line: string): boolean => line.includes('#exchange#') && line.includes('准予许可');
const inRecord =
  (from: string, to: string): Change =>
  (lines) => {
    const at = lines.findIndex((line) => isRecord(line) && line.includes(from));
    expect(at).toBeGreaterThan(0);
    return lines.with(at, (lines[at] as string).replace(from, to));
  };

describe('an imported file', () => {
  it.each<[string, Change, string]>([
    ['with a changed line', inRecord('准予许可', '不予许可'), '校验和不符'],
    ['without its trailer', (lines) => lines.slice(0, -1), '没有结尾行'],
    ['cut off within a line', (lines) => [...lines.slice(0, 9), lines[9]?.slice(0, 40) ?? ''], '没有结尾行'],
    ['without a line', (lines) => lines.toSpliced(5, 1), '实有'],
    ['with a line twice', (lines) => lines.toSpliced(5, 0, lines[5] as string), '顺序排列或重复'],
    ['with a broken line', (lines) => lines.with(5, '{"key":'), '第 6 行不是完整的记录'],
    ['without its header', (lines) => lines.slice(1), '不是本平台导出的文件'],
    ['that is empty', () => [], '是空的'],
    ['with a trailer of another number', (lines) => lines.with(-1, wrongCount(lines.at(-1) ?? '')), '实有'],
  ])('%s', async (_name, change, said) => {
    const path = join(await folder(), 'changed.jsonl');
    const lines = change(await linesIn(whole));
    await writeFile(path, lines.length === 0 ? '' : `${lines.join('\n')}\n`);
    await refused(path, said);
  });

  it.each<[string, Change, Record<string, unknown>, string]>([
    ['of a later format', (items) => items, { version: 3 }, '请先升级'],
    ['whose record was changed and sealed again', inRecord('准予许可', '不予许可'), {}, '1 条记录的办理记录校验不通过'],
    ['whose history was changed and sealed again', inRecord('"by":"construction"', '"by":"x"'), {}, '校验不通过'],
    ['with a record of another county', inRecord('"key":"371525#', '"key":"371526#'), {}, '属于另一个县'],
    ['that says it is of another county', (items) => items, { jurisdiction: '371526' }, '属于另一个县'],
    ['without the county', (items) => items.filter((line) => !line.includes('#county#county')), {}, '没有县'],
  ])('%s', async (_name, change, header, said) => {
    const path = join(await folder(), 'changed.jsonl');
    await copyFile(whole, path);
    await reseal(path, change((await linesIn(whole)).slice(1, -1)), header);
    await refused(path, said);
  });

  it('of another county than the one that was asked for, or none at all', async () => {
    await refused(whole, '不是 371526 的', '--jurisdiction', '371526');
    await refused('/nowhere.jsonl', '无法读取文件');
    await refused(whole, '缺少 --audience', '--issuer', 'https://login.example');
    await refused(whole, '--audience 须与 --issuer 同时填写', '--audience', 'shenguan-county');
    await refused(whole, '--jwks 须与 --issuer 同时填写', '--jwks', 'https://login.example/keys');
    await refused(whole, '不认识的选项 --table', '--table', 'shenguan-dev');
  });
});

it('is not made of a folder whose records do not verify: they are named, and no file is left', async () => {
  const [there, out] = [await folder(), await folder()];
  expect(await admin('import', '--data-dir', there, '--in', whole)).toMatchObject({ code: 0 });
  const db = new DatabaseSync(join(there, 'shenguan.db'));
  const like = '%#exchange#%';
  const { key } = db.prepare('SELECT key FROM items WHERE key LIKE ? LIMIT 1').get(like) as { key: string };
  db.prepare("UPDATE items SET value = replace(value, '准予许可', '不予许可') WHERE key = ?").run(key);
  db.close();
  const { code, output } = await admin('export', '--data-dir', there, '--out', join(out, 'county.jsonl'));
  expect(code).toBe(1);
  for (const said of ['1 条记录', '校验不通过', key]) expect(output).toContain(said);
  expect(await readdir(out)).toEqual([]);
});

it('paths of no use are named in both languages, by every command', async () => {
  const there = await folder();
  const [link, file] = [join(there, 'link'), join(there, 'file')];
  await symlink('/nowhere/at/all', link);
  await writeFile(file, 'x');
  const backup = join(there, 'backup.db');
  expect(await admin('backup', '--data-dir', home, '--out', backup)).toMatchObject({ code: 0 });
  const before = (await readdir(there)).sort();
  for (const asked of [
    ['import', '--data-dir', link, '--in', whole],
    ['restore', '--data-dir', link, '--in', backup],
    ['restore', '--data-dir', join(file, 'county'), '--in', backup],
    ['backup', '--data-dir', home, '--into', file],
    ['backup', '--data-dir', home, '--out', join(file, 'backup.db')],
    ['export', '--data-dir', home, '--out', join(file, 'county.jsonl')],
  ]) {
    const { code, output } = await admin(...asked);
    const [zh = '', en = ''] = output.trim().split('\n');
    expect([asked, code, zh]).toEqual([asked, 1, expect.stringMatching(/请/)]);
    expect(zh.includes(link) || zh.includes(file)).toBe(true);
    expect(en).toMatch(/^[A-Z/].*\.$/);
    expect(output).not.toMatch(/\n {4}at |Error:.*\n.*\[/);
  }
  expect((await readdir(there)).sort()).toEqual(before);
  // A link to an empty folder, such as that of a disk just mounted, is that folder.
  const [empty, other] = [await folder(), join(there, 'other')];
  await symlink(empty, other);
  expect(await admin('restore', '--data-dir', other, '--in', backup)).toMatchObject({ code: 0 });
  expect(await readdir(empty)).toContain('shenguan.db');
});

it('a clock days past the last write is told by commands that write, as by a start', async () => {
  const dataDir = await folder();
  await (await startProduct({ dataDir })).stop();
  const rotate = async () => (await admin('rotate-key', '--data-dir', dataDir)).output;
  expect(await rotate()).toMatch(/^已更换密钥/);
  const db = new DatabaseSync(join(dataDir, 'shenguan.db'));
  const last = "UPDATE items SET value = json_set(value, '$.at', ?) WHERE key = '_#schedule#clock'";
  db.prepare(last).run(Date.now() - 40 * DAY);
  db.close();
  expect(await rotate()).toMatch(
    /警告：本机时间比数据目录最后一次写入晚 40 天.*Warning: the machine's clock.*已更换密钥/s,
  );
});

function wrongCount(trailer: string): string {
  const read = JSON.parse(trailer) as { items: number };
  return JSON.stringify({ ...read, items: read.items + 1 });
}
