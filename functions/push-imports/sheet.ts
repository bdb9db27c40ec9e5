/**
 * The pushes of a workbook, a row each, as `POST /pushes` would take them. Columns are known by their titles; what a
 * cell says is forgiven as in the console's forms. Pure.
 */
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid } from '../../shared/errors.ts';
import { plainOf } from '../console/plain-reading.ts';
import { type Cell, hasLostDigits, LOST_DIGITS, textOf } from '../files/cell.ts';
import { COLUMNS, type Column, choicesOf, PUSH_KINDS, REFERENCE } from './columns.ts';

/** One push of the workbook. */
export interface SheetRow {
  /** The sheet's own number of the row. */
  readonly row: number;
  readonly reference: string | null;
  /** What the row says, as the body of `POST /pushes`. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Where it says a number of which the spreadsheet has lost digits. */
  readonly lost: readonly FieldError[];
}

export const MOST_ROWS = 5000;
const HEAD_WITHIN = 10;
const SEPARATOR = /[、,，;；\n]/;
const YES: Readonly<Record<string, boolean>> = { 是: true, 否: false, true: true, false: false };

/** The rows of a sheet. Throws 422 at `/file` where it has no head, unknown columns, no row or too many. */
export function readPushes(cells: readonly (readonly Cell[])[], county: County): SheetRow[] {
  const at = cells.slice(0, HEAD_WITHIN).findIndex((line) => line.some((cell) => textOf(cell) === REFERENCE));
  if (at < 0) throw wrongFile(`前 ${HEAD_WITHIN} 行没有找到表头：应有“${REFERENCE}”等栏目。请使用模板`);
  const titles = (cells[at] ?? []).map(textOf);
  const columns = titles.map((title) => COLUMNS.find((column) => column.title === title));
  const wrong = titles.filter((title, i) => title !== '' && (!columns[i] || titles.indexOf(title) < i));
  if (wrong.length > 0) {
    throw wrongFile(`第 ${at + 1} 行有不认识或重复的栏目：${wrong.join('、')}。请更正，或删除该列；栏目见模板`);
  }
  const above = cells.slice(0, at).flat().map(textOf).join('\n');
  const lines = cells.flatMap((line, i) => (i > at && line.some((cell) => textOf(cell) !== '') ? [{ line, i }] : []));
  if (lines.length === 0 || lines.length > MOST_ROWS) {
    throw wrongFile(`应有 1 至 ${MOST_ROWS} 行，表中有 ${lines.length} 行`);
  }
  return lines.map(({ line, i }) => rowOf(line, i + 1, columns, { county, kind: kindIn(above) }));
}

interface Known {
  readonly county: County;
  /** Of rows that say none. */
  readonly kind: string | undefined;
}

/** The kind that the words above the head name, where they name one. */
function kindIn(above: string): string | undefined {
  const named = Object.entries(PUSH_KINDS).filter(([, word]) => above.includes(word));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

function rowOf(
  line: readonly Cell[],
  row: number,
  columns: readonly (Column | undefined)[],
  { county, kind }: Known,
): SheetRow {
  const said: Record<string, unknown> = kind === undefined ? {} : { kind };
  const lost: FieldError[] = [];
  for (const [i, column] of columns.entries()) {
    const cell = line[i];
    if (!column || textOf(cell) === '') continue;
    put(said, column.path, saidIn(cell, column, county));
    if (hasLostDigits(cell)) lost.push({ pointer: `/${column.path}`, detail: LOST_DIGITS });
  }
  const to = said.to as { org?: string; section?: string } | undefined;
  if (to?.section !== undefined) to.section = sectionIn(county, to.org, to.section);
  return { row, reference: typeof said.reference === 'string' ? said.reference : null, said, lost };
}

function put(said: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('/');
  if (second === undefined) said[first] = value;
  else said[first] = { ...(said[first] as object | undefined), [second]: value };
}

/** What a cell says. What fits nothing stays, so that the schema says what is wrong with it. */
function saidIn(cell: Cell, { shape, path }: Column, { organisations }: County): unknown {
  const text = textOf(cell);
  switch (shape) {
    case 'date':
      return plainOf('date', text);
    case 'time':
      return timeOf(cell);
    case 'choice':
      return wordIn(choicesOf(path), text);
    case 'yes-no':
      return YES[text] ?? text;
    case 'organisation':
      return codeIn(organisations, text);
    case 'organisations':
      return partsOf(text).map((part) => ({ org: codeIn(organisations, part) }));
    case 'points':
      return text.split('\n').flatMap((point) => (point.trim() === '' ? [] : [pointOf(point.trim())]));
    case 'number':
    case 'code':
      return plainOf(shape, text);
    default:
      return text.replace(/\r\n?/g, '\n');
  }
}

/** A day alone is its beginning. A cell that is a time has the wall clock of the county. */
function timeOf(cell: Cell): unknown {
  // A spreadsheet keeps a time as a fraction of a day, which is a little off.
  if (cell instanceof Date) return `${new Date(cell.getTime() + 500).toISOString().slice(0, 19)}+08:00`;
  const text = textOf(cell);
  const day = plainOf('date', text);
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T00:00:00+08:00` : plainOf('time', text);
}

function pointOf(text: string): { description: string; severity?: string } {
  const [, word = '', description = ''] = /^([^：:]{1,6})[：:]\s*(.+)$/u.exec(text) ?? [];
  const words = choicesOf('riskPoints/0/severity');
  const severity = wordIn(words, word);
  return Object.hasOwn(words, severity) ? { description, severity } : { description: text };
}

function wordIn(words: Readonly<Record<string, string>>, text: string): string {
  return Object.entries(words).find(([value, word]) => value === text || word === text)?.[0] ?? text;
}

function codeIn(organisations: readonly Organisation[], text: string): string {
  return organisations.find(({ code, name }) => code === text || name === text)?.code ?? text;
}

function sectionIn(county: County, org: string | undefined, text: string): string {
  const { sections = [] } = organisationOf(county, org ?? '') ?? {};
  return sections.find(({ code, name }) => code === text || name === text)?.code ?? text;
}

function partsOf(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function wrongFile(detail: string): Error {
  const errors: FieldError[] = [{ pointer: '/file', detail }];
  return invalid(errors);
}
