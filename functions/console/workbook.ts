/**
 * A table as a workbook, made as the circular's is: text cells, a title and a head that stay in sight, filters, lines
 * round the cells; on paper as wide as the page, with the head on each.
 */
import type { Cell } from 'write-excel-file/node';
import { packedAgain } from '../../shared/documents/archive.ts';
import { HEAD, titled, wrapped } from '../../shared/reports/files/xlsx-cells.ts';
import { printed } from '../../shared/reports/files/xlsx-print.ts';
import type { Answer } from '../http/route.ts';

type Row = Cell[];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LINED = { borderStyle: 'thin', borderColor: '#9aa5b1' } as const;
const [NARROWEST, WIDEST] = [8, 36];

export interface Sheet {
  /** Chinese: what the sheet is called; and what stands above the table, with who exported it and when. */
  readonly sheet: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many of its columns are printed, from the first on; all where left out. */
  readonly onPaper?: number;
}

/** The bytes of the workbook. */
export async function workbookOf({ sheet, title, head, rows, onPaper = head.length }: Sheet): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const widths = head.map((_, i) => Math.min(WIDEST, Math.max(NARROWEST, ...widthsIn(head, rows, i))));
  const lined = (cells: Row): Row =>
    cells.map((cell) => ({ ...((cell as object | null) ?? { value: null }), ...LINED }));
  const data: Row[] = [
    [titled(title)],
    lined(wrapped(head, widths).map((cell) => ({ ...(cell as object), ...HEAD }))),
    ...rows.map((row) => lined(wrapped(row, widths))),
  ];
  const name = sheet.replaceAll(/[\\/?*[\]:']/g, ' ').slice(0, 31);
  const range = `A2:${letters(head.length)}${data.length}`;
  const area = `$A$1:$${letters(onPaper)}$${data.length}`;
  const columns = widths.map((width) => ({ width }));
  const options = { sheet: name, columns, stickyRowsCount: 2, orientation: 'landscape' as const };
  const made = await writeXlsxFile(data, options).toBuffer();
  return packedAgain(new Uint8Array(made), printed([{ sheet: name, range, ...(onPaper < head.length && { area }) }]));
}

/** What a spreadsheet calls its column of that number: A, Z, AA. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? letters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** The workbook as it is fetched; `file`: its name, without what kind of file it is. */
export async function workbookAnswer(
  sheet: Sheet,
  file: { readonly plain: string; readonly name: string },
): Promise<Answer> {
  const data = await workbookOf(sheet);
  const name = encodeURIComponent(`${file.name}.xlsx`);
  const disposition = `attachment; filename="${file.plain}.xlsx"; filename*=UTF-8''${name}`;
  return {
    ...{ status: 200, content: { type: XLSX, data } },
    headers: { 'content-disposition': disposition, 'cache-control': 'no-store' },
  };
}

/** Characters of Chinese take two columns of a spreadsheet. The first rows tell enough. */
function widthsIn(head: readonly string[], rows: readonly (readonly string[])[], i: number): number[] {
  return [head, ...rows.slice(0, 200)].map((row) =>
    [...(row[i] ?? '')].reduce((sum, one) => sum + (one > '\u00ff' ? 2 : 1), 2),
  );
}
