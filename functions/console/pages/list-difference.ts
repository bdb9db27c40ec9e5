/** 边界清单: what differs between two lists, each change with the old and the new beside each other. */
import { html } from 'hono/html';
import type * as z from 'zod';
import { bureauOf } from '../../../shared/county.ts';
import { titleOf } from '../../../shared/meaning.ts';
import type { Html } from '../../public/layout.ts';
import { fieldAt, type Names } from '../answer-parts.ts';
import { itemSchema } from '../answer-table.ts';
import { type Compared, comparedTable } from '../compared.ts';
import type { Line } from '../kinds.ts';
import { shownOf } from '../shown.ts';

/** As the API answers it. */
export interface Difference {
  readonly added: readonly Line[];
  readonly dropped: readonly Line[];
  readonly changed: readonly { readonly code: string; readonly fields: readonly FieldChange[] }[];
}

interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What a change says of a row beside what it changes: the department, whose sections have their names, and the name.
 */
export type RowsBeside = ReadonlyMap<string, Line>;

/** The codes of changed rows of which a page has to know more than the difference says. */
export function codesBeside({ changed }: Difference): readonly string[] {
  return changed.map(({ code }) => code);
}

/** `schema`: of the difference. `where`: the address of a row, where there is one. */
export function shownDifference(
  schema: z.ZodType,
  difference: Difference,
  names: Names,
  beside: RowsBeside,
  where?: (code: string) => string,
): Html {
  const { added, dropped, changed } = difference;
  const row = itemSchema(schema, 'added');
  if (added.length + dropped.length + changed.length === 0) return html`<p class="empty">没有差异。</p>`;
  return html`<p>新增 ${added.length} 项，改动 ${changed.length} 项，取消 ${dropped.length} 项。</p>
${changed.length > 0 && html`<h2>改动 ${changed.length} 项</h2>${changed.map((one) => changedRow(row, one, names, beside, where))}`}
${added.length > 0 && html`<h2>新增 ${added.length} 项</h2>${wholeRows(row, added, names, '新增的事项', where)}`}
${dropped.length > 0 && html`<h2>取消 ${dropped.length} 项</h2>${wholeRows(row, dropped, names, '取消的事项')}`}`;
}

function changedRow(
  schema: z.ZodType,
  { code, fields }: Difference['changed'][number],
  names: Names,
  beside: RowsBeside,
  where?: (code: string) => string,
): Html {
  const row = beside.get(code);
  const lines = fields.map(({ field, before, after }): Compared => {
    const known = fieldAt(schema, field);
    const shown = (value: unknown, side: 'before' | 'after'): Html | null =>
      known ? shownOf(known, value, namesOf(field, side, fields, row, names)) : null;
    return {
      title: (known && titleOf(known)) ?? field,
      before: shown(before, 'before'),
      after: shown(after, 'after'),
    };
  });
  const heading = html`${row?.name ?? code} <span class="soft number">${code}</span>`;
  return html`<h3>${where ? html`<a href="${where(code)}">${heading}</a>` : heading}</h3>
${comparedTable(lines, { caption: `${code} 的改动`, before: '此前', after: '此后' })}`;
}

/** A section is one of the bureau where it approves, else of the department on that side of the change. */
function namesOf(
  field: string,
  side: 'before' | 'after',
  fields: readonly FieldChange[],
  row: Line | undefined,
  names: Names,
): Names {
  if (field === 'approvingSection') return { ...names, org: bureauOf(names.county).code };
  if (field !== 'section') return names;
  const department = fields.find((one) => one.field === 'department');
  const org = department ? department[side] : row?.department;
  return { ...names, org: (org as string | null | undefined) ?? '' };
}

/** Rows as a table: what it is, who approves, who supervises. */
export function wholeRows(
  schema: z.ZodType,
  rows: readonly Line[],
  names: Names,
  caption: string,
  where?: (code: string) => string,
): Html {
  const shown = (row: Line, field: string, org?: string): Html | string => {
    const known = fieldAt(schema, field);
    return (known && shownOf(known, row[field], { ...names, ...(org !== undefined && { org }) })) ?? '';
  };
  const bureau = bureauOf(names.county).code;
  const lines = rows.map((row) => {
    const { code, name, department } = row as { code: string; name: string; department: string | null };
    const supervisor =
      department === null
        ? html`逐件指定：${shown(row, 'candidates') || '推送时确定'}`
        : html`${shown(row, 'department')} ${shown(row, 'section', department)}`;
    return html`<tr><td data-label="事项">${where ? html`<a class="t" href="${where(code)}">${name}</a>` : name}</td><td class="keep" data-label="编码">${code}</td><td data-label="审批科室">${shown(row, 'approvingSection', bureau)}</td><td data-label="监管单位">${supervisor}</td><td data-label="互动环节">${shown(row, 'stages')}</td></tr>
`;
  });
  return html`<table class="cards"><caption class="unseen">${caption}</caption><thead><tr><th scope="col">事项</th><th scope="col">编码</th><th scope="col">审批科室</th><th scope="col">监管单位</th><th scope="col">互动环节</th></tr></thead><tbody>${lines}</tbody></table>`;
}
