/** 工作台: all that waits for the reader's organisation, of every kind, nearest deadline first; and what one may begin. */

import { html } from 'hono/html';
import { organisationOf } from '../../shared/county.ts';
import { listDrafts } from '../../shared/drafts/draft.ts';
import { type Unread, unreadOf } from '../../shared/drafts/opened.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { meaningOf } from '../../shared/meaning.ts';
import { valuesAt } from '../../shared/pages.ts';
import { civilDateOf, quarterOf } from '../../shared/time.ts';
import { from as fromAnswer, to as toAnswer } from '../http/answer-fields.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { recordsAt, shapeOf } from './answer-parts.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import { countWords, extentOf, pager, ROWS } from './extent.ts';
import { filterForm } from './filter-form.ts';
import { icon } from './icons.ts';
import { type Line, mayOpen, OPERATIONS, recordSchema, waitingDue } from './kinds.ts';
import { dayIn, lamp } from './lamp.ts';
import { type Address, addressIn, addressOf, plainAddress, queryOf } from './list-filters.ts';
import { cellOf, unreadDot } from './list-table.ts';
import { mailNotes } from './mail-notes.ts';
import { namedRecords } from './named-records.ts';
import { waitingWords } from './nav.ts';
import { openingSteps } from './opening-steps.ts';
import { ownerOf } from './owner.ts';
import { pageAnswer, seeOther } from './page.ts';
import { waitingChanges } from './pages/changes.ts';
import { circularsToIssue } from './pages/quarter-standing.ts';
import { waitingSealed } from './pages/sealed.ts';
import { pathOf } from './paths.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { subjectOf, wordsOf } from './words.ts';

const PATH = '/console/inbox';
/** Who issues circulars, and who is told when that is late. */
const ISSUERS = ['bureau-admin', 'government-office'] as const;

/** The page of all that waits. */
export async function inbox(call: PageCall): Promise<Answer> {
  const route = call.operation('readInbox');
  const plain = plainAddress(PATH, call.query as Address, route);
  if (plain !== null) return seeOther(plain);
  const query = queryOf(call.query as Address, route, call.actor, null);
  const asked = { query: { ...query, limit: String(ROWS) } };
  const { store, clock } = call.platform.ports;
  const [reader, { body }, counts, drafts, unread] = await Promise.all([
    readerOf(call, PATH),
    ask(call, route.id, asked),
    waitingWords(call, query.kind ?? ''),
    listDrafts(store, ownerOf(call), clock.now()),
    unreadOf(store, ownerOf(call), clock.now()),
  ]);
  const lines = body.items as Line[];
  const page = { items: lines, next: body.next as string | null, cursor: query.cursor };
  const [rows, extent] = await Promise.all([
    rowsOf(call, reader, lines, unread),
    extentOf(call, route.id, asked, page),
  ]);
  const filters = addressIn(query, call.query as Address);
  const here = addressOf(PATH, filters);
  // The government office reads the inbox of any organisation.
  const other =
    query.org === undefined || query.org === call.actor.org ? null : organisationOf(reader.facts.county, query.org);
  const whose = query.whose === 'others' ? '（由同事办理的）' : '';
  const title = `${other ? `${other.name}的` : ''}待办${whose} ${countWords(extent)}`;
  const narrowed = !other && ['section', 'handler', 'due'].some((name) => query[name] !== undefined);
  const content = html`<h1>${title}${narrowed && html` <span class="soft">待您办理的共 ${counts.mine} 件</span>`}</h1>
${!other && (await notesOf(call, reader, drafts.length))}
${filterForm(PATH, route, { filters }, reader, openings(call, reader))}
${lines.length === 0 ? nothing(call, narrowed || query.kind !== undefined) : table(reader, rows, here)}
${pager(PATH, filters, extent, page)}${!other && query.whose === 'mine' && colleagues(filters, counts.others)}`;
  return pageAnswer(framed(call, reader, { title, content, here }));
}

