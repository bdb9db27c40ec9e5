/**
 * Values of the API's answers as people read them: codes as names, choices in words, instants by the clock on the wall,
 * ids as links. What a value is, its schema says; nothing here knows a kind.
 */
import { html } from 'hono/html';
import * as z from 'zod';
import { THING_WORDS } from '../../shared/audit/things.ts';
import { type County, organisationOf } from '../../shared/county.ts';
import { layersOf, meaningOf, titleOf } from '../../shared/meaning.ts';
import { civilDateOf, parseInstant, quarterName } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import { wallClock } from './plain-reading.ts';

type Schema = z.core.$ZodType;
type Object$ = Readonly<Record<string, unknown>>;

/** The names behind codes. */
export interface Names {
  readonly county: County;
  /** Of one's own organisation: names by account. */
  readonly people: ReadonlyMap<string, string>;
  /** What kinds of record are called. */
  readonly kinds: ReadonlyMap<string, string>;
  /** The organisation whose sections are meant where nothing stands beside them. */
  readonly org: string | null;
  /** The record on whose page a file is shown. */
  readonly record?: string;
  /**
   * What the records that are named are called, as far as this reader may see them (`namedRecords`); others are no
   * links.
   */
  readonly records?: ReadonlyMap<string, string>;
  /** What lies sealed, on the page that opens it: its files are read with that. */
  readonly sealed?: string;
}

/** A value in words, in one line: for tables and workbooks. Nothing is an empty text. */
export function wordsOf(schema: Schema, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) {
    const element = elementOf(schema);
    return value.map((one) => wordsOf(element, one, names)).join('、');
  }
  if (typeof value === 'object') {
    if (isPerson(value as Object$)) return personWords(value as Object$);
    const inside = partsOf(schema, value as Object$, names);
    return inside.map(({ field, part, known }) => wordsOf(field, part, known)).join(' ');
  }
  return plainWords(schema, value as string | number | boolean, names);
}

/** A value as a page shows it; null where there is nothing to show. */
export function shownOf(schema: Schema, value: unknown, names: Names): Html | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return shownList(schema, value, names);
  if (typeof value === 'object') return shownObject(schema, value as Object$, names);
  const { is, sealed } = meaningOf(schema);
  const words = plainWords(schema, value as string | number | boolean, names);
  if (is === 'record') return shownRecord(words, names);
  if (sealed) return html`${words}　<span class="soft">（密封保存，查看记入日志）</span>`;
  if (is === 'file') return html`<a href="${fileAddress(words, names)}">下载</a>`;
  const format = formatOf(schema);
  if (format === 'date-time') return html`<time class="number" datetime="${value}">${words}</time>`;
  if (format === 'date') return html`<time class="number" datetime="${value}">${words}</time>`;
  return words.includes('\n') ? html`<span class="written">${words}</span>` : html`${words}`;
}

/**
 * The titled fields of an answer in which something stands, in its order, and folded below them what only proves
 * something; `without`: those shown elsewhere.
 */
export function summary(schema: Schema, answer: Object$, names: Names, without: readonly string[] = []): Html {
  const parts = partsOf(schema, answer, names).filter(({ name }) => !without.includes(name));
  const [proofs, told] = [parts.filter(isProof), parts.filter((part) => !isProof(part))];
  const folded = termsOf(proofs);
  return html`<dl class="sum">${termsOf(told)}</dl>${folded.length > 0 && html`<details class="proof"><summary>验证材料</summary><dl class="sum">${folded}</dl></details>`}`;
}

function termsOf(parts: readonly Part[]): Html[] {
  return parts.flatMap(({ field, part, known }) => {
    const shown = shownOf(field, part, known);
    return shown === null ? [] : [html`<dt>${titleOf(field) ?? ''}</dt><dd>${shown}</dd>`];
  });
}

/** A digest. */
function isProof({ field }: Part): boolean {
  return meaningOf(field).is === 'hash';
}

