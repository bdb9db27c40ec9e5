/** A record: how near its deadline is and why, what can be done with it, what it says, and what has been done. */

import { html } from 'hono/html';
import { orgName } from '../../shared/county.ts';
import { noteOpened } from '../../shared/drafts/opened.ts';
import { notFound } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { isWaitingFor } from '../../shared/exchange/item.ts';
import type { AnyKind, AnyPersonAct, StateWords } from '../../shared/exchange/kind.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { actsClosedTo, type Closed } from '../../shared/exchange/refusal.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { to as toAnswer } from '../http/answer-fields.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { Names, Schema } from './answer-parts.ts';
import { ask, unless } from './ask.ts';
import { besideRecord } from './beside-record.ts';
import type { PageCall } from './call.ts';
import { changesBy } from './corrected.ts';
import { doneNow } from './done-now.ts';
import { heldNote } from './held-note.ts';
import { newKey, tokenField } from './kept-form.ts';
import { actAt, asksNothing, dueOf, kindAt, type Line, mayOpen, OPERATIONS, recordSchema } from './kinds.ts';
import { lamp } from './lamp.ts';
import { addressOf } from './list-filters.ts';
import { objectionLink } from './objecting.ts';
import { ownerOf } from './owner.ts';
import { pageAnswer, seeOther } from './page.ts';
import { timelinesOf } from './pages/timeline.ts';
import { partsOfCase } from './parts-of-case.ts';
import { pathOf } from './paths.ts';
import { withActors } from './people-named.ts';
import { framed, type Reader, readerOf } from './reader.ts';
import { recordFiles } from './record-files.ts';
import { namesFor, pushBehind, saidIn, titleOf } from './record-told.ts';
import { sameSeries } from './same-series.ts';
import { type History, recordsDone, timeline } from './timeline.ts';
import { warningOf } from './warning.ts';
import { type WhyThisDay, why } from './why.ts';
import { sinceWords, wordsOf } from './words.ts';

/** The page of a record. */
export async function record(call: PageCall): Promise<Answer> {
  const kind = kindAt(call);
  const params = { id: call.params.id ?? '' };
  const { body } = await ask(call, OPERATIONS.read(kind), { params });
  const record = body as Line;
  const [exchange, history, deadline, schema, reader] = await Promise.all([
    load(call.desk, params.id),
    unlessKnownAlone(kind, ask(call, OPERATIONS.history(kind), { params })),
    unlessKnownAlone(kind, ask(call, OPERATIONS.deadline(kind), { params })),
    recordSchema(call, kind),
    readerOf(call, pathOf(kind)),
    noteOpened(call.platform.ports.store, ownerOf(call), params.id, call.platform.ports.clock.now()),
  ]);
  const told = history && (history.body as History);
  const names = withActors(
    await namesFor(call, reader, schema, record, told ? recordsDone(kind, told) : []),
    call.actor.org,
    told?.people ?? [],
  );
  const [behind, changes, parts, series] = await Promise.all([
    pushBehind(call, record, reader),
    changesBy(call, kind, record, reader, names),
    partsOfCase(call, kind, params.id, reader),
    sameSeries(call, kind, exchange, reader),
  ]);
  const { list: named, done } = call.query as { list?: string; done?: string };
  const list = listIn(kind, named);
  const title = titleOf(kind, record, schema, names);
  const asks = asksOf(call, kind, exchange);
  const acts = asks ? firstOf(asks.act, record.acts as string[]) : (record.acts as string[]);
  const back = backOf(kind, list);
  const whence = back.startsWith('/console/inbox') ? '工作台' : `${kind.label}列表`;
  const closed = await closedActs(call, kind, exchange, reader);
  const content = html`<p class="crumb"><a href="${back}">← 返回${whence}</a></p>
<h1>${title}</h1>
${await doneNow(call, kind, exchange, { done, whom: wentTo(done, record, series.orgs, names) })}
<p class="state">${lamp(dueOf(kind, record), reader.facts)}${dueOf(kind, record).open && html`<span>${kind.states[String(record.status)]?.label}</span>`}${
    record.quarantined ? html`<span class="lamp late">已隔离：内容不再可见</span>` : ''
  }</p>
${asks && html`<p class="note care">${asks.words}</p>${buttons(call, kind, acts, list)}`}
${deadline && why(deadline.body as WhyThisDay, reader.names)}
${warnings(schema, record)}
${await heldNote(call, kind, record)}
${!asks && buttons(call, kind, acts, list)}${later(closed, reader)}
${await besideRecord(call, kind, reader.facts.county, record)}${await objectionLink(call, record, reader.facts)}${exchange && recordFiles(call, kind, exchange)}
${changes}${parts}${series.shown}${saidIn(schema, record, names)}
${behind}
${timelinesOf(record)}
${told && citing(call, reader, params.id, told)}
<p class="soft">编号 <span class="number">${params.id}</span>${isOwn(call, record) && html`　<a class="screen" href="${pathOf(kind)}/${params.id}/readings">查阅记录</a>`}</p>
${told && timeline(kind, told, names)}
${dangers(kind, record, acts, list)}
${exchange && missing(closed)}`;
  const here = `${pathOf(kind)}/${params.id}`;
  return pageAnswer(framed(call, reader, { title, content, upright: true, here }));
}

