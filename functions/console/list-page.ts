/** The list of a kind: tabs, filters, rows, pages, and what comes here where there is nothing. */

import { html } from 'hono/html';
import { organisationOf } from '../../shared/county.ts';
import { unreadOf } from '../../shared/drafts/opened.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { presentWaiting } from '../../shared/exchange/present.ts';
import { meaningOf } from '../../shared/meaning.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer, Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { besideList } from './beside-list.ts';
import type { PageCall } from './call.ts';
import { EVERY } from './choosing-all.ts';
import { countWords, extentOf, pager, ROWS } from './extent.ts';
import { filterForm } from './filter-form.ts';
import { filtered } from './filtered.ts';
import { icon } from './icons.ts';
import { columnsOf, kindAt, type Line, lineSchema, mayOpen, OPERATIONS, waitingIn } from './kinds.ts';
import { lampOf } from './lamp.ts';
import { type Address, addressOf, pageOf, plainAddress, queryShape } from './list-filters.ts';
import { type Shown, shownDue } from './list-shown.ts';
import { table } from './list-table.ts';
import { waitingWords } from './nav.ts';
import { ownerOf } from './owner.ts';
import { pageAnswer, seeOther } from './page.ts';
import { pathOf } from './paths.ts';
import { namesOfLines } from './people-named.ts';
import { framed, readerOf } from './reader.ts';
import { moment } from './words.ts';

/** Records that the API looks at for one page. */
const LOOKED_AT = 500;

/** The page of a list. */
export async function list(call: PageCall): Promise<Answer> {
  const kind = kindAt(call);
  const address = call.query as Address;
  const path = pathOf(kind);
  const route = call.operation(OPERATIONS.list(kind));
  const plain = plainAddress(path, address, route);
  if (plain !== null) return seeOther(plain);
  const [reader, found, schema, unread, counts] = await Promise.all([
    readerOf(call, path),
    filtered(call, route, kind, (query) => ({ query: { ...pageOf(route, query), limit: String(ROWS) } })),
    lineSchema(call, kind),
    unreadOf(call.platform.ports.store, ownerOf(call), call.platform.ports.clock.now()),
    waitingWords(call, kind.kind),
  ]);
  const { query, filters, body } = found;
  const lines = body.items as Line[];
  const org = query.org ?? call.actor.org;
  const [waiting, extent] = await Promise.all([
    waitingIn(call, kind, lines, { org, facts: reader.facts }),
    extentOf(call, route.id, found.asked, { ...body, cursor: query.cursor }),
  ]);
  const names = await namesOfLines(call, reader.names, schema, lines, columnsOf(kind, query.box ?? 'in'));
  const here = addressOf(path, filters);
  const shown: Shown = {
    ...{ call, kind, reader: { ...reader, names }, schema, query, filters, lines, waiting, here },
    ...{ next: body.next, extent, unread },
  };
  const title = titleOf(shown);
  const content = html`<h1>${title}</h1>${noted(kind, address.done)}${tabs(kind, query, route)}${filterForm(path, route, found, reader, besideFilters(shown))}
<p class="paper">${reader.orgName}　${call.actor.name} 打印于 ${moment(formatInstant(reader.facts.now))}</p>
${found.wrong.length > 0 ? '' : lines.length === 0 ? nothing(shown, counts) : table(shown)}
${further(shown)}${waitingNotes(shown, counts)}`;
  return pageAnswer(framed(call, reader, { title, content, here }));
}

/** 推送：待办 120 件，其中 2 件今天截止或已超期. */
function titleOf(shown: Shown): string {
  const { kind, query, reader, extent } = shown;
  const standing =
    { waiting: '待办', open: '未办结', closed: '已办', information: '供知悉' }[query.standing ?? ''] ?? '';
  const state = query.status === undefined ? '' : (kind.states[query.status]?.label ?? '');
  const received = standing === '' && state === '' && !kind.unaddressed ? RECEIVED : '';
  const side = { in: received, out: '发出的', part: '参与的' }[query.box ?? 'in'] ?? '';
  const hot = hotOf(shown);
  const other = query.org === undefined ? undefined : organisationOf(reader.facts.county, query.org);
  const whose = query.whose === 'others' ? '（由同事办理的）' : '';
  return `${other?.name ?? ''}${other && side === '' ? '的' : ''}${side}${kind.label}${standing || state ? `·${state || standing}` : ''}${whose} ${countWords(extent)}${hot > 0 ? `，其中 ${hot} 件今天截止或已超期` : ''}`;
}

