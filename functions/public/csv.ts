/** CSV as spreadsheets of this country read it without a question: UTF-8 with a byte order mark, RFC 4180. */

/** A cell that a spreadsheet would take for a formula, with whatever blanks and in whatever width it begins. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

export function csvOf(rows: readonly (readonly (string | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Always quoted, so that no locale's separator splits it; an apostrophe before what would be a formula. */
function cell(value: string | null): string {
  const text = value ?? '';
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
