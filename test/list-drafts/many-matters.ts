/** A list of 2,000 matters from the workbook to its publication, and how long each call takes. */
import readXlsxFile from 'read-excel-file/node';
import { expect } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { Cell } from '../../functions/files/cell.ts';
import { upload } from '../files/sample.ts';
import type { InProcessOptions } from '../in-process.ts';
import { DRAFTS, drafting } from './story.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MATTERS = 2_000;

/** A workbook of these lines, text and numbers as they are. */
export async function workbook(lines: Cell[][]): Promise<Uint8Array> {
  const cells = lines.map((line) => line.map((value) => (value === null ? null : { value: value as string })));
  return new Uint8Array(await writeXlsxFile(cells, { sheet: '清单' }).toBuffer());
}

/** Milliseconds of each call. */
export async function takenInFor(options?: InProcessOptions) {
  const here = await drafting('2026-10-20', options);
  const { data } = (
    await readXlsxFile(Buffer.from((await here.call('GET', '/public/boundary-list.xlsx')).bytes))
  )[0] as {
    data: Cell[][];
  };
  const [, head, row] = data as [Cell[], Cell[], Cell[]];
  const lines = Array.from({ length: MATTERS }, (_, i) => [`M-${i}`, `事项 ${i}`, ...row.slice(2)]);
  const file = await upload(here.call, 'spj.admin', await workbook([head, ...lines]), {
    name: '清单.xlsx',
    mediaType: XLSX,
  });
  const timed = async (act: string, body: object) => {
    const begun = performance.now();
    const { json } = await here.call('POST', `${DRAFTS}/${here.id}/${act}`, { as: 'spj.admin', body });
    return { json, millis: performance.now() - begun };
  };
  const imported = await timed('import', { file });
  expect(imported.json).toEqual({ rows: MATTERS, added: MATTERS, changed: 0, dropped: 81 });
  const submitted = await timed('submit', {});
  expect(submitted.json.status).toBe('confirming');
  here.clock.set('2026-10-13T09:00:00+08:00');
  for (const { org } of submitted.json.confirmations) await here.act('settle', { org, reason: '某' }, 'zfb.office');
  const published = await timed('publish', { documentNumber: '冠政办字〔2026〕8号' });
  expect(published.json.status).toBe('published');
  return { import: imported.millis, submit: submitted.millis, publish: published.millis };
}