/** To whom it was sent, where that is several, or whom it was given to. */
function wentTo(
  done: string | undefined,
  { to, handlerAccount }: Line,
  orgs: readonly string[],
  names: Names,
): string | undefined {
  if (done === 'open' && orgs.length > 0) {
    return `发给 ${orgs.length} 个单位：${orgs.map((org) => orgName(names.county, org)).join('、')}`;
  }
  const { handler, section } = (to ?? {}) as { handler?: string | null; section?: string | null };
  if (done !== 'assign' || (!handler && !section)) return undefined;
  const person = handler && (names.people.get(String(handlerAccount ?? handler)) ?? handler);
  return `现由${[section && wordsOf(toAnswer, { section }, names).trim(), person].filter(Boolean).join('的')}办理`;
}

/** Of a pool others know what the record is, and neither its history nor its day. */
async function unlessKnownAlone<T>(kind: AnyKind, asked: Promise<T>): Promise<T | null> {
  return kind.pool ? unless([404], asked) : asked;
}

/** Who sent it and who got it are told who else has read it. */
function isOwn({ actor }: PageCall, { from, to }: Line): boolean {
  return [from, to].some((place) => (place as Line | null)?.org === actor.org);
}

/** The list that one came from, with its filters; the kind's own where the address names another. */
export function backOf(kind: AnyKind, list: string | undefined): string {
  return listIn(kind, list) ?? pathOf(kind);
}

/** The list that an address names, if it is one of ours. */
export function listIn(kind: AnyKind, list: string | undefined): string | undefined {
  const ours = [pathOf(kind), '/console/inbox'];
  return ours.some((one) => list === one || list?.startsWith(`${one}?`)) ? list : undefined;
}

function warnings(schema: Schema, { warnings = [] }: Line): Html {
  const told = warnings as { pointer: string; detail: string }[];
  return told.length === 0
    ? html``
    : html`<div class="note care">${told.map((one) => html`<p>${warningOf(schema, one)}</p>`)}</div>`;
}

/** What can be done at once, or by a form. `call.params.id`: the record's. */
export function buttons(call: PageCall, kind: AnyKind, acts: readonly string[], list: string | undefined): Html {
  const open = acts.flatMap((name) => {
    const act = actAt(kind, name);
    return act.danger ? [] : [{ name, act }];
  });
  if (open.length === 0) return html``;
  const each = open.map(({ name, act }, i) => {
    const look = i === 0 ? '' : 'second';
    return asksNothing(act) ? atOnce(call, kind, name, act, look, list) : linkTo(call, kind, name, act, look, list);
  });
  return html`<div class="acts">${each}</div>`;
}

/** An act that asks for nothing is done by its button, under a key of its own. */
function atOnce(
  call: PageCall,
  kind: AnyKind,
  name: string,
  { label }: AnyPersonAct,
  look: string,
  list?: string,
): Html {
  return html`<form method="post" action="${actAddress(kind, call.params.id, name, list)}">${tokenField(call.session)}<input type="hidden" name="key" value="${newKey(call.platform.ports.random)}"><button class="${look}">${label}</button></form>`;
}

