/** A cell of an uploaded workbook, as the workbook's reader gives it. */
export type Cell = string | number | boolean | Date | null | undefined;

/** A cell as text: empty where there is nothing, a day as YYYY-MM-DD. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
}
