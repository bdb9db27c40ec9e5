/** A draft of the boundary list: what it changes, whose word is missing, what can be done now; and all of its rows. */

import { html } from 'hono/html';
import { orgName } from '../../../shared/county.ts';
import type { AnyKind } from '../../../shared/exchange/kind.ts';
import { kindNamed } from '../../../shared/exchange/run.ts';
import type { Html } from '../../public/layout.ts';
import type { fieldAt, Names } from '../answer-parts.ts';
import { answered, furtherOf, itemSchema, tableOf } from '../answer-table.ts';
import { ask } from '../ask.ts';
import type { PageCall } from '../call.ts';
import { actAt, dueOf, type Line, OPERATIONS } from '../kinds.ts';
import { lamp } from '../lamp.ts';
import type { Show } from '../own-page.ts';
import type { Reader } from '../reader.ts';
import { actAddress, buttons } from '../record-page.ts';
import { codesBeside, type Difference, type RowsBeside, shownDifference, wholeRows } from './list-difference.ts';

export type { Difference } from './list-difference.ts';

export const DRAFTS = '/console/boundary-list-drafts';
const ROWS = '50';

/** Where the page of a draft's rows is. */
export function rowsAddress(id: string | undefined): string {
  return `${DRAFTS}/${id}/rows`;
}

/** Where its rows are as a workbook. */
export function workbookAddress(id: string | undefined): string {
  return `${DRAFTS}/${id}/workbook`;
}

/** True where the reader may change rows of the draft now. */
function edits({ actor }: PageCall, { status }: Line): boolean {
  return status === 'editing' && actor.roles.includes('bureau-admin');
}

/** What the draft changes, and what is open and with whom. */
export const draftRows: Show = async (call, reader) => {
  const kind = kindNamed(call.desk.kinds, 'list-draft');
  const { params } = call;
  const [{ body: draft, schema }, { body: changes, schema: ofChanges }] = await Promise.all([
    answered(call, OPERATIONS.read(kind), { params }),
    answered(call, 'readDraftDifference', { params }),
  ]);
  const all = (call.query as { view?: string }).view === 'all';
  const at = rowsAddress(params.id);
  const where = edits(call, draft) ? (code: string) => `${at}/${encodeURIComponent(code)}` : undefined;
  const beside = await rowsOfDraft(call, changes as Difference);
  const content = html`<p class="crumb"><a href="${DRAFTS}/${params.id}">← 返回草案</a></p>
<h1>${draft.heading}</h1>
<p class="state">${lamp(dueOf(kind, draft), reader.facts)}<span>${kind.states[draft.status]?.label}</span></p>
${draft.note && html`<p class="written">${draft.note}</p>`}
${conflicts(draft)}
${acts(call, kind, draft)}
${where && tools(call, at)}
${confirmations(call, schema, draft, reader)}
${views(at, all)}
${all ? await wholeDraft(call, reader.names, where) : shownDifference(ofChanges, changes as Difference, reader.names, beside, where)}`;
  return { title: String(draft.heading), content };
};

function conflicts({ conflicts: codes = [] }: { conflicts?: readonly string[] }): Html | '' {
  if (codes.length === 0) return '';
  return html`<p class="note care">以下事项草案与新施行的上级规定都有改动，已按上级规定处理，请核对：${codes.join('、')}。</p>`;
}

/** The acts of the record, as its own page has them. */
function acts(call: PageCall, kind: AnyKind, draft: Line): Html {
  const open = draft.acts as string[];
  const dangers = open.filter((name) => actAt(kind, name).danger && name !== 'quarantine');
  return html`${buttons(call, kind, open, undefined)}${
    dangers.length > 0 &&
    html`<p class="side screen">${dangers.map((name) => html`<a href="${actAddress(kind, call.params.id, name, undefined)}">${actAt(kind, name).label}…</a>`)}</p>`
  }`;
}

function tools(call: PageCall, at: string): Html {
  return html`<p class="side screen"><a class="button second" href="${at}/new">新增事项…</a><a class="button second" href="${at.replace(/rows$/, 'import')}">用表格导入…</a><a href="${workbookAddress(call.params.id)}">下载草案的表格</a><span class="soft">点击事项名称可以修改。</span></p>`;
}

/** Whose word is there, whose is missing, and what the reader can do about it. */
function confirmations(call: PageCall, schema: Parameters<typeof fieldAt>[0], draft: Line, { names }: Reader): Html {
  const all = (draft.confirmations ?? []) as { org: string; state: string; letter: string }[];
  if (all.length === 0) return html``;
  const nameOf = (org: string): string => orgName(names.county, org);
  const waits = all.filter(({ state }) => state === 'asked').map(({ org }) => nameOf(org));
  const settles = all.filter(({ state }) => state === 'objected' || state === 'silent').map(({ org }) => nameOf(org));
  const settling = (draft.acts as string[]).includes('settle');
  const again = draft.status === 'editing';
  const each = (row: Line): Html | '' => {
    if (!again && row.state === 'asked' && row.org === call.actor.org)
      return html`<a href="/console/letters/${row.letter}/reply">答复：同意或不同意…</a>`;
    if (settling && (row.state === 'objected' || row.state === 'silent'))
      return html`<a href="${DRAFTS}/${call.params.id}/settle?org=${row.org}">裁定…</a>`;
    return row.org === call.actor.org || draft.from === call.actor.org
      ? html`<a href="/console/records/${row.letter}">函件</a>`
      : '';
  };
  const fields = ['org', 'state', 'askedAt', 'repliedAt', 'settledAt', 'reason'];
  const state = again
    ? html`<p>草案已退回修改。以下为上次提交时的情况；再次提交后，所涉改动有变化的和尚未答复的单位重新答复。</p>`
    : html`<p>${waits.length > 0 && html`待答复：${waits.join('、')}。`}${settles.length > 0 && html`待县政府办公室裁定：${settles.join('、')}。`}${waits.length + settles.length === 0 && '有关单位均已确认。'}</p>`;
  return html`<h2>各单位的确认</h2>
${state}
${tableOf(itemSchema(schema as never, 'confirmations'), all as unknown as Line[], names, { fields, caption: '各单位的确认', each })}`;
}

function views(at: string, all: boolean): Html {
  const tab = (href: string, label: string, here: boolean): Html =>
    html`<li><a href="${href}"${here ? html` aria-current="page"` : ''}>${label}</a></li>`;
  return html`<h2 class="unseen">事项</h2><ul class="tabs">${tab(at, '与所依据版本的差异', !all)}${tab(`${at}?view=all`, '全部事项', all)}</ul>`;
}

async function wholeDraft(call: PageCall, names: Names, where?: (code: string) => string): Promise<Html> {
  const { cursor } = call.query as { cursor?: string };
  const { params } = call;
  const { body, schema } = await answered(call, 'listDraftRows', { params, query: { limit: ROWS, cursor } });
  return html`${wholeRows(itemSchema(schema), body.items, names, '草案的全部事项', where)}${furtherOf(rowsAddress(params.id), { view: 'all' }, body.next)}`;
}

/** The changed rows as the draft has them. */
export async function rowsOfDraft(call: PageCall, difference: Difference): Promise<RowsBeside> {
  const wanted = new Set(codesBeside(difference));
  const found = new Map<string, Line>();
  let cursor: string | undefined;
  while (found.size < wanted.size) {
    const { body } = await ask(call, 'listDraftRows', { params: call.params, query: { limit: '200', cursor } });
    for (const row of body.items as { code: string }[]) if (wanted.has(row.code)) found.set(row.code, row as never);
    if (body.next === null) break;
    cursor = body.next;
  }
  return found;
}
