/**
 * The routes that every kind has by its declaration: list, read, history, and one for each act of a person. A new kind
 * gets them by its line in the catalogue.
 */

import * as z from 'zod';
import { type Conflict, invalid, notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { openPartition } from '../../shared/exchange/item.ts';
import { type AnyKind, type AnyPersonAct, personActs } from '../../shared/exchange/kind.ts';
import { unknownCodes } from '../../shared/exchange/known.ts';
import { listPage, quarterStretches, quartersOf, type Stretch } from '../../shared/exchange/list.ts';
import { openRecords } from '../../shared/exchange/opening.ts';
import { partPartition, recordKeyOf } from '../../shared/exchange/participants.ts';
import { presentHistory } from '../../shared/exchange/present.ts';
import { actsOpenTo } from '../../shared/exchange/refusal.ts';
import { wholeFor } from '../../shared/exchange/sealing.ts';
import { perform, requestOf } from '../../shared/exchange/shell.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { choice, labelsOf, optional, organisation } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { mustBe, notAllowed } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { listedOf, readsReceivedAlone } from './reading.ts';

const answers = () => import('./answers.ts');

/** Which side of a list: what the organisation got, or what it sent. */
export const box = lazily(() => choice({ in: '收到的', out: '发出的' }).default('in').meta({ title: '收发' }));

/** Of what has participants also what the organisation takes part in. */
const anyBox = lazily(() =>
  choice({ in: '收到的', out: '发出的', part: '参与的' }).default('in').meta({ title: '收发' }),
);

/** Whose list: those who see all may name another organisation than their own. */
export const listed = lazily(() =>
  optional(organisation()).meta({ title: '单位', description: '县政府办公室可指定单位；其他账号只看本单位' }),
);

type AnyOpening = NonNullable<AnyKind['opening']>;

/** Read, history and acts of a kind. */
export function recordRoutes(kind: AnyKind): Route[] {
  const acts = personActs(kind).map(([name, act]) => actRoute(kind, name, act));
  return [readRoute(kind), historyRoute(kind), ...acts];
}

/** What people and machines open a kind by; none where they do not. */
export function openingRoutes(kind: AnyKind): Route[] {
  return kind.opening ? [openRoute(kind, kind.opening)] : [];
}

/**
 * `GET /<path>?box=in|out|part&status=…`: open ones first, nearest deadline first, then what is closed, newest first; what
 * an organisation takes part in by creation, newest first.
 */
export function listRoute(kind: AnyKind): Route {
  const query = lazily(() =>
    z.strictObject({
      box: anyBox(),
      status: optional(choice(labelsOf(kind.states))).meta({ title: '状态' }),
      org: listed(),
      ...pagingQuery(),
    }),
  );
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}`,
    id: operation('list', kind.path),
    summary: `${kind.label}列表`,
    query,
    answers: { 200: { description: '一页', schema: async () => (await answers()).pageOfRecords(kind) } },
    handle: async ({ desk, actor, query }) => {
      const org = listedOf(actor, kind, query);
      const facts = await desk.facts();
      const stretches = stretchesOf(facts, kind, org, query.box);
      const keep = (found: Exchange): boolean => query.status === null || found.state === query.status;
      const paging = pagingOf(query, [actor.account, org, kind.kind, query.box, query.status]);
      const { items, next } = await listPage(desk, facts, stretches, paging, keep);
      return { status: 200, body: { items: items.map((item) => presented(kind, item, actor, facts)), next } };
    },
  });
}

function stretchesOf(facts: Facts, kind: AnyKind, org: string, where: 'in' | 'out' | 'part'): Stretch[] {
  const { jurisdiction } = facts.county;
  if (where === 'part') {
    const partition = partPartition(jurisdiction, org, kind.kind);
    return [{ index: 'in', partition, descending: true, recordKey: recordKeyOf }];
  }
  const open = where === 'in' ? [openStretch(jurisdiction, org, kind)] : [];
  return [...open, ...quarterStretches(facts, where, org, kind.kind, quartersOf(facts))];
}

/** An organisation's open work of a kind, nearest deadline first. */
export function openStretch(jurisdiction: string, org: string, kind: AnyKind): Stretch {
  const stays = ({ state }: Exchange): boolean => kind.states[state]?.open === true;
  return { index: 'in', partition: openPartition(jurisdiction, org, kind.kind), descending: false, stays };
}

/** The record as it is at this moment, or 404 where it does not exist for this reader. */
export async function seen(desk: Desk, kind: AnyKind, id: string, actor: Actor, facts: Facts): Promise<Exchange> {
  const receivedAlone = readsReceivedAlone(actor, kind);
  const exchange = await load(desk, id, facts);
  if (!exchange || exchange.kind !== kind.kind || sightOf(exchange, actor) === null) throw notFound();
  if (receivedAlone && exchange.to !== actor.org) throw notAllowed();
  return exchange;
}

function readRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}`,
    id: operation('read', kind.kind),
    summary: `查看${kind.label}`,
    answers: { 200: { description: '此刻的状态', schema: async () => (await answers()).recordAnswer(kind) } },
    handle: async ({ desk, actor, params }) => {
      const facts = await desk.facts();
      const exchange = await seen(desk, kind, params.id as string, actor, facts);
      const whole = await wholeFor(desk, kind, exchange, actor);
      return { status: 200, body: presented(kind, whole, actor, facts) };
    },
  });
}

