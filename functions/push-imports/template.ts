/** The template of a workbook of pushes: a sheet to be filled in, and one that says what each column wants. */

import { HEAD, text, titled, wrapped } from '../../shared/reports/files/xlsx-cells.ts';
import { type Column, choicesOf, columnsOf, PUSH_KINDS, type PushKind, REFERENCE } from './columns.ts';
import { MOST_ROWS } from './sheet.ts';

/** Rows that take whatever is typed as text: a spreadsheet would cut numbers of 18 digits short. */
const READY = 500;
const NOTES = [16, 12, 70] as const;

export async function templateOf(kind: PushKind): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const word = PUSH_KINDS[kind];
  const columns = columnsOf(kind);
  const head = columns.map(({ title }) => ({ ...text(title), ...HEAD }));
  const empty = columns.map(() => ({ type: String, format: '@' }) as const);
  const filled = {
    sheet: word,
    data: [[titled(`${word}推送导入表`)], head, ...Array.from({ length: READY }, () => empty)],
    columns: columns.map(({ title }) => ({ width: Math.max(14, 2 * title.length + 4) })),
    stickyRowsCount: 2,
    stickyColumnsCount: columns.findIndex(({ title }) => title === REFERENCE) + 1,
    orientation: 'landscape' as const,
  };
  const notes = {
    sheet: '填写说明',
    data: [
      [titled(`${word}推送导入表的填写说明`)],
      ['栏目', '是否必填', '怎样填写'].map((title) => ({ ...text(title), ...HEAD })),
      ...columns.map((column) => wrapped([column.title, neededBy(column, kind), wordsOf(column)], NOTES)),
      wrapped(['', '', GENERAL], NOTES),
    ],
    columns: NOTES.map((width) => ({ width })),
  };
  return new Uint8Array(await writeXlsxFile([filled, notes]).toBuffer());
}

const GENERAL = `每行一件，最多 ${MOST_ROWS} 行。不用的栏目可以删除，不要改动栏目名称。涉密信息不得通过本平台推送。`;

function neededBy({ needed = [] }: Column, kind: PushKind): string {
  return needed.includes(kind) ? '必填' : '选填';
}

function wordsOf({ shape, path, help }: Column): string {
  const choices = shape === 'choice' ? `下列之一：${Object.values(choicesOf(path)).join('、')}` : '';
  return [choices, help ?? ''].filter((part) => part !== '').join('；');
}