/** A record under its name; the one whose page it is needs no link. */
function shownRecord(id: string, { record, records }: Names): Html {
  const short = html`<span class="soft number">${id.slice(0, 8)}…</span>`;
  if (id === record) return html`本件`;
  if (records === undefined) return html`<a href="/console/records/${id}">查看</a> ${short}`;
  const name = records.get(id);
  return name === undefined ? short : html`<a href="/console/records/${id}">${name}</a>`;
}

/** The schema of a field inside an answer, by its path: `party.name`. */
export function fieldAt(schema: Schema, path: string): Schema | undefined {
  return path.split('.').reduce<Schema | undefined>((at, name) => (at ? shapeOf(at)?.[name] : undefined), schema);
}

/** The value of that path. */
export function valueAt(answer: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at === null || at === undefined ? at : (at as Object$)[name]), answer);
}

function plainWords(schema: Schema, value: string | number | boolean, names: Names): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  const { is, words, ends } = meaningOf(schema);
  if (words) return words[value] ?? value;
  if (ends) return endWords(value);
  if (is === undefined && isUnion(schema)) return plainWords(optionOf(schema, value), value, names);
  if (is === 'thing') return thingWords(value, names);
  if (is === 'kind') return names.kinds.get(value) ?? value;
  if (is === 'organisation') return organisationOf(names.county, value)?.name ?? value;
  if (is === 'section') return sectionName(value, names);
  if (is === 'quarter') return quarterName(value);
  if (is === 'person') return names.people.get(value) ?? BESIDE[value] ?? value;
  return formatOf(schema) === 'date-time' ? moment(value) : value;
}

/** `accounts/SCJG/scjg.officer`: 账号·冠县市场监督管理局·scjg.officer. */
function thingWords(thing: string, { county }: Names): string {
  const [kind = '', ...parts] = thing.split('/');
  return [THING_WORDS[kind] ?? kind, ...parts.map((part) => organisationOf(county, part)?.name ?? part)].join('·');
}

type Union = z.core.$ZodUnion;

function isUnion(schema: Schema): schema is Union {
  return coreOf(schema)._zod.def.type === 'union';
}

/** Of several forms of a value the one that has words for it; else the last. */
function optionOf(schema: Union, value: string): Schema {
  const { options } = (coreOf(schema) as Union)._zod.def;
  return (options.find((one) => meaningOf(one).words?.[value]) ?? options.at(-1)) as Schema;
}

/** What the platform did by itself. */
const BESIDE: Readonly<Record<string, string>> = { clock: '期限届满', system: '平台' };

/** `2026-09-28 09:00`. */
export function moment(instant: string): string {
  return parseInstant(instant) === undefined ? instant : wallClock(instant).replace('T', ' ');
}

/** `2026-10-13T00:00:00+08:00`: 2026-10-12 24:00 前. */
function endWords(instant: string): string {
  const at = parseInstant(instant);
  if (at === undefined) return instant;
  const midnight = wallClock(instant).endsWith('T00:00');
  return midnight ? `${civilDateOf(at - 1)} 24:00 前` : `${moment(instant)} 前`;
}

function sectionName(code: string, { county, org }: Names): string {
  const own = org === null ? undefined : organisationOf(county, org);
  const all = own ? [own] : county.organisations;
  return all.flatMap(({ sections }) => sections).find((section) => section.code === code)?.name ?? code;
}