function historyRoute(kind: AnyKind): Route {
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}/{id}/history`,
    id: operation('history', kind.kind),
    summary: `${kind.label}的办理记录`,
    description: '逐条办理记录；verified 为 true 表示哈希链完整、记录未被改动。',
    answers: { 200: { description: '办理记录', schema: async () => (await answers()).historyAnswer } },
    handle: async ({ desk, actor, params }) => {
      const exchange = await seen(desk, kind, params.id as string, actor, await desk.facts());
      return { status: 200, body: presentHistory(kind, exchange) };
    },
  });
}

function actRoute(kind: AnyKind, name: string, act: AnyPersonAct): Route {
  return route({
    ...common(kind),
    method: 'POST',
    path: `/${kind.path}/{id}/${name}`,
    id: operation(name, kind.kind),
    summary: `${kind.label}：${act.label}`,
    description: basisOf(act.article),
    body: act.input,
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
  mustBeKnown(act.input(), call.body, facts);
  const request = { actor, request: requestOf(desk, actor.account, `${kind.kind} ${id} ${name}`, key) };
  const { exchange, repeated } = await perform(desk, kind, id, name, call.body, request, facts);
  if (!act.answers) return { status: 200, body: presented(kind, exchange, actor, facts) };
  const made = (await load(desk, act.answers(exchange))) as Exchange;
  const headers = { location: `/${kind.path}/${made.id}` };
  return { status: repeated ? 200 : 201, body: presented(kind, made, actor, facts), headers };
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
    idempotent: true,
    conflicts: ['reference-reused', ...(opening.refuses ?? [])],
    answers: {
      201: { description: '新的记录', schema, ...(!opening.series && { headers: { location: '该记录的地址' } }) },
      200: { description: '同一来源此前已用同一编号提交过相同内容，返回原记录', schema },
    },
    handle: (call) => opened(kind, opening, call),
  });
}

async function opened(kind: AnyKind, opening: AnyOpening, call: KnownCall<unknown, unknown>): Promise<Answer> {
  const { desk, actor, body: input, params, key } = call;
  mustBeKnown(opening.input(), input, await desk.facts());
  mustBe(actor, opening.roles, opening.scope);
  const { exchanges, created, facts } = await openRecords(desk, kind, { actor, input, params, key });
  const items = exchanges.map((exchange) => presented(kind, exchange, actor, facts));
  const status = created ? 201 : 200;
  if (opening.series) return { status, body: { items } };
  return { status, body: items[0], headers: { location: `/${kind.path}/${exchanges[0]?.id}` } };
}

function mustBeKnown(schema: z.ZodType, input: unknown, { county }: Facts): void {
  const errors = unknownCodes(schema, input, county);
  if (errors.length > 0) throw invalid(errors);
}

function basisOf(article: string): string {
  return `依据：${article.startsWith('°') ? '本系统约定' : `审管互动制度第 ${article} 条`}`;
}

/** A record as its kind shows it, with the acts that this reader can do now. */
export function presented(kind: AnyKind, exchange: Exchange, actor: Actor, facts: Facts): Record<string, unknown> {
  return { ...kind.present(exchange, actor, facts), acts: actsOpenTo(kind, exchange, actor) };
}

function common(kind: AnyKind): { tag: string } {
  return { tag: kind.kind === 'push' ? '推送与认领' : kind.label };
}

function operation(verb: string, noun: string): string {
  const words = `${verb}-${noun}`.split('-');
  return words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
