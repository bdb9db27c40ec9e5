/** 工作台: all that waits for the reader's organisation, of every kind, nearest deadline first; and what one may begin. */

import { html } from 'hono/html';
import { organisationOf } from '../../shared/county.ts';
import { listDrafts } from '../../shared/drafts/draft.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { civilDateOf, quarterOf } from '../../shared/time.ts';
import { from as fromAnswer, to as toAnswer } from '../http/answer-fields.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './declare.ts';
import { filterForm } from './filter-form.ts';
import { icon } from './icons.ts';
import { ownerOf } from './kept-form.ts';
import { dueOf, type Line, mayOpen, OPERATIONS, recordSchema } from './kinds.ts';
import { lamp } from './lamp.ts';
import { type Address, addressIn, addressOf, queryOf } from './list-filters.ts';
import { cellOf } from './list-page.ts';
import { waitingWords } from './nav.ts';
import { pageAnswer } from './page.ts';
import { circularsToIssue } from './pages/quarter-standing.ts';
import { pathOf } from './paths.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { wordsOf } from './words.ts';

const PATH = '/console/inbox';
const LINES = '50';
/** Who issues circulars, and who is told when that is late. */
const ISSUERS = ['bureau-admin', 'government-office'] as const;

/** The page of all that waits. */
export async function inbox(call: PageCall): Promise<Answer> {
  const route = call.operation('readInbox');
  const query = queryOf(call.query as Address, route, call.actor, null);
  const { store, clock } = call.platform.ports;
  const [reader, { body }, all, drafts] = await Promise.all([
    readerOf(call, PATH),
    ask(call, route.id, { query: { ...query, limit: LINES } }),
    waitingWords(call, query.kind ?? ''),
    listDrafts(store, ownerOf(call), clock.now()),
  ]);
  const lines = body.items as Line[];
  const called = await Promise.all(lines.map((line) => calledOf(call, reader, line)));
  const filters = addressIn(query, call.query as Address);
  const here = addressOf(PATH, filters);
  const count = body.next === null && query.cursor === undefined ? ` ${lines.length} 件` : '';
  // The government office reads the inbox of any organisation.
  const other =
    query.org === undefined || query.org === call.actor.org ? null : organisationOf(reader.facts.county, query.org);
  const title = `${other ? `${other.name}的` : ''}待办${count}`;
  const narrowed = !other && ['section', 'handler', 'due'].some((name) => query[name] !== undefined);
  const content = html`<h1>${title}${narrowed && html` <span class="soft">本单位共 ${all} 件</span>`}</h1>
${!other && (await notesOf(call, reader, drafts.length))}
${filterForm(PATH, route, { filters }, reader, openings(call, reader))}
${lines.length === 0 ? html`<p class="empty">没有待办事项。${query.section === 'mine' && '当前只看本人科室的，可以去掉上面的筛选条件再看。'}</p>` : table(call, reader, lines, called, here)}
${body.next !== null && html`<p class="more"><a class="button second" href="${addressOf(PATH, { ...filters, cursor: body.next })}">下一页</a></p>`}`;
  return pageAnswer(framed(call, reader, { title, content, here }));
}

/** For the organisation's administrator: that this quarter's accounts are to be confirmed, and by when (art. 16). */
async function unconfirmedNote(call: PageCall, { facts }: Reader): Promise<Html> {
  if (!call.actor.roles.includes('org-admin')) return html``;
  const { body } = await ask(call, 'readOrganisation', { params: { org: call.actor.org } });
  if ((body.confirmed as { quarter?: string } | null)?.quarter === quarterOf(civilDateOf(facts.now))) return html``;
  const late = String(body.confirmBy) < civilDateOf(facts.now);
  return html`<p class="note${late ? ' care' : ''}"><a href="/console/organisations/${call.actor.org}/confirm">确认本季度的账号</a>：${late ? `已于 ${body.confirmBy} 到期，尚未确认。` : `请于 ${body.confirmBy} 前确认。`}</p>`;
}