function shownList(schema: Schema, values: readonly unknown[], names: Names): Html | null {
  if (values.length === 0) return null;
  const element = elementOf(schema);
  const table = shownTable(element, values, names);
  if (table) return table;
  const shown = values.map((value) => shownOf(element, value, names)).filter((one) => one !== null);
  return shown.length === 1
    ? html`${shown}`
    : html`<ul class="plain">${shown.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** Fewer fields read better one below the other; more do not fit beside each other. */
const TABLE = { fewest: 3, most: 7 };

/** Several objects of the same few fields as a table, without what only proves something; null for other lists. */
function shownTable(element: Schema, values: readonly unknown[], names: Names): Html | null {
  if (values.length < 2 || shapeOf(element) === undefined) return null;
  const rows = values.map((value) => partsOf(element, value as Object$, names));
  if (values.some((value) => shownWhole(element, value as Object$, names) !== null)) return null;
  const columns = (rows[0] as Part[]).flatMap((part, i) => {
    const isEmpty = rows.every((row) => isBlank(row[i]?.part));
    return isEmpty || isProof(part) ? [] : [{ i, title: titleOf(part.field) ?? '' }];
  });
  if (columns.length < TABLE.fewest || columns.length > TABLE.most) return null;
  const cells = (row: readonly Part[]): Html[] =>
    columns.map(({ i, title }) => {
      const { field, part, known } = row[i] as Part;
      const shown = shownOf(field, part, known);
      return html`<td data-label="${title}"${shown === null ? html` class="blank"` : ''}>${shown ?? ''}</td>`;
    });
  return html`<table class="cards"><thead><tr>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table>`;
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function shownObject(schema: Schema, value: Object$, names: Names): Html | null {
  const whole = shownWhole(schema, value, names);
  if (whole) return whole;
  const full = partsOf(schema, value, names).filter(({ part }) => !isBlank(part));
  if (full.length === 0) return null;
  if (full.length === 1 && full[0]) return shownOf(full[0].field, full[0].part, full[0].known);
  return summary(schema, value, names);
}

/** What one line says: a file, a person, a place; null for other objects. */
function shownWhole(schema: Schema, value: Object$, names: Names): Html | null {
  const file = typeof value.file === 'string' ? value.file : null;
  if (file !== null && typeof value.name === 'string')
    return html`<a href="${fileAddress(file, names)}">${value.name}</a>`;
  if (isPerson(value)) return html`${personWords(value)}`;
  const full = partsOf(schema, value, names).filter(({ part }) => !isBlank(part));
  if (full.length < 2 || !isPlace(value)) return null;
  return html`${full.map(({ field, part, known }) => html`${wordsOf(field, part, known)}　`)}`;
}

/** Organisation, section, person: one line says it. */
function isPlace(value: Object$): boolean {
  return (
    typeof value.org === 'string' && Object.keys(value).every((name) => ['org', 'section', 'handler'].includes(name))
  );
}

/** An account with the name of whoever has it. */
function isPerson(value: Object$): boolean {
  const { account, name, ...others } = value;
  return typeof account === 'string' && typeof name === 'string' && Object.keys(others).length === 0;
}

function personWords({ account, name }: Object$): string {
  return `${name}（${account}）`;
}

interface Part {
  readonly name: string;
  readonly field: Schema;
  readonly part: unknown;
  readonly known: Names;
}

/** The fields of an object with their values; a section is one of the organisation beside it. */
function partsOf(schema: Schema, value: Object$, names: Names): Part[] {
  const known = typeof value.org === 'string' ? { ...names, org: value.org } : names;
  return Object.entries(shapeOf(schema) ?? {}).map(([name, field]) => ({ name, field, part: value[name], known }));
}

function fileAddress(file: string, { record, sealed }: Names): string {
  const query = sealed ? `?sealed=${sealed}` : record ? `?record=${record}` : '';
  return `/console/files/${file}${query}`;
}

/** The ids of records in an answer: what pages make links of. */
export function recordsIn(schema: Schema, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => recordsIn(elementOf(schema), one));
  if (typeof value === 'string') return meaningOf(schema).is === 'record' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) => recordsIn(field, (value as Object$)[name]));
}

/** The fields of an object's schema. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const { def } = coreOf(schema)._zod;
  return def.type === 'object' ? def.shape : undefined;
}

function formatOf(schema: Schema): string | undefined {
  return layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.format as string | undefined)
    .find((format) => format !== undefined);
}

/** Of a list, or of a word in place of one, what stands in the list. */
function elementOf(schema: Schema): Schema {
  const { def } = coreOf(schema)._zod;
  if (def.type === 'array') return def.element;
  const list = def.type === 'union' ? def.options.find((one) => coreOf(one)._zod.def.type === 'array') : undefined;
  return list ? elementOf(list) : schema;
}

function coreOf(schema: Schema): z.core.$ZodTypes {
  return layersOf(schema).at(-1) as z.core.$ZodTypes;
}
