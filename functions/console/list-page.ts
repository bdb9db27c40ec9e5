/** The list of a kind: tabs, filters, rows by deadline, and what can be done to many at once. */

import { html } from 'hono/html';
import type * as z from 'zod';
import { organisationOf } from '../../shared/county.ts';
import { type Unread, unreadOf } from '../../shared/drafts/opened.ts';
import type { AnyKind, AnyPersonAct, Column } from '../../shared/exchange/kind.ts';
import { meaningOf } from '../../shared/meaning.ts';
import { formatInstant, parseInstant } from '../../shared/time.ts';
import type { Answer, Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { fieldAt, type Names, valueAt } from './answer-parts.ts';
import { besideList } from './beside-list.ts';
import type { PageCall } from './declare.ts';
import { filterForm } from './filter-form.ts';
import { filtered } from './filtered.ts';
import { icon } from './icons.ts';
import { newKey, ownerOf, tokenField } from './kept-form.ts';
import { batchActsFor, columnsOf, dueOf, kindAt, type Line, lineSchema, mayOpen, OPERATIONS } from './kinds.ts';
import { lamp } from './lamp.ts';
import { type Address, addressOf, queryShape, wholeOf } from './list-filters.ts';
import { waitingWords } from './nav.ts';
import { pageAnswer } from './page.ts';
import { pathOf } from './paths.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { moment, wordsOf } from './words.ts';

/** Rows of a page. */
const LINES = '50';
/** Records that the API looks at for one page. */
const LOOKED_AT = 500;

/** The page of a list. */
export async function list(call: PageCall): Promise<Answer> {
  const kind = kindAt(call);
  const address = call.query as Address;
  const path = pathOf(kind);
  const route = call.operation(OPERATIONS.list(kind));
  const [reader, found, schema, unread, waiting] = await Promise.all([
    readerOf(call, path),
    filtered(call, route, kind, (query) => ({ query: { ...wholeOf(route, query), limit: LINES } })),
    lineSchema(call, kind),
    unreadOf(call.platform.ports.store, ownerOf(call), call.platform.ports.clock.now()),
    waitingWords(call, kind.kind),
  ]);
  const { query, filters, body } = found;
  const lines = body.items as Line[];
  const here = addressOf(path, filters);
  const shown: Shown = { call, kind, reader, schema, query, filters, lines, here, next: body.next, unread };
  const title = titleOf(shown);
  const content = html`<h1>${title}</h1>${noted(kind, address.done)}${tabs(kind, query, route)}${filterForm(path, route, found, reader, besideFilters(shown))}
<p class="paper">${call.actor.name} 打印于 ${moment(formatInstant(reader.facts.now))}</p>
${lines.length === 0 ? nothing(shown) : table(shown)}
${further(shown)}${waitingNote(shown, waiting)}`;
  return pageAnswer(framed(call, reader, { title, content, here }));
}

/** What a list page shows. */
interface Shown {
  readonly call: PageCall;
  readonly kind: AnyKind;
  readonly reader: Reader;
  readonly schema: z.ZodType;
  readonly query: Address;
  /** The same, with what is to be none. */
  readonly filters: Address;
  readonly lines: readonly Line[];
  /** Its own address. */
  readonly here: string;
  readonly next: string | null;
  readonly unread: Unread;
}

/** 推送：待办 50 件，其中 2 件今天截止. */
function titleOf({ kind, query, lines, reader, next }: Shown): string {
  const side = { in: '', out: '发出的', part: '参与的' }[query.box ?? 'in'] ?? '';
  const standing =
    { waiting: '待办', open: '未办结', closed: '已办', information: '供知悉' }[query.standing ?? ''] ?? '';
  const state = query.status === undefined ? '' : (kind.states[query.status]?.label ?? '');
  const count = next === null && query.cursor === undefined ? ` ${lines.length} 件` : '';
  const hot = lines.filter((line) => lampIsHot(kind, line, reader)).length;
  const other = query.org === undefined ? undefined : organisationOf(reader.facts.county, query.org);
  return `${other ? `${other.name}的` : ''}${side}${kind.label}${standing || state ? `·${state || standing}` : ''}${count}${hot > 0 ? `，其中 ${hot} 件今天截止或已超期` : ''}`;
}

/**
 * What the navigation counts, in words, where this page lists another number: some wait in states that are closed here.
 */
function waitingNote({ kind, query, lines, next }: Shown, waiting: string): Html {
  const { box = 'in', standing, status } = query;
  const same = next === null && query.cursor === undefined && waiting === String(lines.length);
  if (box !== 'in' || standing !== 'waiting' || status !== undefined || waiting === '0' || same) return html``;
  return html`<p class="soft screen">等本单位办理的${kind.label}共 ${waiting} 件，<a href="${addressOf('/console/inbox', { kind: kind.kind, section: 'all' })}">在工作台中查看</a>。</p>`;
}

function lampIsHot(kind: AnyKind, line: Line, { facts }: Reader): boolean {
  const { open, due, late } = dueOf(kind, line);
  return open && (late || (due !== null && due <= formatInstant(facts.now).slice(0, 10)));
}

function tabs(kind: AnyKind, { box = 'in', standing = 'all', status, org }: Address, route: Route): Html {
  const path = pathOf(kind);
  const { box: sides } = queryShape(route);
  const boxes = Object.entries(sides ? (meaningOf(sides).words ?? {}) : {});
  const informs = Object.values(kind.states).some((state) => state.informs);
  const tab = (label: string, address: Address, here: boolean): Html =>
    html`<li><a href="${addressOf(path, { ...address, org })}"${here ? html` aria-current="page"` : ''}>${label}</a></li>`;
  const standings = Object.entries({
    waiting: '待办',
    closed: '已办',
    ...(informs && { information: '供知悉' }),
    all: '全部',
  });
  return html`<ul class="tabs">${standings.map(([name, label]) =>
    tab(label, { standing: name }, box === 'in' && status === undefined && standing === name),
  )}${boxes.filter(([name]) => name !== 'in').map(([name, label]) => tab(label, { box: name }, box === name))}</ul>`;
}

function besideFilters({ kind, filters: { cursor: _cursor, ...filters }, call, here, reader }: Shown): Html {
  const opens = mayOpen(kind, call.actor, reader.facts.county);
  return html`<a href="${addressOf(`${pathOf(kind)}/export`, filters)}">${icon('sheet')}导出 Excel</a><a href="${here}" data-print hidden>${icon('print')}打印</a>${
    opens && html`<a class="button second" href="${pathOf(kind)}/new">${icon('new')}${kind.opening?.label}</a>`
  }${besideList(call, kind)}`;
}

function table(shown: Shown): Html {
  const { kind, call, lines, query, here } = shown;
  const columns = withState(kind, columnsOf(kind, query.box ?? 'in'));
  const acts = batchActsFor(kind, call.actor, lines);
  const pick = acts.length > 0;
  const rows = lines.map((line) => rowOf(shown, columns, line, pick));
  const inside = html`<table class="cards"><caption class="unseen">${kind.label}，${(query.box ?? 'in') === 'in' ? '期限近者' : '新的'}在前</caption><thead><tr>${
    pick && html`<th class="pick" scope="col">${everyOf(shown)}</th>`
  }<th scope="col">期限</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
  if (!pick) return inside;
  return html`<form method="post" action="${pathOf(kind)}/batch">${tokenField(call.session)}<input type="hidden" name="key" value="${newKey(call.platform.ports.random)}"><input type="hidden" name="back" value="${here}">
${inside}
<div class="bar">${acts.map(batchButton)}<span class="soft"><span data-picked></span>每件各自成败，结果逐件列出；一次最多 100 件。</span></div></form>`;
}

/** Where open records may be in several states, they say in which; of pushes the lamp says it. */
function withState({ many }: AnyKind, [first, ...others]: readonly Column[]): readonly Column[] {
  const all = first ? [first, ...others] : others;
  if (many || !first || all.some(({ fields }) => fields.includes('status'))) return all;
  return [first, { title: '状态', fields: ['status'] }, ...others];
}

/** Ticks all rows of the page; where there is a script, its box stands in place of the link. */
function everyOf({ here, call }: Shown): Html {
  const all = (call.query as Address).ticked === 'all';
  const [path, search] = here.split('?') as [string, string?];
  const others = Object.fromEntries(new URLSearchParams(search));
  const words = all ? '取消全选' : '全选';
  return html`<a data-every href="${addressOf(path, { ...others, ticked: all ? undefined : 'all' })}">${words}</a>`;
}

function batchButton([name, { label }]: [string, AnyPersonAct], i: number): Html {
  return html`<button name="act" value="${name}"${i > 0 ? html` class="second"` : ''}>${label}所选</button>`;
}

function rowOf(
  { call, kind, reader, schema, here, query, unread }: Shown,
  columns: readonly Column[],
  line: Line,
  pick: boolean,
): Html {
  const names: Names = reader.names;
  const ticked = (call.query as Address).ticked === 'all';
  const link = columns.find((column) => column.link);
  const called = link ? cellOf(schema, link, line, names) : '';
  const from = (line.from as { org?: string } | undefined)?.org;
  // A machine's own source, and not the organisation for which it acts.
  const bySystem = kind.many && typeof line.source === 'string' && line.source !== from;
  const heading = called || String(line.heading ?? kind.label);
  const isUnread = (query.box ?? 'in') === 'in' && unread(String(line.id), sinceOf(line));
  const dot = isUnread ? html`<span class="dot">●<span class="unseen">未读</span></span>` : '';
  const address = addressOf(`${pathOf(kind)}/${line.id}`, { list: here });
  const cells = columns.map((column) => {
    const words = cellOf(schema, column, line, names);
    if (column === link)
      return html`<td data-label="${column.title}"><a class="t" href="${address}">${dot}${heading}</a>${bySystem && html` <span class="soft">系统推送</span>`}</td>`;
    const risks = column.fields.includes('decision') && (line.riskPoints as unknown[] | undefined)?.length;
    const short = words.length <= 22 && /\d/.test(words);
    return html`<td data-label="${column.title}" class="${[short && 'keep', words === '' && 'blank'].filter(Boolean).join(' ')}">${words || '—'}${
      risks ? html` <span class="lamp due">风险点 ${risks}</span>` : ''
    }</td>`;
  });
  return html`<tr${isUnread ? html` class="unread"` : ''}>${
    pick &&
    html`<td class="pick"><label><input type="checkbox" name="ids" value="${line.id}"${ticked ? html` checked` : ''}><span class="unseen">选择 ${heading}</span></label></td>`
  }<td class="keep" data-label="期限">${lamp(dueOf(kind, line), reader.facts)}</td>${cells}</tr>
`;
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

function nothing({ query, kind, next }: Shown): Html {
  if (next !== null) return html``;
  const filtered = Object.keys(query).some((name) => !['box', 'standing', 'cursor'].includes(name));
  return html`<p class="empty">没有${filtered ? '符合筛选条件的' : ''}${kind.label}。${filtered ? '可以去掉上面的筛选条件再看。' : ''}</p>`;
}

/** 已查阅 500 件，找到 n 件，继续往前找; or simply the next page. */
function further({ lines, next, filters: query, kind }: Shown): Html {
  const path = pathOf(kind);
  const first =
    query.cursor === undefined
      ? ''
      : html`<a href="${addressOf(path, { ...query, cursor: undefined })}">回到第一页</a>`;
  if (next === null) return html`<p class="more">${first}</p>`;
  const onwards = addressOf(path, { ...query, cursor: next });
  if (lines.length >= Number(LINES))
    return html`<p class="more">${first}<a class="button second" href="${onwards}">下一页</a></p>`;
  return html`<p class="more">${first}<span>已查阅 ${LOOKED_AT} 件，找到 ${lines.length} 件。</span><a class="button second" href="${onwards}">继续往前找</a></p>`;
}

/** What was done just now, on coming back; an address that says anything else is not believed. */
export function noted(kind: AnyKind, done: string | undefined): Html {
  const label = done === undefined ? undefined : done === 'open' ? kind.opening?.label : kind.acts[done]?.label;
  return label === undefined ? html`` : html`<p class="note good" role="status">✓ 已办理：${label}。</p>`;
}
