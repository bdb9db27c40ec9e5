/**
 * A draft's rows from a workbook like the public one: columns are known by their titles. A column that is not there
 * leaves its field as it was in the draft, an empty cell empties it. Every wrong cell is named, with the sheet's own
 * row. Pure.
 */
import { type Matter, matter, shownMatter } from '../../shared/boundary/matter.ts';
import { MOST_ROWS, matterErrors } from '../../shared/boundary/versions.ts';
import type { County } from '../../shared/county.ts';
import type { FieldError } from '../../shared/errors.ts';
import { type Cell, textOf } from '../files/cell.ts';
import { byHand } from '../http/by-hand.ts';
import { wordsOf } from '../http/wrong-field.ts';
import { named } from '../public/boundary-list.ts';
import { READ_COLUMNS, type ReadColumn, titleOf } from './workbook-columns.ts';

export interface ReadRows {
  rows: Matter[];
  errors: FieldError[];
}

/** A title may stand above the head. */
const HEAD_WITHIN = 10;
const SEPARATOR = /[、,，;；\n]/;

interface Head {
  /** The sheet's row, from 0. */
  at: number;
  columns: { column: ReadColumn; title: string; index: number }[];
}

/** The rows of a sheet. `before`: the draft's rows as they are. */
export function readWorkbook(cells: readonly (readonly Cell[])[], before: readonly Matter[], county: County): ReadRows {
  const head = headOf(cells);
  if ('errors' in head) return { rows: [], errors: head.errors };
  const known = new Map(before.map((row) => [row.code, row]));
  const lines = cells.flatMap((line, at) =>
    at > head.at && line.some((cell) => !isEmpty(cell)) ? [{ line, at }] : [],
  );
  if (lines.length === 0 || lines.length > MOST_ROWS)
    return wrongFile(`应有 1 至 ${MOST_ROWS} 个事项，表中有 ${lines.length} 个`);
  const seen = new Map<string, number>();
  const rows: Matter[] = [];
  const errors: FieldError[] = [];
  for (const [n, { line, at }] of lines.entries()) {
    const read = readLine(line, head, known, county);
    const code = read.row?.code;
    const earlier = code === undefined ? undefined : seen.get(code);
    if (earlier !== undefined)
      read.errors.push({ field: 'code', title: titleOf('code'), detail: `与第 ${earlier} 行重复` });
    if (code !== undefined) seen.set(code, earlier ?? at + 1);
    if (read.row) rows.push(read.row);
    errors.push(...read.errors.map((one) => placed(one, n, at)));
  }
  return { rows: rows.sort((a, b) => (a.code < b.code ? -1 : 1)), errors };
}

/** A wrong cell before it has its place. */
interface Wrong {
  /** As in the pointer, behind the row. */
  field: string;
  title: string;
  detail: string;
}

/** The pointer counts rows of data from 0, the words name the sheet's own row. */
function placed({ field, title, detail }: Wrong, n: number, at: number): FieldError {
  return { pointer: `/rows/${n}/${field}`, detail: `第 ${at + 1} 行，${title}：${detail}` };
}

function headOf(cells: readonly (readonly Cell[])[]): Head | { errors: FieldError[] } {
  const at = cells.slice(0, HEAD_WITHIN).findIndex((line) => line.some((cell) => textOf(cell) === '事项编码'));
  if (at < 0) return wrongFile('没有找到表头：应有“事项编码”等栏目，与公开的清单表格相同');
  const titles = (cells[at] ?? []).map(textOf);
  const unknown = titles.filter((title) => title !== '' && !Object.hasOwn(READ_COLUMNS, title));
  const twice = titles.filter((title, i) => title !== '' && titles.indexOf(title) < i);
  if (unknown.length > 0) return wrongFile(`第 ${at + 1} 行有不认识的栏目：${unknown.join('、')}，请更正，或删除该列`);
  if (twice.length > 0) return wrongFile(`第 ${at + 1} 行的栏目重复：${twice.join('、')}，请删除重复的列`);
  const columns = titles.flatMap((title, index) => {
    const column = READ_COLUMNS[title];
    return column ? [{ column, title, index }] : [];
  });
  return { at, columns };
}

function wrongFile(detail: string): { rows: Matter[]; errors: FieldError[] } {
  return { rows: [], errors: [{ pointer: '/file', detail }] };
}

