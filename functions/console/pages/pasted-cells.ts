/**
 * Cells as spreadsheets put them on the clipboard: lines of tabs; a cell with a line break or a quote stands in quotes.
 * Pure.
 */

/** The cells of each line; empty lines in between stay, so that lines keep their numbers. */
export function pastedCells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  // A cell in quotes, or one up to the next tab or line break.
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const [whole = '', quoted, plain = ''] = cell.exec(text) ?? [];
    line.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    at += whole.length;
    const end = /\r\n|[\t\r\n]|$/y;
    end.lastIndex = at;
    const [ending = ''] = end.exec(text) ?? [];
    at += ending.length;
    if (ending === '\t') continue;
    lines.push(line);
    line = [];
    if (ending === '') break;
  }
  while (lines.at(-1)?.every((one) => one === '')) lines.pop();
  return lines;
}
