/** `GET /inbox`: all open work of an organisation, of every kind, nearest deadline first. */
import * as z from 'zod';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { inboxPage } from '../../shared/exchange/inbox.ts';
import type { Kinds } from '../../shared/exchange/kind.ts';
import { type Paging, type Walked, walked } from '../../shared/exchange/list.ts';
import { presentWaiting } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { choice, labelsOf, optional } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { noteReading } from '../audit/noting.ts';
import { filterQuery, isAmong, isSectionOf, listed } from '../exchanges/filters.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { listedOrg } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

/** The words of its choice are those of the kinds, all of which this loads. */
const inboxQuery = (kinds: Kinds) =>
  z.strictObject({
    ...filterQuery(),
    kind: optional(choice(labelsOf(Object.fromEntries(kinds)))).meta({ title: '种类' }),
    org: listed(),
    ...pagingQuery(),
  });
type Query = Checked<() => ReturnType<typeof inboxQuery>>;

export function inboxRoutes(kinds: Kinds): readonly Route[] {
  const readInbox = route({
    method: 'GET',
    path: '/inbox',
    id: 'readInbox',
    summary: '待办',
    description: '本单位下一步要办的全部事项，不分种类，期限近者在前，没有期限的在最后。',
    tag: '待办',
    query: lazily(() => inboxQuery(kinds)),
    answers: { 200: { description: '一页待办', schema: async () => (await answers()).inboxAnswer } },
    handle: inbox,
    walk,
  });
  return [readInbox];
}

async function inbox(call: KnownCall<unknown, Query>): Promise<Answer> {
  const { desk, query } = call;
  const { facts, owner, pageOf } = await askedOf(call);
  const { items, next } = await pageOf(pagingOf(query, owner));
  await noteReading(call, 'list', items, facts);
  const shown = items.map((exchange) => presentWaiting(kindNamed(desk.kinds, exchange.kind), exchange));
  return { status: 200, body: { items: shown, next } };
}

async function walk(call: KnownCall<unknown, Query>, every: number): Promise<Walked> {
  const { owner, pageOf } = await askedOf(call);
  return walked(pageOf, owner, every);
}

/** Whose inbox it is and what of it is wanted, and how a page of it is found. */
async function askedOf({ desk, actor, query }: KnownCall<unknown, Query>) {
  const org = listedOrg(actor, query.org);
  const facts = await desk.facts();
  const { section, handler, kind, due, whose } = query;
  const keep = (exchange: Exchange): boolean =>
    isSectionOf(exchange, query, org) && isAmong(kindNamed(desk.kinds, exchange.kind), exchange, query, actor, facts);
  const of = kind === null ? null : kindNamed(desk.kinds, kind);
  const pageOf = (paging: Paging) => inboxPage(desk, facts, org, paging, keep, of);
  return { facts, owner: [actor.account, org, 'inbox', section, handler, kind, due, whose], pageOf };
}
