/** A cell of an uploaded workbook, as the workbook's reader gives it. */
export type Cell = string | number | boolean | Date | null | undefined;

/** A cell as text: empty where there is nothing, a day as YYYY-MM-DD. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
}

/** Of a longer number a spreadsheet keeps 15 digits: it would be another number for good. */
const LONGEST_NUMBER = 1e15;

/** Whether a cell is a number of which the spreadsheet has lost the last digits. */
export function hasLostDigits(cell: Cell): boolean {
  return typeof cell === 'number' && Math.abs(cell) >= LONGEST_NUMBER;
}

/** What is said of such a cell. */
export const LOST_DIGITS = '号码超过 15 位，表格软件已改变其末位数字。请把该栏设为文本格式，重新填写后上传';
