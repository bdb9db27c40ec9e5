/** What a circular's files are drawn with is found in a bundle that lies outside the repository, wherever it is run. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleEntry, CHART_FILES, ROOT } from '../../infra/bundle.ts';
import { FONT_NAME, WASM_NAME } from '../../shared/reports/files/chart-files.ts';
import { chartPng } from '../../shared/reports/files/index.ts';
import { small } from '../reports/files/samples.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const folder = mkdtempSync(join(tmpdir(), 'shenguan-drawing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = `
  const { renderers } = require(process.argv[1]);
  const circular = JSON.parse(process.argv[2]);
  renderers()
    .then(async ({ chartPng, renderDocx, renderXlsx }) => {
      const files = [await chartPng(circular, 'page'), await renderDocx(circular, new Map()), await renderXlsx(circular, new Map())];
      process.stdout.write(JSON.stringify(files.map((file) => Buffer.from(file).toString('base64'))));
    });`;

function draw(): Buffer[] {
  const args = ['-e', SCRIPT, join(folder, 'index.js'), JSON.stringify(small())];
  const options = { cwd: tmpdir(), encoding: 'utf8', env: { PATH: '' }, stdio: 'pipe', maxBuffer: 1e8 } as const;
  return (JSON.parse(execFileSync(process.execPath, args, options)) as string[]).map((one) =>
    Buffer.from(one, 'base64'),
  );
}

beforeAll(() => {
  bundleEntry({ file: join(ROOT, 'shared', 'reports', 'renderers.ts') }, folder);
});

it('is missed where it is not beside the bundle', () => {
  expect(draw).toThrow(/resvg|noto-sans-sc/);
});

it('is found beside it: the picture is the one that is drawn here', async () => {
  for (const { from, name } of CHART_FILES) copyFileSync(join(ROOT, from), join(folder, name));
  expect(CHART_FILES.map(({ name }) => name)).toEqual([FONT_NAME, WASM_NAME]);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([FONT_NAME, WASM_NAME]));
  const [png, docx, xlsx] = draw();
  expect(png?.subarray(0, 4)).toEqual(PNG);
  expect(png?.equals(Buffer.from(await chartPng(small(), 'page')))).toBe(true);
  for (const file of [docx, xlsx]) expect(file?.subarray(0, 2).toString()).toBe('PK');
});