function readLine(
  line: readonly Cell[],
  { columns }: Head,
  known: ReadonlyMap<string, Matter>,
  county: County,
): { row: Matter | null; errors: Wrong[] } {
  const errors: Wrong[] = [];
  const said: Record<string, unknown> = {};
  for (const { column, title, index } of columns) {
    if (column.kind === 'name') continue;
    const read = saidIn(line[index], column);
    if (typeof read === 'object' && read !== null && 'wrong' in read)
      errors.push({ field: column.field, title, detail: read.wrong as string });
    else said[column.field] = read;
  }
  const was = known.get(String(said.code ?? ''));
  const parsed = matter().safeParse(composed(said, was));
  for (const issue of parsed.error?.issues ?? []) {
    const { path } = issue;
    const [first = 'code', ...rest] = path.map(String);
    const field = first === 'guidance' ? (rest[0] ?? 'guidance') : first;
    if (errors.some((one) => one.field === field)) continue;
    const place = path.map(String).join('/');
    const { detail } = byHand(matter(), { pointer: `/${place}`, detail: wordsOf(matter(), issue) });
    errors.push({ field: place, title: titleOf(field), detail });
  }
  const checked = parsed.data ?? mended(said, was, errors);
  if (checked) errors.push(...furtherErrors(line, columns, checked, errors, county));
  return { row: parsed.data ?? null, errors };
}

/** The row without the cells that do not fit, as far as it is known: what else is wrong in it is told at once. */
function mended(said: Record<string, unknown>, was: Matter | undefined, errors: readonly Wrong[]): Matter | null {
  const wrong = errors.flatMap(({ field }) => field.split('/'));
  const others = Object.fromEntries(Object.entries(said).filter(([field]) => !wrong.includes(field)));
  const filled = wrong.includes('code') ? { ...others, code: 'X' } : others;
  return matter().safeParse(composed(filled, was)).data ?? null;
}

/** What a section and the names beside codes say is judged only where the cell that they rest on is right. */
function furtherErrors(
  line: readonly Cell[],
  columns: Head['columns'],
  row: Matter,
  known: readonly Wrong[],
  county: County,
): Wrong[] {
  const beyond = matterErrors(county, row, '').map((error): Wrong => {
    const { pointer, detail } = byHand(matter(), error);
    const field = pointer.slice(1);
    return { field, title: titleOf(field.split('/')[0] ?? ''), detail };
  });
  const all = [...beyond, ...nameErrors(line, columns, row, county)];
  const isWrong = (name: string): boolean => [...known, ...beyond].some(({ field }) => field.split('/')[0] === name);
  const departmentIsWrong = isWrong('department') || all.some(({ field }) => field === 'departmentName');
  return all.filter(({ field }) => {
    const name = field.split('/')[0] as string;
    if (known.some((one) => one.field.split('/')[0] === name)) return false;
    if (departmentIsWrong && (name === 'section' || name === 'sectionName')) return false;
    return !name.endsWith('Name') || !isWrong(name.slice(0, -'Name'.length));
  });
}

/** The fields that the sheet has in place of those that the draft had. */
function composed({ reason, explanation, ...said }: Record<string, unknown>, was: Matter | undefined) {
  const before: Record<string, unknown> = was ? shownMatter(was) : {};
  const half = {
    reason: reason === undefined ? (was?.guidance?.reason ?? null) : reason,
    explanation: explanation === undefined ? (was?.guidance?.explanation ?? null) : explanation,
  };
  const guidance = half.reason === null && half.explanation === null ? null : half;
  return { ...before, ...said, guidance };
}

/** What a cell says; `wrong` where it is none of the words that there are. */
function saidIn(cell: Cell, { kind, words = {}, empty = null }: ReadColumn): unknown {
  const text = textOf(cell);
  if (text === '') return empty;
  if (kind === 'number') return /^\d{1,6}$/.test(text) ? Number(text) : text;
  if (kind === 'codes') return partsOf(text);
  if (kind === 'text') return text;
  const parts = (kind === 'choices' ? partsOf(text) : [text]).map((part) => ({ part, code: codeOf(part, words) }));
  const unknown = parts.find(({ code }) => code === undefined);
  if (unknown) return { wrong: `“${unknown.part}”应为下列之一：${Object.values(words).join('、')}` };
  return kind === 'choices' ? parts.map(({ code }) => code) : parts[0]?.code;
}

function codeOf(word: string, words: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(words).find((code) => code === word || words[code] === word);
}

/** Names are for people: one that is not that of its code is a mistake in one of the two. */
function nameErrors(line: readonly Cell[], columns: Head['columns'], row: Matter, county: County): Wrong[] {
  const names: Readonly<Record<string, unknown>> = { ...named(county, row) };
  return columns.flatMap(({ column: { kind, field }, title, index }): Wrong[] => {
    const said = textOf(line[index]);
    if (kind !== 'name' || said === '') return [];
    const known = names[field];
    const name = Array.isArray(known) ? known.join('、') : ((known as string | null) ?? '');
    if (partsOf(said).join('、') === name) return [];
    const detail = `与${titleOf(field)}不一致${name === '' ? '（没有填写代码）' : `（该代码为${name}）`}，请改为一致`;
    return [{ field: `${field}Name`, title, detail }];
  });
}

function partsOf(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function isEmpty(cell: Cell): boolean {
  return textOf(cell) === '';
}
