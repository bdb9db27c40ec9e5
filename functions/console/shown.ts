/**
 * Values of the API's answers as pages show them: in words, ids as links, several things of one shape as a table. What
 * a value is, its schema says; nothing here knows a kind.
 */
import { html } from 'hono/html';
import { containsIdentityNumber } from '../../shared/identity-number.ts';
import { meaningOf, titleOf } from '../../shared/meaning.ts';
import { basisLink } from '../public/basis.ts';
import type { Html } from '../public/layout.ts';
import {
  elementOf,
  formatOf,
  isBlank,
  type Names,
  type Object$,
  type Part,
  partsOf,
  type Schema,
  shapeOf,
} from './answer-parts.ts';
import { isPerson, personWords, plainWords, UNSEEN, wordsOf } from './words.ts';

/** A value as a page shows it; null where there is nothing to show. */
export function shownOf(schema: Schema, value: unknown, names: Names): Html | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return shownList(schema, value, names);
  if (typeof value === 'object') return shownObject(schema, value as Object$, names);
  const { is, sealed } = meaningOf(schema);
  const words = plainWords(schema, value as string | number | boolean, names);
  if (is === 'circular') return html`<a href="/console/reports/${value}">${words}</a>`;
  if (is === 'record') return shownRecord(String(value), names);
  // Where it is sealed only if need be, most lie in clear.
  if (sealed && (words.includes('*') || containsIdentityNumber(words)))
    return html`${words}　<span class="soft">（密封保存，查看记入日志）</span>`;
  if (is === 'article') return basisLink(names, String(value));
  if (is === 'file') return html`<a href="${fileAddress(words, names)}">下载</a>`;
  if (['date-time', 'date'].includes(formatOf(schema) ?? ''))
    return html`<time class="number" datetime="${value}">${words}</time>`;
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
  return html`<dl class="sum">${termsOf(told)}</dl>${folded.length > 0 && html`<details><summary>验证材料</summary><dl class="sum">${folded}</dl></details>`}`;
}

function termsOf(parts: readonly Part[]): Html[] {
  return parts.flatMap(({ field, part, known }) => {
    const shown = shownOf(field, part, known);
    return shown === null ? [] : [html`<dt>${titleOf(field) ?? ''}</dt><dd>${shown}</dd>`];
  });
}

/** A digest, or what tells editions apart. */
function isProof({ field }: Part): boolean {
  const { is } = meaningOf(field);
  return is === 'hash' || is === 'edition';
}

/** A record under its name; the one whose page it is needs no link. */
function shownRecord(id: string, { record, records, told }: Names): Html {
  if (id === record) return html`本件`;
  const called = told?.get(id);
  if (records === undefined) return html`<a href="/console/records/${id}">${called ?? '查看'}</a>`;
  const name = records.get(id);
  if (name !== undefined) return html`<a href="/console/records/${id}">${name}</a>`;
  return called === undefined ? html`<span class="soft">${UNSEEN}</span>` : html`${called}`;
}

function shownList(schema: Schema, values: readonly unknown[], names: Names): Html | null {
  if (values.length === 0) return null;
  const element = elementOf(schema);
  const table = shownTable(element, values, names);
  if (table) return table;
  if (values.every((value) => isShort(element, value, names))) return html`${wordsOf(schema, values, names)}`;
  const shown = values.map((value) => shownOf(element, value, names)).filter((one) => one !== null);
  return shown.length === 1
    ? html`${shown}`
    : html`<ul class="plain">${shown.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** Signs of which several words stand in one row. */
const SHORT = 8;

/** A word such as an hour or a choice, that is no link. */
function isShort(element: Schema, value: unknown, names: Names): boolean {
  if (typeof value !== 'string' || ['record', 'file', 'article'].includes(meaningOf(element).is ?? '')) return false;
  return plainWords(element, value, names).length <= SHORT;
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

function fileAddress(file: string, { record, sealed }: Names): string {
  const query = sealed ? `?sealed=${sealed}` : record ? `?record=${record}` : '';
  return `/console/files/${file}${query}`;
}