function linkTo(
  call: PageCall,
  kind: AnyKind,
  name: string,
  { label }: AnyPersonAct,
  look: string,
  list?: string,
): Html {
  return html`<a class="button ${look}" href="${actAddress(kind, call.params.id, name, list)}">${label}…</a>`;
}

/** The page of an act's form. */
export function actAddress(kind: AnyKind, id: string | undefined, name: string, list: string | undefined): string {
  return addressOf(`${pathOf(kind)}/${id}/${name}`, { list });
}

/** What cannot be taken back stands apart. */
function dangers(kind: AnyKind, record: Line, acts: readonly string[], list: string | undefined): Html {
  const open = acts.filter((name) => actAt(kind, name).danger);
  if (open.length === 0) return html``;
  return html`<div class="acts apart"><span class="soft">不能撤销的操作：</span>${open.map(
    (name) =>
      html`<a class="button danger" href="${actAddress(kind, String(record.id), name, list)}">${actAt(kind, name).label}…</a>`,
  )}</div>`;
}

/** Leads to the forms of what is opened about the record, and to those in which it, as it stands, is evidence. */
function citing({ desk, actor }: PageCall, { facts }: Reader, id: string, { items }: History): Html {
  const hash = items.at(-1)?.hash;
  const links = [...desk.kinds.values()].flatMap((kind) => {
    const { cites: list, for: of, keys, label } = kind.opening ?? {};
    if (!mayOpen(kind, actor, facts.county)) return [];
    const form = (filled: Record<string, string | undefined>): string => addressOf(`${pathOf(kind)}/new`, filled);
    // What is opened for a record of its own kind has a link there.
    const isAbout = !list && !of && keys?.().includes('about');
    if (isAbout) return [html`<a href="${form({ about: id })}">${label}…</a>　`];
    const filled = { [`${list}/0/record`]: id, [`${list}/0/hash`]: hash };
    return list ? [html`<a href="${form(filled)}">以本记录为证据${label}…</a>　`] : [];
  });
  if (links.length === 0) return html``;
  return html`<details class="screen"><summary class="soft">就本记录办理其他事项</summary><p>${links}</p></details>`;
}

/** What its reader cannot do with the record now, and why. */
async function closedActs(call: PageCall, kind: AnyKind, exchange: Exchange | undefined, { facts }: Reader) {
  if (!exchange) return [];
  return actsClosedTo(kind, exchange, call.actor, await withFound(call.desk, kind.asks?.(exchange), facts));
}

/** What becomes possible later: from which day on, or once what is in the way is over. */
function later(closed: readonly Closed[], { facts }: Reader): Html {
  const awaited = closed.filter((one) => one.awaited);
  if (awaited.length === 0) return html``;
  return html`<ul class="plain soft">${awaited.map(
    ({ label, from, why }) =>
      html`<li>${from === undefined ? label : `自 ${sinceWords(from, facts.now)}起可以${label}`}：${why}</li>`,
  )}</ul>`;
}

/** Why a button that one may look for is not there, in words. */
function missing(closed: readonly Closed[]): Html {
  const others = closed.filter((one) => !one.awaited);
  if (others.length === 0) return html``;
  const reasons = others.map(({ label, why }) => html`<li>${label}：${why}</li>`);
  return html`<details class="screen"><summary>为什么没有其他按钮</summary><ul>${reasons}</ul></details>`;
}

/** What its state asks of the reader's organisation, where it waits for that. */
function asksOf({ actor }: PageCall, kind: AnyKind, exchange: Exchange | undefined): StateWords['asks'] {
  return exchange && isWaitingFor(kind, exchange, actor.org) ? kind.states[exchange.state]?.asks : undefined;
}

function firstOf(act: string, acts: readonly string[]): string[] {
  return [...acts.filter((name) => name === act), ...acts.filter((name) => name !== act)];
}

/** Wherever an id stands, its record is found without knowing its kind: leads there. */
export async function anyRecord({ desk, actor, params }: PageCall): Promise<Answer> {
  const exchange = await load(desk, params.id ?? '');
  const kind = exchange && desk.kinds.get(exchange.kind);
  if (!exchange || !kind || sightOf(exchange, actor) === null) throw notFound('该记录');
  return seeOther(`${pathOf(kind)}/${exchange.id}`);
}