/** What stands above one's own inbox. */
async function notesOf(call: PageCall, reader: Reader, drafts: number): Promise<Html> {
  const issues = ISSUERS.some((role) => call.actor.roles.includes(role));
  const [unconfirmed, circulars, referred] = await Promise.all([
    unconfirmedNote(call, reader),
    issues ? circularsToIssue(call.desk, reader.facts) : '',
    referredTo(call),
  ]);
  return html`${unconfirmed}${beside(call, reader, drafts)}${circulars}${referred}`;
}

/** What else is the reader's: forms that were begun, and whose work is done by deputy today (AB 角). */
function beside({ actor }: PageCall, { names }: Reader, drafts: number): Html {
  const { for: others = [] } = actor.deputy ?? {};
  const nameOf = (account: string): string => names.people.get(account) ?? account;
  return html`${others.length > 0 && html`<p class="note">您今天代 ${others.map(({ account }) => nameOf(account)).join('、')} 办理（AB 角），以下含其科室的待办。</p>`}${
    drafts > 0 && html`<p class="side"><a href="/console/drafts">草稿 ${drafts} 份</a></p>`
  }`;
}

/** What has been referred to discipline inspection waits for no act here, and yet for its people. */
async function referredTo(call: PageCall): Promise<Html> {
  const kinds = [...call.desk.kinds.values()].filter(({ referred }) => referred !== undefined);
  if (!call.actor.roles.includes('discipline')) return html``;
  const each = kinds.map(async (kind) => {
    const query = { box: 'in', standing: 'open', limit: LINES };
    const { items, next } = (await ask(call, OPERATIONS.list(kind), { query })).body;
    const count = `${items.length}${next === null ? '' : '+'}`;
    const address = addressOf(pathOf(kind), { standing: 'open' });
    return items.length > 0 && html`<p class="note"><a href="${address}">移交本单位的${kind.label} ${count} 件</a></p>`;
  });
  return html`${await Promise.all(each)}`;
}

/** What the kind's list opens it by, such as the party, beside the title, which names nobody. */
async function calledOf(call: PageCall, reader: Reader, line: Line): Promise<string> {
  const kind = kindNamed(call.desk.kinds, String(line.kind));
  const link = kind.columns?.find((column) => column.link);
  if (!link) return '';
  const { body } = await ask(call, OPERATIONS.read(kind), { params: { id: String(line.id) } });
  return cellOf(await recordSchema(call, kind), link, body as Line, reader.names);
}

function table(call: PageCall, reader: Reader, lines: readonly Line[], called: readonly string[], here: string): Html {
  const rows = lines.map((line, i) => {
    const kind = kindNamed(call.desk.kinds, String(line.kind));
    const waits = { ...dueOf(kind, line), open: true };
    const partner = (line.from as { org: string }).org === call.actor.org ? line.to : line.from;
    const words = wordsOf(partner === line.to ? toAnswer : fromAnswer, partner, { ...reader.names, org: null });
    return html`<tr><td class="keep" data-label="期限">${lamp(waits, reader.facts)}</td><td data-label="事项"><a class="t" href="${addressOf(`${pathOf(kind)}/${line.id}`, { list: here })}">${called[i] && `${called[i]}　`}${line.title}</a></td><td class="keep" data-label="种类">${kind.label}</td><td class="keep" data-label="状态">${stateOf(kind, line)}</td><td data-label="对方单位">${words}</td></tr>
`;
  });
  return html`<table class="cards"><caption class="unseen">待办事项，期限近者在前</caption><thead><tr><th scope="col">期限</th><th scope="col">事项</th><th scope="col">种类</th><th scope="col">状态</th><th scope="col">对方单位</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Its state, and what is to be done where the state by itself does not say. */
function stateOf({ states, acts }: AnyKind, { status }: Line): string {
  const { label = '', asks } = states[String(status)] ?? {};
  const act = asks && acts[asks.act];
  return act ? `${label}，请${act.label}` : label;
}

/** What the reader may open by hand. */
function openings({ desk, actor }: PageCall, { facts }: Reader): Html {
  const may = [...desk.kinds.values()].filter((kind: AnyKind) => mayOpen(kind, actor, facts.county));
  return html`${may.map((kind) => html`<a href="${pathOf(kind)}/new">${icon('new')}${kind.opening?.label}</a>`)}`;
}
