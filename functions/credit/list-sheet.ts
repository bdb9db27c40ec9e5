/**
 * Entries of a credit list from a workbook: columns are known by their titles; every wrong cell is named, with the
 * sheet's own row. Pure.
 */
import type * as z from 'zod';
import { EFFECTS } from '../../shared/credit-queries/body.ts';
import type { CreditEntry } from '../../shared/credit-queries/lists.ts';
import type { FieldError } from '../../shared/errors.ts';
import { type Cell, textOf } from '../files/cell.ts';
import { byHand } from '../http/by-hand.ts';
import { wordsOf } from '../http/wrong-field.ts';

/** By title: the field that a column says. */
const COLUMNS = {
  统一社会信用代码: 'creditCode',
  名称: 'name',
  激励或惩戒: 'effect',
  依据: 'basis',
  措施: 'measures',
  自: 'from',
  至: 'until',
} as const;
type Title = keyof typeof COLUMNS;
const TITLES = Object.keys(COLUMNS) as readonly Title[];
const FIRST = TITLES[0] as Title;
const HEAD_WITHIN = 10;

interface ReadList {
  entries: CreditEntry[];
  errors: FieldError[];
}

/** The entries of a sheet, each as `entry` takes it; at most `most`. */
export function readListSheet(
  cells: readonly (readonly Cell[])[],
  entry: z.ZodType<CreditEntry>,
  most: number,
): ReadList {
  const at = cells.slice(0, HEAD_WITHIN).findIndex((line) => line.some((cell) => textOf(cell) === FIRST));
  const titles = (cells[at] ?? []).map(textOf);
  const lacking = TITLES.filter((title) => title !== '至' && !titles.includes(title));
  if (lacking.length > 0) return wrongFile(`表头缺少栏目：${lacking.join('、')}。应有：${TITLES.join('、')}`);
  const lines = cells.flatMap((line, i) => (i > at && line.some((cell) => textOf(cell) !== '') ? [{ line, i }] : []));
  if (lines.length > most) return wrongFile(`最多 ${most} 条，表中有 ${lines.length} 条`);
  const read: ReadList = { entries: [], errors: [] };
  for (const [n, { line, i }] of lines.entries()) {
    const parsed = entry.safeParse(saidIn(line, titles));
    if (parsed.success) read.entries.push(parsed.data);
    else
      read.errors.push(
        ...parsed.error.issues.map((issue) => {
          const field = String(issue.path[0]);
          const { detail } = byHand(entry, { pointer: `/${field}`, detail: wordsOf(entry, issue) });
          return placed(field, detail, n, i + 1);
        }),
      );
  }
  return read;
}

function saidIn(line: readonly Cell[], titles: readonly string[]): Record<string, string | null> {
  const said: Record<string, string | null> = {};
  for (const title of TITLES) {
    const text = textOf(line[titles.indexOf(title)]);
    said[COLUMNS[title]] = title === '激励或惩戒' ? effectOf(text) : title === '至' && text === '' ? null : text;
  }
  return said;
}

/** By its word or its code; what is neither stays, and does not fit. */
function effectOf(text: string): string {
  return Object.entries(EFFECTS).find(([, word]) => word === text)?.[0] ?? text;
}

/** The pointer counts rows of data from 0, the words name the sheet's own row and the column. */
function placed(field: string, detail: string, n: number, row: number): FieldError {
  const title = TITLES.find((one) => COLUMNS[one] === field) ?? FIRST;
  return { pointer: `/rows/${n}/${field}`, detail: `第 ${row} 行，${title}：${detail}` };
}

function wrongFile(detail: string): ReadList {
  return { entries: [], errors: [{ pointer: '/file', detail }] };
}
