/** The bytes of files move with their county: beside the exported file, held against their hashes on both sides. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFolder } from '../../infra/local/home/folder.ts';
import { declaration, PDF as PDF_BYTES } from '../files/sample.ts';
import { startProduct } from '../home/product.ts';
import { folder, start } from '../home/products.ts';
import { admin, CLOCK, contentOf, linesIn, push, reseal } from './county.ts';
import { found, homeWithFiles, id, PDF, PNG, sha, WHOLE } from './files.ts';

let source = '';
beforeAll(async () => {
  source = await homeWithFiles();
  return () => rm(source, { recursive: true, force: true });
});

async function exported(): Promise<string> {
  const file = join(await folder(), 'county.jsonl');
  const { code, output } = await admin('export', '--data-dir', source, '--out', file);
  expect([code, output]).toEqual([0, expect.stringContaining('附件 3 个，共 0.0 MB，内容在')]);
  return file;
}

describe('an export with files', () => {
  it('has the bytes beside it, each once, for its owner alone; the import puts them in their places', async () => {
    const file = await exported();
    const beside = `${file}.files`;
    expect((await readdir(beside)).sort()).toEqual([sha(PDF), sha(PNG)].sort());
    expect(await readFile(join(beside, sha(PDF)))).toEqual(PDF);
    for (const path of [beside, join(beside, sha(PDF))]) expect((await stat(path)).mode & 0o077).toBe(0);

    const there = await folder();
    const imported = await admin('import', '--data-dir', there, '--in', file);
    expect([imported.code, imported.output]).toEqual([0, expect.stringContaining('附件 3 个')]);
    expect(await found(there)).toEqual(WHOLE);
    const again = join(await folder(), 'again.jsonl');
    expect(await admin('export', '--data-dir', there, '--out', again)).toMatchObject({ code: 0 });
    expect(await contentOf(again)).toEqual(await contentOf(file));
  });

  it('is not made where bytes are missing, and leaves nothing', async () => {
    const [file, out] = [await exported(), await folder()];
    const there = await folder();
    expect(await admin('import', '--data-dir', there, '--in', file)).toMatchObject({ code: 0 });
    await rm(join(there, 'attachments', '371525', id(3)));
    const { code, output } = await admin('export', '--data-dir', there, '--out', join(out, 'county.jsonl'));
    expect([code, output]).toEqual([1, expect.stringContaining(`${sha(PNG)}  附件3.pdf`)]);
    expect(await readdir(out)).toEqual([]);
  });

  it('is not written over the bytes of another', async () => {
    const file = await exported();
    await rm(file);
    const { code, output } = await admin('export', '--data-dir', source, '--out', file);
    expect([code, output]).toEqual([1, expect.stringContaining(`${file}.files 已经存在`)]);
  });
});

describe('an import whose bytes are not there', () => {
  const refused = async (file: string, said: string): Promise<void> => {
    const there = await folder();
    const { code, output } = await admin('import', '--data-dir', there, '--in', file);
    expect([code, output]).toEqual([1, expect.stringContaining(said)]);
    expect(output).not.toContain('    at ');
    expect(existsSync(join(there, 'shenguan.db'))).toBe(false);
  };

  it('is refused with their list: all, one, one of them changed', async () => {
    const file = await exported();
    const one = join(`${file}.files`, sha(PNG));
    await writeFile(one, Buffer.concat([PNG.subarray(1), Buffer.from('x')]));
    await refused(file, `缺少 1 个附件的内容`);
    await rm(one);
    await refused(file, `${sha(PNG)}  附件3.pdf`);
    await rename(`${file}.files`, `${file}.elsewhere`);
    await refused(file, '缺少 3 个附件的内容');
  });

  it('goes on without them where that is said: names and hashes stay, what is there comes along', async () => {
    const file = await exported();
    await rm(join(`${file}.files`, sha(PNG)));
    const there = await folder();
    const { code, output } = await admin('import', '--data-dir', there, '--in', file, '--without-files');
    expect([code, output]).toEqual([0, expect.stringContaining('其中 1 个没有内容')]);
    expect(await found(there)).toEqual(WHOLE.with(2, ['gone', null]));
    const out = join(await folder(), 'county.jsonl');
    expect(await admin('export', '--data-dir', there, '--out', out)).toMatchObject({ code: 0 });
    expect((await contentOf(out)).items.find((line) => line.includes(id(3)))).toContain(sha(PNG));
  });

  it('puts no bytes outside its folder, whatever a file calls itself', async () => {
    const file = await exported();
    const items = (await linesIn(file)).slice(1, -1);
    const at = items.findIndex((line) => line.includes(`#file#${id(1)}`));
    const changed = items[at]?.replaceAll(`"id":"${id(1)}"`, '"id":"../../../../tmp/x"') as string;
    await reseal(file, items.with(at, changed));
    await refused(file, '已损坏');
  });
});

it('leaves sessions and tokens behind: what expires is not exported', async () => {
  const here = await folder();
  const product = await startProduct({ dataDir: here, clock: CLOCK });
  await product.stop();
  const { store, close } = await openFolder(here);
  const token = { key: '371525#request#soon', head: 'h', value: { said: 'x' }, places: {} };
  await store.commit([{ item: token, expected: null, expires: 4_000_000_000_000 }]);
  close();
  const out = join(await folder(), 'county.jsonl');
  expect(await admin('export', '--data-dir', here, '--out', out)).toMatchObject({ code: 0 });
  expect((await contentOf(out)).items.filter((line) => line.includes('#request#soon'))).toEqual([]);
  expect(existsSync(`${out}.files`)).toBe(false);
});

it('moves what was sent over HTTP: whoever may read the record fetches the same bytes in the new home', async () => {
  const [here, there] = [await folder(), await folder()];
  const before = await start({ dataDir: here, clock: CLOCK });
  const declared = await before.call('POST', '/files', { as: 'spj.officer', body: declaration(PDF_BYTES) });
  const { id: file } = declared.body;
  const headers = { 'content-type': 'application/pdf' };
  const sent = await before.call('PUT', `/files/${file}/content`, { as: 'spj.officer', body: PDF_BYTES, headers });
  expect([declared.status, sent.status < 300]).toEqual([201, true]);
  const body = { ...push('F'), attachments: [{ file, name: '许可决定书.pdf' }] };
  const pushed = await before.call('POST', '/pushes', { as: 'spj.officer', body });
  expect(pushed.status).toBe(201);
  await before.stop();

  const out = join(await folder(), 'county.jsonl');
  expect(await admin('export', '--data-dir', here, '--out', out)).toMatchObject({ code: 0 });
  expect(await admin('import', '--data-dir', there, '--in', out)).toMatchObject({ code: 0 });
  const after = await start({ dataDir: there, clock: CLOCK });
  const path = `/files/${file}/content?record=${pushed.body.id}`;
  const got = await after.call('GET', path, { as: 'scjg.officer' });
  expect([got.status, got.text]).toEqual([200, PDF_BYTES.toString()]);
  expect((await after.call('GET', path, { as: 'wjj.officer' })).status).toBe(404);
});
