/**
 * The cells of the workbook. Figures are numbers; text is declared as text, so that what begins with `=` stays what it
 * says.
 */
import type { Cell } from 'write-excel-file/node';
import { cellText } from '../../cell-text.ts';

import { xmlText } from '../../documents/text.ts';

/** Points of a line, and the most that a row may have. */
const LINE = 15;
const HIGHEST = 409;

/** As high as two lines: not all programs find the height of wrapped cells themselves. */
export const HEAD = {
  fontWeight: 'bold',
  backgroundColor: '#e8edf3',
  wrap: true,
  alignVertical: 'center',
  height: 34,
} as const;

export function number(value: number, format = '0'): Cell {
  return { value, type: Number, format };
}

export function numberOr(value: number | null, word: string, format = '0'): Cell {
  return value === null ? { ...text(word), align: 'right' } : number(value, format);
}

export function text(value: string) {
  return { value: cellText(xmlText(value)), type: String, format: '@' } as const;
}

/** A row of texts as high as its longest one needs in columns of these widths. */
export function wrapped(texts: readonly (string | null)[], widths: readonly number[]): Cell[] {
  const lines = Math.max(...texts.map((value, i) => linesOf(value ?? '', widths[i] ?? 1)));
  const height = Math.min(lines * LINE + 3, HIGHEST);
  return texts.map((value): Cell => {
    return value === null ? null : { ...text(value), wrap: true, alignVertical: 'top', height };
  });
}

/** Lines that a text takes in a column: a Chinese sign is as wide as two figures. */
function linesOf(value: string, width: number): number {
  const widthOf = (line: string): number => [...line].reduce((sum, sign) => sum + (sign < '\u0100' ? 1 : 2), 0);
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (width - 1))), 0);
}

export function titled(value: string): Cell {
  return { ...text(value), fontWeight: 'bold', fontSize: 14, height: 24 };
}