/** What waits for the organisation and is others' to do. */
function colleagues({ cursor: _, ...filters }: Address, others: string): Html {
  if (others === '0') return html``;
  return html`<p class="soft screen">另有 <a href="${addressOf(PATH, { ...filters, whose: 'others' })}">${others} 件由同事办理</a>。</p>`;
}

/** What comes here, and where what is only to be known stands. */
function nothing({ desk }: PageCall, narrowed: boolean): Html {
  if (narrowed) return html`<p class="empty">没有符合筛选条件的待办事项。可以去掉上面的筛选条件再看。</p>`;
  const informing = [...desk.kinds.values()].filter(({ states }) =>
    Object.values(states).some(({ informs }) => informs),
  );
  return html`<div class="empty"><p>没有待办事项。</p><p class="soft">这里列出需要您办理的推送、函件、问题等事项，期限近者在前。抄送本单位、只需知悉的，在 ${informing.map((kind, i) => html`${i > 0 && '、'}<a href="${addressOf(pathOf(kind), { standing: 'information' })}">${kind.label} → 供知悉</a>`)}。</p></div>`;
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
  const [steps, unconfirmed, changes, sealed, mails, circulars, referred] = await Promise.all([
    openingSteps(call, reader),
    unconfirmedNote(call, reader),
    waitingChanges(call),
    waitingSealed(call),
    mailNotes(call, reader.facts),
    issues ? circularsToIssue(call.desk, reader.facts) : '',
    referredTo(call),
  ]);
  return html`${steps}${invited(call)}${unconfirmed}${changes}${sealed}${mails}${beside(call, reader, drafts)}${circulars}${referred}${wholeCounty(call)}`;
}

/** That another county has made an account for whoever reads this. */
function invited({ session }: PageCall): Html {
  if (!session.otherCounties.waiting) return html``;
  return html`<p class="note"><a href="/console/county">另一个县（市、区）为您设置了账号，等待您同意</a></p>`;
}

/** What else is the reader's: forms that were begun, and whose work is done by deputy today (AB 角). */
function beside({ actor }: PageCall, { names }: Reader, drafts: number): Html {
  const { for: others = [] } = actor.deputy ?? {};
  const nameOf = (account: string): string => names.people.get(account) ?? account;
  return html`${others.length > 0 && html`<p class="note">您今天代 ${others.map(({ account }) => nameOf(account)).join('、')} 办理（AB 角），以下含其科室的待办。</p>`}${
    drafts > 0 && html`<p class="side"><a href="/console/drafts">草稿 ${drafts} 份</a></p>`
  }`;
}

/** The government office leads (art. 25): what is overdue elsewhere waits for no act of its own. */
function wholeCounty({ actor }: PageCall): Html {
  if (!actor.roles.includes('government-office')) return html``;
  return html`<p class="side"><a href="/console/county-wide">全县情况：各单位待办的和已超期的事项</a></p>`;
}

/** What has been referred to discipline inspection waits for no act here, and yet for its people. */
async function referredTo(call: PageCall): Promise<Html> {
  if (!call.actor.roles.includes('discipline')) return html``;
  const kinds = [...call.desk.kinds.values()].filter(({ referred }) => referred !== undefined);
  const each = kinds.map(async (kind) => {
    const query = { box: 'in', standing: 'open', limit: String(ROWS) };
    const { items, next } = (await ask(call, OPERATIONS.list(kind), { query })).body;
    const count = `${items.length}${next === null ? '' : '+'}`;
    const address = addressOf(pathOf(kind), { standing: 'open' });
    return items.length > 0 && html`<p class="note"><a href="${address}">移交本单位的${kind.label} ${count} 件</a></p>`;
  });
  return html`${await Promise.all(each)}`;
}

/** A line, and what it is told by beside its title, which names nobody. */
interface Row {
  readonly line: Line;
  readonly kind: AnyKind;
  readonly called: string;
  /** The day that people have chosen for it, such as that of a meeting; null where there is none. */
  readonly day: string | null;
  /** True where another organisation has sent it and the reader has not opened it. */
  readonly isUnread: boolean;
}

