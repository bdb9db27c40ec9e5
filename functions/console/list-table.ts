/** The rows of a list by deadline, and what can be done to many of them at once. */

import { html } from 'hono/html';
import type * as z from 'zod';
import type { AnyKind, Column } from '../../shared/exchange/kind.ts';
import { parseInstant } from '../../shared/time.ts';
import { BATCH_AT_MOST } from '../exchanges/batch.ts';
import type { Html } from '../public/layout.ts';
import { fieldAt, type Names, valueAt } from './answer-parts.ts';
import { allChosen, batchButton, EVERY } from './choosing-all.ts';
import { newKey, tokenField } from './kept-form.ts';
import { type BatchAct, batchActsFor, columnsOf, type Line, placeOf } from './kinds.ts';
import { type Due, dayIn, lamp } from './lamp.ts';
import { type Address, addressOf, readdressed } from './list-filters.ts';
import { type Shown, shownDue } from './list-shown.ts';
import { pathOf } from './paths.ts';
import type { Reader } from './reader.ts';
import { wordsOf } from './words.ts';

/** The table, in a form where something can be done to many at once. */
export function table(shown: Shown): Html {
  const { kind, call, lines, query, here } = shown;
  const columns = withState(kind, columnsOf(kind, query.box ?? 'in'));
  const acts = batchActsFor(kind, call.actor).filter(({ fits }) => lines.some((line) => fits(placeOf(line))));
  const all = (call.query as Address).ticked === EVERY;
  const pick = acts.length > 0 && !all;
  const rows = lines.map((line) => rowOf(shown, columns, line, pick ? acts : null));
  const closed = lines.some((line) => !shownDue(shown, line).open) && !columns.some(isState);
  const inside = html`<table class="cards"><caption class="unseen">${kind.label}，${orderOf(query)}</caption><thead><tr>${
    pick && html`<th class="pick" scope="col">${everyOf(shown)}</th>`
  }<th scope="col">${closed ? '状态和期限' : '期限'}</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
  if (acts.length === 0) return inside;
  return html`<form method="post" action="${pathOf(kind)}/batch">${tokenField(call.session)}<input type="hidden" name="key" value="${newKey(call.platform.ports.random)}"><input type="hidden" name="back" value="${here}">
${inside}
<div class="bar">${all ? allChosen(shown, acts) : chosen(shown, acts)}</div></form>`;
}

/** In which order it stands. */
function orderOf({ box = 'in', standing }: Address): string {
  if (standing === 'waiting' || standing === 'open') return '期限近者在前';
  return box === 'in' && standing === undefined ? '未办结的在前，期限近者在前' : '新的在前';
}

/** What can be done to those that are ticked, and to how many of this page. */
function chosen({ lines, extent, here }: Shown, acts: readonly BatchAct[]): Html {
  const fitting = acts.map(({ fits }) => lines.filter((line) => fits(placeOf(line))).length);
  const told = acts.map(({ act }, i) => `可${act.label} ${fitting[i]} 件`).join('、');
  const further = extent.walked !== null && extent.total > lines.length;
  const every = readdressed(here, { cursor: undefined, ticked: EVERY });
  const buttons = acts.map(({ name, act }, i) => batchButton(name, `${act.label}所选`, i > 0));
  return html`${buttons}${further && html`<a href="${every}">选择本条件下全部 ${extent.total} 件</a>`}<span class="soft"><span data-picked></span>本页${told}。每件各自成败，结果逐件列出；一次最多 ${BATCH_AT_MOST} 件。</span>`;
}

const isState = ({ fields }: Column): boolean => fields.includes('status');

/** Where open records may be in several states, they say in which; of pushes the lamp says it. */
function withState({ many }: AnyKind, [first, ...others]: readonly Column[]): readonly Column[] {
  const all = first ? [first, ...others] : others;
  if (many || !first || all.some(isState)) return all;
  return [first, { title: '状态', fields: ['status'] }, ...others];
}

/** Ticks all rows of the page; where there is a script, its box stands in place of the link. */
function everyOf({ here, call }: Shown): Html {
  const all = (call.query as Address).ticked === 'all';
  const words = all ? '取消全选' : '全选';
  return html`<a data-every href="${readdressed(here, { ticked: all ? undefined : 'all' })}">${words}</a>`;
}

function rowOf(shown: Shown, columns: readonly Column[], line: Line, acts: readonly BatchAct[] | null): Html {
  const { call, kind, reader, schema, here, query, unread } = shown;
  const names: Names = reader.names;
  const ticked = (call.query as Address).ticked === 'all';
  const link = columns.find((column) => column.link);
  const called = link ? cellOf(schema, link, line, names) : '';
  const from = (line.from as { org?: string } | undefined)?.org;
  // A machine's own source, and not the organisation for which it acts.
  const bySystem = kind.many && typeof line.source === 'string' && line.source !== from;
  const heading = called || String(line.heading ?? kind.label);
  const due = shownDue(shown, line);
  // What others have dealt with is nothing to be read.
  const concerns = due.open || kind.states[String(line.status)]?.informs === true;
  const isUnread = (query.box ?? 'in') === 'in' && concerns && unread(String(line.id), sinceOf(line));
  const address = addressOf(`${pathOf(kind)}/${line.id}`, { list: here });
  const cells = columns.map((column) => {
    const words = cellOf(schema, column, line, names);
    if (column === link)
      return html`<td data-label="${column.title}"><a class="t" href="${address}">${unreadDot(isUnread)}${heading}</a>${bySystem && html` <span class="soft">系统推送</span>`}</td>`;
    const risks = column.fields.includes('decision') && (line.riskPoints as unknown[] | undefined)?.length;
    const short = words.length <= 22 && /\d/.test(words);
    return html`<td data-label="${column.title}" class="${[short && 'keep', words === '' && 'blank'].filter(Boolean).join(' ')}">${words || '—'}${
      risks ? html` <span class="lamp due">风险点 ${risks}</span>` : ''
    }</td>`;
  });
  const picks = acts?.some(({ fits }) => fits(placeOf(line)));
  return html`<tr${isUnread ? html` class="unread"` : ''}>${
    acts !== null &&
    html`<td class="pick">${picks && html`<label><input type="checkbox" name="ids" value="${line.id}"${ticked ? html` checked` : ''}><span class="unseen">选择 ${heading}</span></label>`}</td>`
  }<td class="keep" data-label="期限">${dueCell(due, columns.some(isState), reader)}</td>${cells}</tr>
`;
}

/** The mark of what the reader has not opened. */
export function unreadDot(isUnread: boolean): Html {
  return isUnread ? html`<span class="dot">●<span class="unseen">未读</span></span>` : html``;
}

/** How near the day is; of what is done its state, where no column says it, and the day that it had. */
function dueCell(due: Due, stateIsSaid: boolean, { facts }: Reader): Html {
  if (due.open) return lamp(due, facts);
  const day = due.due === null ? '' : dayIn(due.due, facts);
  if (!stateIsSaid) return html`${lamp(due, facts)}${day && html` <span class="soft">期限 ${day}</span>`}`;
  return html`<span class="soft">${due.late && '超期 '}${day || '—'}</span>`;
}

/** When a line's record came in. */
function sinceOf(line: Line): number {
  return parseInstant(String(line.pushedAt ?? line.createdAt)) ?? 0;
}

/** What stands in a column, in words. */
export function cellOf(schema: z.ZodType, { fields }: Column, line: Line, names: Names): string {
  const parts = fields.map((path) => {
    const field = fieldAt(schema, path);
    const to = line.to as { org?: string } | null;
    const known = path.startsWith('to.') ? { ...names, org: to?.org ?? names.org } : names;
    return field ? wordsOf(field, valueAt(line, path), known) : '';
  });
  return parts.filter((words) => words !== '').join('·');
}
