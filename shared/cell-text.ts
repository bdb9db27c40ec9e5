/** Text in the cells of a workbook. */

/** What spreadsheets decode in a cell: `_x0041_` would be shown as `A`. */
const ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Text that a spreadsheet shows as it was written: the underscore of what looks like an escape is escaped itself. */
export function cellText(text: string): string {
  return text.replaceAll(ESCAPE, '_x005F_');
}