async function rowsOf(call: PageCall, reader: Reader, lines: readonly Line[], unread: Unread): Promise<Row[]> {
  const kinds = lines.map((line) => kindNamed(call.desk.kinds, String(line.kind)));
  const read = await Promise.all(lines.map((line, i) => calledOf(call, reader, kinds[i] as AnyKind, line)));
  const names = await namedRecords(
    call,
    read.flatMap(({ names: id }) => id ?? []),
  );
  const keys = lines.map(({ id }) => exchangeKey(call.desk.jurisdiction, String(id)));
  const stored = await valuesAt(call.desk.ports.store, keys);
  const records = new Map((stored as Exchange[]).map((exchange) => [exchange.id, exchange]));
  return lines.map((line, i) => {
    const { called = '', names: id } = read[i] ?? {};
    const kind = kinds[i] as AnyKind;
    const record = records.get(String(line.id));
    const day = (record && (kind.chosenDay?.(record)?.day ?? startOf(record))) ?? null;
    const isUnread = record !== undefined && record.from !== call.actor.org && unread(record.id, record.createdAt);
    return { line, kind, called: called || (names.get(id ?? '') ?? ''), day, isUnread };
  });
}

/** Of what takes place somewhere, such as a meeting to which one is invited, the day on which it begins. */
function startOf({ body }: Exchange): string | null {
  const { startsAt } = (body ?? {}) as { startsAt?: unknown };
  return typeof startsAt === 'number' ? civilDateOf(startsAt) : null;
}

/** What the kind's list opens it by, such as the party; else the record that it is about, such as a push. */
async function calledOf(
  call: PageCall,
  reader: Reader,
  kind: AnyKind,
  line: Line,
): Promise<{ called?: string; names?: string }> {
  const [{ body }, schema] = await Promise.all([
    ask(call, OPERATIONS.read(kind), { params: { id: String(line.id) } }),
    recordSchema(call, kind),
  ]);
  const link = kind.columns?.find((column) => column.link);
  const [about] = link ? recordsAt(schema, link, body as Line) : [];
  if (about !== undefined) return { names: about };
  if (link) return { called: cellOf(schema, link, body as Line, reader.names) };
  const names = Object.entries(shapeOf(schema) ?? {}).find(
    ([name, field]) => name !== 'id' && meaningOf(field).is === 'record' && typeof body[name] === 'string',
  );
  return names ? { names: body[names[0]] as string } : {};
}

function table({ facts, names }: Reader, rows: readonly Row[], here: string): Html {
  const cells = rows.map(({ line, kind, called, day, isUnread }) => {
    const partner = (line.from as { org: string }).org === names.org ? line.to : line.from;
    const words = wordsOf(partner === line.to ? toAnswer : fromAnswer, partner, { ...names, org: null });
    const due = waitingDue(kind, line);
    const when =
      due.due === null && day !== null
        ? html`<span class="lamp done">时间 ${dayIn(day, facts)}</span>`
        : lamp(due, facts);
    return html`<tr${isUnread ? html` class="unread"` : ''}><td class="keep" data-label="期限">${when}</td><td data-label="事项"><a class="t" href="${addressOf(`${pathOf(kind)}/${line.id}`, { list: here })}">${unreadDot(isUnread)}${subjectOf(called ?? '', String(line.title))}</a></td><td class="keep" data-label="种类">${kind.label}</td><td class="keep" data-label="状态">${stateOf(kind, line)}</td><td data-label="对方单位">${words}</td></tr>
`;
  });
  return html`<table class="cards"><caption class="unseen">待办事项，期限近者在前</caption><thead><tr><th scope="col">期限</th><th scope="col">事项</th><th scope="col">种类</th><th scope="col">状态</th><th scope="col">对方单位</th></tr></thead><tbody>${cells}</tbody></table>`;
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
