/** `GET /inbox`: all open work of an organisation, of every kind, nearest deadline first. */
import * as z from 'zod';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { inboxPage } from '../../shared/exchange/inbox.ts';
import type { Kinds } from '../../shared/exchange/kind.ts';
import { presentWaiting } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { choice, labelsOf, optional, section } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { civilDateOf } from '../../shared/time.ts';
import { listed } from '../exchanges/routes.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { listedOrg } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';

const answers = () => import('./answers.ts');

/** The words of its choice are those of the kinds, all of which this loads. */
const inboxQuery = (kinds: Kinds) =>
  z.strictObject({
    section: optional(section()).meta({ title: '科室' }),
    kind: optional(choice(labelsOf(Object.fromEntries(kinds)))).meta({ title: '种类' }),
    due: optional(choice({ today: '今日到期', overdue: '已超期' })).meta({ title: '期限' }),
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
  });
  return [readInbox];
}

async function inbox({ desk, actor, query }: KnownCall<unknown, Query>): Promise<Answer> {
  const org = listedOrg(actor, query.org);
  const facts = await desk.facts();
  const paging = pagingOf(query, [actor.account, org, 'inbox', query.section, query.kind, query.due]);
  const keep = (exchange: Exchange): boolean => wanted(exchange, query, org, facts);
  const { items, next } = await inboxPage(desk, facts, org, paging, keep);
  const shown = items.map((exchange) => presentWaiting(kindNamed(desk.kinds, exchange.kind), exchange));
  return { status: 200, body: { items: shown, next } };
}

function wanted(exchange: Exchange, { section, kind, due }: Query, org: string, { now }: Facts): boolean {
  if (section !== null && (exchange.to !== org || exchange.section !== section)) return false;
  if (kind !== null && exchange.kind !== kind) return false;
  if (due === 'overdue') return exchange.late !== undefined;
  return due === null || (exchange.clock?.by === civilDateOf(now) && !exchange.clock.ended);
}
