/** A county moves from one folder to another by a file, and goes on there as if nothing had happened. */
import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { county, init, oidc } from '../home/county.ts';
import { runProgram } from '../home/product.ts';
import { folder, start } from '../home/products.ts';
import { admin, CLOCK, contentOf, LATER, linesIn, liveALittle, seen } from './county.ts';

it('moves a demonstration that has lived, with all it was waiting for', async () => {
  const [here, there, files] = [await folder(), await folder(), await folder()];
  const file = join(files, 'county.jsonl');
  const before = await start({ dataDir: here, clock: CLOCK });
  await liveALittle(before);
  const picture = await seen(before);
  const inUse = await admin('export', '--data-dir', here, '--out', file);
  expect([inUse.code, inUse.output.includes('正被另一个进程使用'), existsSync(file)]).toEqual([1, true, false]);
  await before.stop();

  const exported = await admin('export', '--data-dir', here, '--out', file);
  expect(exported).toMatchObject({ code: 0 });
  expect(exported.output).toMatch(/已将 冠县（371525）的 \d+ 项数据导出/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(files)).toEqual(['county.jsonl']);

  const imported = await admin('import', '--data-dir', there, '--in', file, '--jurisdiction', '371525');
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.output).toMatch(/等待到期的 [1-9]\d* 项/);
  const again = join(files, 'again.jsonl');
  expect(await admin('export', '--data-dir', there, '--out', again)).toMatchObject({ code: 0 });
  expect(await contentOf(again)).toEqual(await contentOf(file));

  const after = await start({ dataDir: there, clock: LATER });
  expect(await seen(after)).toEqual(picture);
  await after.clock('2026-10-20T09:00:00+08:00');
  const { items } = (await after.call('GET', '/pushes?box=in', { as: 'scjg.officer' })).body;
  expect(items.filter((item: { status: string }) => item.status === 'pending')).toEqual([]);
});

it('moves a real county with its issuer', async () => {
  const [here, there] = [await county(), await folder()];
  const file = join(await folder(), 'county.jsonl');
  expect(await admin('export', '--data-dir', here, '--out', file)).toMatchObject({ code: 0 });
  expect(await admin('import', '--data-dir', there, '--in', file)).toMatchObject({ code: 0 });
  const product = await start({ dataDir: there });
  const accounts = await product.call('GET', '/organisations', { token: await oidc.token('wang') });
  expect(accounts).toMatchObject({ status: 200 });
});

it('refuses to write over anything: a file, a folder with data', async () => {
  const here = await county();
  const file = join(await folder(), 'county.jsonl');
  expect(await admin('export', '--data-dir', here, '--out', file)).toMatchObject({ code: 0 });
  const lines = await linesIn(file);
  const twice = await admin('export', '--data-dir', here, '--out', file);
  expect([twice.code, twice.output.includes('已经存在')]).toEqual([1, true]);
  expect(await linesIn(file)).toEqual(lines);
  const over = await admin('import', '--data-dir', here, '--in', file);
  expect([over.code, over.output.includes('已有本平台的数据')]).toEqual([1, true]);
  const nowhere = await admin('export', '--data-dir', here, '--out', '/nowhere/county.jsonl');
  expect([nowhere.code, nowhere.output.includes('无法写入')]).toEqual([1, true]);
  const nothing = await admin('export', '--data-dir', await folder(), '--out', `${file}2`);
  expect([nothing.code, nothing.output.includes('没有本平台的数据')]).toEqual([1, true]);
});

it('takes no part of an import that was killed, and can be started again', async () => {
  const [here, there] = [await folder(), await folder()];
  const file = join(await folder(), 'county.jsonl');
  const product = await start({ dataDir: here, clock: CLOCK });
  await liveALittle(product);
  await product.stop();
  await admin('export', '--data-dir', here, '--out', file);
  const args = ['infra/local/admin.ts', 'import', '--data-dir', there, '--in', file];
  // Killed after the rename it is whole, and compared below like any other.
  const done = (): boolean => existsSync(join(there, 'shenguan.db'));
  for (let killAfter = 150; killAfter < 300 && !done(); killAfter += 50) {
    const { code } = await runProgram(args, {}, { killAfter });
    if (code === 0) expect(done()).toBe(true);
  }
  // What one leaves that was killed while it wrote.
  if (!done()) {
    await writeFile(join(there, 'importing.db'), 'half');
    expect((await init(there)).output).toContain('没有完成的导入');
    await expect(start({ dataDir: there })).rejects.toThrow('没有完成的导入');
    expect(await runProgram(args)).toMatchObject({ code: 0 });
  }
  const again = `${file}.again`;
  expect(await admin('export', '--data-dir', there, '--out', again)).toMatchObject({ code: 0 });
  expect(await contentOf(again)).toEqual(await contentOf(file));
  expect(await readdir(there)).not.toContain('importing.db');
});

it('makes an imported folder that init refuses', async () => {
  const [here, there] = [await county(), await folder()];
  const file = join(await folder(), 'county.jsonl');
  await admin('export', '--data-dir', here, '--out', file);
  await admin('import', '--data-dir', there, '--in', file);
  expect((await init(there)).output).toContain('已有本平台的数据');
});
