/** Answers of the API's operations as tables and summaries, on pages that belong to no kind. */

import { html } from 'hono/html';
import * as z from 'zod';
import { titleOf } from '../../shared/meaning.ts';
import type { Html } from '../public/layout.ts';
import { fieldAt, type Names, valueAt } from './answer-parts.ts';
import { type Asked, ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Line } from './kinds.ts';
import { addressOf } from './list-filters.ts';
import { shownOf } from './shown.ts';

/** What an operation answered, with the schema that says what each value is. */
export interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations
  readonly body: any;
  readonly schema: z.ZodType;
  readonly etag: string | null;
}

export async function answered(call: PageCall, id: string, asked: Asked = {}): Promise<Answered> {
  const [{ body, headers }, schema] = await Promise.all([
    ask(call, id, asked),
    call.operation(id).answers[200]?.schema?.(),
  ]);
  return { body, schema: schema as z.ZodType, etag: headers?.etag ?? null };
}

/** The schema of one item of a list's answer. */
export function itemSchema(schema: z.ZodType, field = 'items'): z.ZodType {
  const list = fieldAt(schema, field);
  return list instanceof z.ZodArray ? (list.element as z.ZodType) : z.unknown();
}

export interface Columns {
  /** Paths of fields; the titles are the schema's. */
  readonly fields: readonly string[];
  /** Said above the table for those who do not see it. */
  readonly caption: string;
  /** Where the first column leads. */
  link?(row: Line): string | null;
  /** What can be done with a row, or else stands at its end. */
  each?(row: Line): Html | '';
  /** What `each` is called; 操作 where left out. */
  readonly eachTitle?: string;
  /** Said where there is no row. */
  readonly none?: string;
}

/** A table of rows at wide screens, cards at narrow ones. */
export function tableOf(schema: z.ZodType, rows: readonly Line[], names: Names, columns: Columns): Html {
  const { fields, caption, none = '没有记录。' } = columns;
  if (rows.length === 0) return html`<p class="empty">${none}</p>`;
  const heads = fields.map((field) => headOf(schema, field));
  const acts = columns.each ? html`<th scope="col">${columns.eachTitle ?? '操作'}</th>` : '';
  const table = html`<table class="cards"><caption class="unseen">${caption}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}${acts}</tr></thead><tbody>${rows.map((row) => rowOf(schema, row, names, columns, heads))}</tbody></table>`;
  return fields.length > MANY ? inOwnBox(caption, table) : table;
}

/** Columns that fit beside each other in every size of letters. */
const MANY = 7;

/** A table of many columns, which scrolls by itself where it does not fit: the page is no wider than its window. */
export function inOwnBox(caption: string, table: Html): Html {
  return html`<div class="box" role="region" aria-label="${caption}" tabindex="0">${table}</div>`;
}

function rowOf(schema: z.ZodType, row: Line, names: Names, columns: Columns, heads: readonly string[]): Html {
  const known = typeof row.org === 'string' ? { ...names, org: row.org } : names;
  const cells = columns.fields.map((path, i) => {
    const field = fieldAt(schema, path);
    const shown = field ? shownOf(field, valueAt(row, path), known) : null;
    const href = i === 0 ? columns.link?.(row) : null;
    const inside = href ? html`<a class="t" href="${href}">${shown ?? '查看'}</a>` : (shown ?? '');
    return html`<td data-label="${heads[i]}"${shown === null && !href ? html` class="blank"` : ''}>${inside}</td>`;
  });
  const each = columns.each?.(row);
  const acts =
    each === undefined
      ? ''
      : html`<td data-label="${columns.eachTitle ?? '操作'}"${each === '' ? html` class="blank"` : ''}>${each}</td>`;
  return html`<tr>${cells}${acts}</tr>
`;
}

/** What a column of that field is called. */
export function headOf(schema: z.ZodType, path: string): string {
  const field = fieldAt(schema, path);
  return (field && titleOf(field)) ?? path;
}

/** 下一页, where there is one. */
export function furtherOf(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  next: string | null,
): Html {
  if (next === null) return html``;
  return html`<p class="more"><a class="button second" href="${addressOf(path, { ...query, cursor: next } as Record<string, string>)}">下一页</a></p>`;
}
