/** The boundary list as a workbook: text cells only, the title and the head row staying in sight. */

import { cellText } from '../../shared/cell-text.ts';
import type { PublicList } from './boundary-list.ts';
import { COLUMNS, rowsOf, titleOf } from './columns.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const SHEET = '审管互动边界清单';

export function xlsxOf(list: PublicList): Promise<Uint8Array> {
  return workbookOf(SHEET, titleOf(list), COLUMNS, rowsOf(list));
}

/** A title, a head, and rows of text. */
export async function workbookOf(
  sheet: string,
  title: string,
  columns: readonly { title: string; width: number }[],
  lines: readonly (readonly (string | null)[])[],
): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const above = [{ ...text(title), fontWeight: 'bold' as const, fontSize: 14 }];
  const head = columns.map((column) => ({ ...text(column.title), ...HEAD }));
  const rows = lines.map((row) => row.map((value) => (value === null || value === '' ? null : wrapped(value))));
  const options = {
    sheet,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 2,
    stickyColumnsCount: 2,
    orientation: 'landscape' as const,
  };
  return new Uint8Array(await writeXlsxFile([above, head, ...rows], options).toBuffer());
}

const HEAD = { fontWeight: 'bold', backgroundColor: '#e8edf3', wrap: true, alignVertical: 'center' } as const;

/** Declared as text: what begins with `=` stays what it says. */
function text(value: string) {
  return { value: cellText(value), type: String } as const;
}

function wrapped(value: string) {
  return { ...text(value), wrap: true, alignVertical: 'top' } as const;
}
