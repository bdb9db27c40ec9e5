/**
 * `GET /timeline`: what has happened with a party, a licence, an application or a project, of every kind, newest first,
 * as far as the reader may see it (art. 8). A licence's timeline takes in the applications of its pushes, and is found
 * by the number of a decision, too; with the pushes of a party or a licence comes what the register says of them.
 */
import * as z from 'zod';
import { creditCode } from '../../shared/credit-code.ts';
import { invalid } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { applicationNumber, projectCode } from '../../shared/exchange/keyed.ts';
import type { AnyKind, Stage } from '../../shared/exchange/kind.ts';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { numberOf } from '../../shared/exchange/numbered.ts';
import { presentWaiting } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { settled } from '../../shared/exchange/work.ts';
import { identifier, optional } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { itemsOf } from '../../shared/pages.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import { formatInstant } from '../../shared/time.ts';
import { noteReading } from '../audit/noting.ts';
import { pagingQuery } from '../http/paging.ts';
import { mayRead } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { BY, type By, type Line, linesOf } from './lines.ts';

const answers = () => import('./answers.ts');

const query = lazily(() =>
  z.strictObject({
    party: optional(creditCode()).meta({ title: '行政相对人', description: '统一社会信用代码' }),
    licence: optional(identifier(100)).meta({ title: '证照编号', description: '证照编号或决定文书号' }),
    application: optional(applicationNumber()),
    project: optional(projectCode()),
    ...pagingQuery(),
  }),
);
type Query = Checked<typeof query>;

export const readTimeline: Route = route({
  method: 'GET',
  path: '/timeline',
  id: 'readTimeline',
  summary: '时间线',
  description:
    '按行政相对人、证照、办件或项目（填写其中一项）列出各环节的全部记录，新的在前，只含您可以查看的。证照的时间线包含其推送所注明的办件；按决定文书号，列出其所决定的证照。相对人和证照的时间线都包含台账上的监管反馈。',
  tag: '时间线',
  query,
  answers: { 200: { description: '一页', schema: async () => (await answers()).timelineAnswer } },
  handle: timeline,
});

async function timeline(call: KnownCall<unknown, Query>): Promise<Answer> {
  const { desk, actor, query: asked } = call;
  mayRead(actor);
  const facts = await desk.facts();
  const by = askedBy(asked);
  const lines = await linesOf(desk, by, asked[by] as string);
  const { cursor, limit, ...filters } = asked;
  const owner = [actor.account, actor.org, 'timeline', filters];
  const start = cursor === null ? undefined : readCursor(cursor, owner).entry;
  const { shown, last } = await pageOf(desk, actor, facts, lines, start, limit);
  const seen = shown.map(({ exchange }) => exchange);
  await noteReading(call, 'list', seen, facts);
  const items = shown.map((one) => presented(kindNamed(desk.kinds, one.exchange.kind), one));
  const next = last && writeCursor({ partition: 'timeline', entry: last }, owner);
  return { status: 200, body: { items, next } };
}

interface Shown {
  readonly exchange: Exchange;
  readonly stage: Stage;
}

/** A page, and the entry that it ends with where there is more. */
async function pageOf(
  desk: Desk,
  actor: Actor,
  facts: Facts,
  lines: readonly Line[],
  start: IndexEntry | undefined,
  limit: number,
): Promise<{ shown: Shown[]; last: IndexEntry | null }> {
  const shown: Shown[] = [];
  let looked = 0;
  for (let after = start; ; ) {
    const entries = await merged(desk, lines, after);
    if (entries.length === 0) return { shown, last: null };
    const keys = entries.map(({ key }) => key);
    for (const [i, item] of (await itemsOf(desk.ports.store, keys)).entries()) {
      if (shown.length >= limit || looked >= LOOKED_AT) return { shown, last: after ?? null };
      const found = item?.value as Exchange | undefined;
      const stage = found && sightOf(found, actor) !== null ? stageOf(kindNamed(desk.kinds, found.kind), found) : null;
      if (found && stage) shown.push({ exchange: await settled(desk, found, facts), stage });
      looked += 1;
      after = entries[i];
    }
  }
}

/** Records looked at for a page at most: what a reader may not see is none of it. */
const LOOKED_AT = 500;
const AT_ONCE = 100;

function askedBy(asked: Query): By {
  const [by, ...others] = BY.filter((name) => asked[name] !== null);
  const detail = '请在 party、licence、application、project 中填写一项，且只填一项';
  if (by === undefined) throw invalid([{ pointer: '?party', detail }]);
  if (others.length > 0) throw invalid(others.map((name) => ({ pointer: `?${name}`, detail })));
  return by;
}

/** The next entries of all lines together, newest first, each record once. */
async function merged(desk: Desk, lines: readonly Line[], after: IndexEntry | undefined): Promise<IndexEntry[]> {
  const found = await Promise.all(
    lines.map(({ index, partition }) =>
      desk.ports.store.query(index, partition, { descending: true, limit: AT_ONCE, after }),
    ),
  );
  // Further than the line that ends first nothing is known of the order.
  const ends = found.filter((entries) => entries.length === AT_ONCE).map((entries) => entries.at(-1) as IndexEntry);
  const end = ends.sort(newestFirst)[0];
  const all = new Map(found.flat().map((entry) => [entry.key, entry]));
  return [...all.values()].sort(newestFirst).filter((entry) => end === undefined || newestFirst(entry, end) <= 0);
}

function newestFirst(a: IndexEntry, b: IndexEntry): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? 1 : -1;
  return a.key < b.key ? 1 : a.key > b.key ? -1 : 0;
}

function stageOf({ stage = 'after' }: AnyKind, exchange: Exchange): Stage | null {
  return typeof stage === 'string' ? stage : stage(exchange);
}

function presented(kind: AnyKind, { exchange, stage }: { exchange: Exchange; stage: Stage }): Record<string, unknown> {
  const { title, deadline: _d, provisional: _p, ...line } = presentWaiting(kind, exchange);
  return {
    ...{ at: formatInstant(exchange.createdAt), stage, label: kind.label, ...line },
    text: exchange.quarantined ? null : title,
    number: numberOf(kind, exchange),
    party: partyOf(exchange),
  };
}

/** What its party is called; null where it names none, or its words have been taken from sight. */
function partyOf({ body, quarantined }: Exchange): string | null {
  const { party } = (body ?? {}) as { party?: { name?: unknown } | null };
  return !quarantined && typeof party?.name === 'string' ? party.name : null;
}