/** How many of the whole list are due today or overdue, as far as it was counted. */
function hotOf(shown: Shown): number {
  const { kind, lines, extent, query, reader } = shown;
  const isHot = (line: Line): boolean => lampOf(shownDue(shown, line), reader.facts).look === 'late';
  if (extent.walked === null) return lines.filter(isHot).length;
  const all = extent.walked.map((exchange): Line => presentWaiting(kind, exchange));
  // All of a list of what waits does; of others a closed one that waits is known on its own page alone.
  const waiting = query.standing === 'waiting' ? new Map(all.map((line) => [String(line.id), line])) : shown.waiting;
  return all.filter((line) => lampOf(shownDue({ kind, waiting }, line), reader.facts).look === 'late').length;
}

/** What a list has that names no side: of a kind that is addressed to somebody, what one was addressed by. */
const RECEIVED = '收到的';

type Counts = Awaited<ReturnType<typeof waitingWords>>;

/** How many the navigation counts, where filters leave others; and how many colleagues have at hand. */
function waitingNotes({ kind, query, extent }: Shown, { mine, others }: Counts): Html {
  const { box = 'in', standing, whose, org } = query;
  if (box !== 'in' || standing !== 'waiting' || org !== undefined) return html``;
  const all = addressOf('/console/inbox', { kind: kind.kind });
  const differs = isNarrowed(query) && mine !== '0' && mine !== String(extent.total);
  const theirs = addressOf(pathOf(kind), { standing: 'waiting', whose: 'others' });
  return html`${differs && html`<p class="soft screen">待您办理的${kind.label}共 ${mine} 件，<a href="${all}">在工作台中查看</a>。</p>`}${
    whose === 'mine' &&
    others !== '0' &&
    html`<p class="soft screen">另有 <a href="${theirs}">${others} 件由同事办理</a>。</p>`
  }`;
}

/** Whether it is less than one of the tabs shows. */
function isNarrowed(query: Address): boolean {
  return Object.keys(query).some((name) => !['box', 'standing', 'cursor', 'whose'].includes(name));
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
    all: kind.unaddressed ? '全部' : RECEIVED,
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

/** What comes here, and where else to look. */
function nothing({ query, kind, next }: Shown, { others }: Counts): Html {
  if (next !== null) return html``;
  const { box = 'in', standing } = query;
  if (isNarrowed(query))
    return html`<p class="empty">没有符合筛选条件的${kind.label}。可以去掉上面的筛选条件再看。</p>`;
  const informs = Object.values(kind.states).some((state) => state.informs);
  const waits = box === 'in' && standing === 'waiting';
  const path = pathOf(kind);
  const sent = html`本单位发出的在 <a href="${addressOf(path, { box: 'out' })}">发出的</a>`;
  const received = box === 'in' && !waits && !kind.unaddressed;
  const what = { closed: '已办的', information: '供知悉的' }[standing ?? ''] ?? (received ? RECEIVED : '');
  return html`<div class="empty"><p>没有${!waits && what}${kind.label}${waits && '待您办理'}。${waits && others !== '0' && html`由同事办理的有 ${others} 件。`}</p>${
    kind.menu?.comes && html`<p class="soft">这里列出：${kind.menu.comes}</p>`
  }${waits && html`<p class="soft">办过的在 <a href="${addressOf(path, { standing: 'closed' })}">已办</a>，${sent}${informs && html`，抄送本单位的在 <a href="${addressOf(path, { standing: 'information' })}">供知悉</a>`}。</p>`}${received && html`<p class="soft">${sent}，等您办理的在 <a href="${addressOf(path, { standing: 'waiting' })}">待办</a>。</p>`}</div>`;
}

/** 上一页、下一页; where a page ended early: 已查阅 500 件，找到 n 件，继续往前找. */
function further({ lines, next, filters, query, kind, extent, call }: Shown): Html {
  if ((call.query as Address).ticked === EVERY) return html``;
  const short = next !== null && lines.length < ROWS;
  const page = { items: lines, next, cursor: query.cursor };
  const words = short ? html`<span>已查阅 ${LOOKED_AT} 件，找到 ${lines.length} 件。</span>` : '';
  return pager(pathOf(kind), filters, extent, page, words);
}

/**
 * What was done just now, on coming back, and the state that it led to, or to whom it went; an address that
 * says anything else is not believed.
 */
export function noted(
  kind: AnyKind,
  done: string | undefined,
  { state, whom }: { readonly state?: string | undefined; readonly whom?: string | undefined } = {},
): Html {
  const label = done === undefined ? undefined : done === 'open' ? kind.opening?.label : kind.acts[done]?.label;
  const since = whom !== undefined ? `，${whom}` : state === undefined ? '' : `，现为“${state}”`;
  return label === undefined ? html`` : html`<p class="note good" role="status">✓ 已办理：${label}${since}。</p>`;
}
