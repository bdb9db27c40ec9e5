/**
 * What people and machines open records of a kind by, and of a record its history, why its deadline is what it is, and
 * one route for each act of a person. How it is read stands in `record-routes.ts`, with its document.
 */

import { type Conflict, notAllowed, notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { unknownCodes } from '../../shared/exchange/known.ts';
import { openRecords } from '../../shared/exchange/opening.ts';
import { headingOf } from '../../shared/exchange/present.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { actsOpenTo } from '../../shared/exchange/refusal.ts';
import { perform, requestOf } from '../../shared/exchange/shell.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load, loadWhole } from '../../shared/exchange/work.ts';
import { lacksNames } from '../../shared/files/said.ts';
import { noteReading } from '../audit/noting.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import { common, operation } from './naming.ts';
import { boxesOf } from './reading.ts';

const answers = () => import('./answers.ts');
const warning = () => import('./warned.ts');
const beside = () => import('./wrong-beside.ts');

type AnyOpening = NonNullable<AnyKind['opening']>;

/** What people and machines open a kind by; none where they do not. */
export function openingRoutes(kind: AnyKind): Route[] {
  return kind.opening ? [openRoute(kind, kind.opening)] : [];
}

/** The record as it is at this moment, or 404 where it does not exist for this reader. */
export async function seen(desk: Desk, kind: AnyKind, id: string, actor: Actor, facts: Facts): Promise<Exchange> {
  const boxes = boxesOf(actor, kind);
  const exchange = await loadWhole(desk, id, facts);
  if (!exchange || exchange.kind !== kind.kind || sightOf(exchange, actor) === null) throw notFound();
  const own = [...(exchange.to === actor.org ? ['in'] : []), ...(exchange.from === actor.org ? ['out'] : [])];
  if (boxes?.every((box) => !own.includes(box))) throw notAllowed();
  return exchange;
}

/** The record for whoever reads it; of a pool every organisation of the county does. */
export async function seenOrKnown(
  desk: Desk,
  kind: AnyKind,
  id: string,
  actor: Actor,
  facts: Facts,
): Promise<Exchange> {
  if (!kind.pool) return seen(desk, kind, id, actor, facts);
  boxesOf(actor, kind);
  const exchange = await loadWhole(desk, id, facts);
  const known = exchange?.kind === kind.kind ? knownBy(kind, exchange, actor) : null;
  if (known === null) throw notFound();
  return known;
}

/** A record of a pool as this reader knows it; null where it does not exist for him. */
export function knownBy(kind: AnyKind, exchange: Exchange, actor: Actor): Exchange | null {
  return sightOf(exchange, actor) === null ? (kind.pool?.(exchange) ?? null) : exchange;
}

/** The record by itself, with what its kind looks up for it. */
export async function presentedWhole(
  desk: Desk,
  kind: AnyKind,
  exchange: Exchange,
  actor: Actor,
  facts: Facts,
): Promise<Record<string, unknown>> {
  return presented(kind, exchange, actor, await withFound(desk, kind.asks?.(exchange), facts));
}

export function deadlineRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}/deadline`,
    id: operation('deadline', kind.kind),
    summary: `${kind.label}的期限：为什么是这一天`,
    description: '时限、起算、逐日说明，期限的历次变动。',
    answers: {
      200: { description: '逐日说明', schema: async () => (await import('./deadline-answer.ts')).deadlineAnswer },
    },
    handle: async (call) => {
      const { desk, actor, params } = call;
      const facts = await desk.facts();
      const exchange = await seen(desk, kind, params.id as string, actor, facts);
      await noteReading(call, 'read', [exchange], facts);
      const { whyThisDay } = await import('./deadline.ts');
      return { status: 200, body: whyThisDay(kind, exchange, facts) };
    },
  });
}

export function actRoute(kind: AnyKind, name: string, act: AnyPersonAct): Route {
  return route({
    ...common(kind),
    method: 'POST',
    path: `/${kind.path}/{id}/${name}`,
    id: operation(name, kind.kind),
    summary: `${kind.label}：${act.label}`,
    description: basisOf(act.article),
    body: act.input,
    wrongBeside: async ({ desk }, json) => (await beside()).wrongInAct(desk, act.input(), json),
    idempotent: true,
    conflicts: conflictsOfAct(act),
    answers: actAnswers(kind, act),
    handle: (call) => performed(kind, name, act, call),
  });
}

/** What the state refuses, what the act itself does, and a history that is full. */
function conflictsOfAct({ otherwise, refuses = [], always }: AnyPersonAct): Conflict[] {
  const states = Object.values(otherwise) as Conflict[];
  return [...states, ...refuses, ...(always ? [] : (['history-full'] as const))];
}

function actAnswers(kind: AnyKind, act: AnyPersonAct): Route['answers'] {
  const schema = async () => (await answers()).recordAnswer(kind);
  return act.answers
    ? {
        201: { description: '新的记录', schema, headers: { location: '新记录的地址' } },
        200: { description: '此前已办理，返回同一记录', schema },
      }
    : { 200: { description: '办理后的记录', schema } };
}

async function performed(
  kind: AnyKind,
  name: string,
  act: AnyPersonAct,
  call: KnownCall<unknown, unknown>,
): Promise<Answer> {
  const { desk, actor, params, key } = call;
  const id = params.id as string;
  const facts = await desk.facts();
  const body = await named(desk, actor, call.body);
  const found = { facts, unknown: unknownCodes(act.input(), body, facts.county) };
  const request = { actor, request: requestOf(desk, actor.account, `${kind.kind} ${id} ${name}`, key) };
  const { exchange, repeated } = await perform(desk, kind, id, name, body, request, found);
  const shown = async (record: Exchange) => {
    const seen = await withAboutSeen(desk, actor, [await presentedWhole(desk, kind, record, actor, facts)]);
    return (await warning()).warned(act.input(), body, seen)[0];
  };
  if (!act.answers) return { status: 200, body: await shown(exchange) };
  const made = (await load(desk, act.answers(exchange))) as Exchange;
  const headers = { location: `/${kind.path}/${made.id}` };
  return { status: repeated ? 200 : 201, body: await shown(made), headers };
}

function openRoute(kind: AnyKind, opening: AnyOpening): Route {
  const one = async () => (await answers()).recordAnswer(kind);
  const series = async () => (await answers()).seriesOfRecords(kind);
  const schema = opening.series ? series : one;
  return route({
    ...common(kind),
    method: 'POST',
    path: opening.path ?? `/${kind.path}`,
    id: operation('open', kind.kind),
    summary: opening.label,
    description: basisOf(kind.article),
    body: opening.input,
    wrongBeside: async (call, json) => (await beside()).wrongInOpening(call, opening, json),
    idempotent: true,
    conflicts: ['reference-reused', ...(opening.refuses ?? [])],
    answers: {
      201: { description: '新的记录', schema, ...(!opening.series && { headers: { location: '该记录的地址' } }) },
      200: { description: '此前已用同一编号提交过相同内容，返回原记录', schema },
    },
    handle: (call) => opened(kind, opening, call),
  });
}

async function opened(kind: AnyKind, opening: AnyOpening, call: KnownCall<unknown, unknown>): Promise<Answer> {
  const { desk, actor, params, key } = call;
  const input = await named(desk, actor, call.body);
  const unknown = unknownCodes(opening.input(), input, (await desk.facts()).county);
  const { exchanges, created, facts } = await openRecords(desk, kind, { actor, input, params, key, unknown });
  const all = exchanges.map((exchange) => presented(kind, exchange, actor, facts));
  const items = (await warning()).warned(opening.input(), input, await withAboutSeen(desk, actor, all));
  const status = created ? 201 : 200;
  if (opening.series) return { status, body: { items } };
  return { status, body: items[0], headers: { location: `/${kind.path}/${exchanges[0]?.id}` } };
}

/** A file without a name has its own. Most bodies name all of theirs, or none. */
async function named<T>(desk: Desk, { org }: Actor, body: T): Promise<T> {
  if (!lacksNames(body)) return body;
  const { withNames } = await import('../../shared/files/names.ts');
  return withNames(desk, body, org);
}

function basisOf(article: string): string {
  return `依据：${article.startsWith('°') ? '本系统约定' : `审管互动制度第 ${article} 条`}`;
}

/** A record as its kind shows it, with the acts that this reader can do now. */
export function presented(kind: AnyKind, exchange: Exchange, actor: Actor, facts: Facts): Record<string, unknown> {
  const heading = headingOf(kind, exchange);
  return { ...kind.present(exchange, actor, facts), heading, acts: actsOpenTo(kind, exchange, actor, facts) };
}
