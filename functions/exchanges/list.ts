/** The list that every kind has: what an organisation got, what it sent, and what it takes part in. */
import * as z from 'zod';
import { bureauOf } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { inboxPage } from '../../shared/exchange/inbox.ts';
import { exchangeKey, openPartition } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import {
  listPage,
  type Paging,
  quarterStretches,
  quartersOf,
  type Stretch,
  walked,
} from '../../shared/exchange/list.ts';
import { partPartition, recordKeyOf } from '../../shared/exchange/participants.ts';
import { choice, labelsOf, optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { noteReading } from '../audit/noting.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import {
  anyBox,
  type Filters,
  filterQuery,
  isAmong,
  isSectionOf,
  isStanding,
  listed,
  type Standing,
  someBox,
  standing,
} from './filters.ts';
import { common, operation } from './naming.ts';
import { type Boxes, boxesOf, listedOf } from './reading.ts';
import { knownBy, presented } from './routes.ts';

const answers = () => import('./answers.ts');

/** What a kind's list has beside that of every kind. */
export interface ListExtras {
  /** Further filters. */
  query(kind: AnyKind): z.ZodRawShape;
  /**
   * Which records those filters want, from wherever the kind finds them, in place of the usual page; null for the usual
   * one.
   */
  found(call: ListCall, facts: Facts): Promise<readonly Exchange[] | null>;
  /** Of the usual page, whether those filters want a record. */
  keep(exchange: Exchange, call: ListCall): boolean;
  /** Fields that each item has beside its record, and what they are. */
  fields(): Promise<z.ZodRawShape>;
  beside(call: ListCall, facts: Facts, items: readonly Exchange[]): Promise<readonly Record<string, unknown>[]>;
}

/** What the extras may know of a request. */
export interface ListCall {
  readonly desk: Desk;
  readonly actor: Actor;
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * `GET /<path>?box=in|out|part&status=…`: what waits for the organisation is its inbox; else open ones first, nearest
 * deadline first, then what is closed, newest first; what an organisation takes part in by creation, newest first.
 */
export function listRoute(kind: AnyKind, extras: ListExtras | null = null): Route {
  const query = lazily(() =>
    z.strictObject({
      box: (kind.unaddressed ? someBox() : anyBox()) as z.ZodType<Box | null>,
      standing: standing(),
      status: optional(choice(labelsOf(kind.states))).meta({ title: '状态' }),
      ...filterQuery(),
      org: listed(),
      ...pagingQuery(),
      ...extras?.query(kind),
    }),
  );
  return route({
    ...common(kind),
    method: 'GET',
    path: `/${kind.path}`,
    id: operation('list', kind.path),
    summary: `${kind.label}列表`,
    query,
    answers: {
      200: { description: '一页', schema: async () => (await answers()).pageOfRecords(kind, await extras?.fields()) },
    },
    handle: async (call) => {
      const { desk, actor } = call;
      const { facts, owner, pageOf } = await askedOf(kind, extras, call as AskedCall);
      const { items, next } = await pageOf(pagingOf(call.query, owner));
      await noteReading(call, 'list', items, facts);
      const more = await extras?.beside(call as ListCall, facts, items);
      const shown = items.flatMap((item, i) => {
        const known = kind.pool ? knownBy(kind, item, actor) : item;
        return known === null ? [] : [{ ...presented(kind, known, actor, facts), ...more?.[i] }];
      });
      return { status: 200, body: { items: await withAboutSeen(desk, actor, shown), next } };
    },
    walk: async (call, every) => {
      const { owner, pageOf } = await askedOf(kind, extras, call as AskedCall);
      return walked(pageOf, owner, every);
    },
  });
}

type AskedCall = ListCall & {
  readonly query: Filters & { box: Box | null; standing: Standing | null; status: string | null; org: string | null };
};

/** Whose list it is and what of it is wanted, and how a page of it is found. */
async function askedOf(kind: AnyKind, extras: ListExtras | null, call: AskedCall) {
  const { desk, actor, query } = call;
  const readable = boxesOf(actor, kind);
  const sides = sidesOf(query.box, readable);
  const org = listedOf(actor, kind, { box: sides[0] ?? 'in', org: query.org });
  const facts = await desk.facts();
  const stretches = stretchesOfAll(facts, kind, org, { sides, standing: query.standing });
  const met = new Set<string>();
  const { cursor: _cursor, limit: _limit, ...filters } = query as AskedCall['query'] & Record<string, unknown>;
  const keep = (found: Exchange): boolean =>
    (query.status === null || found.state === query.status) &&
    isStanding(kind, found, query.standing, org, facts) &&
    (query.standing !== 'waiting' || (isSectionOf(found, query, org) && isIn(readable, found, org))) &&
    isAmong(kind, found, query, actor, facts) &&
    (extras?.keep(found, call) ?? true) &&
    !met.has(found.id) &&
    met.add(found.id).size > 0;
  const pageOf = async (paging: Paging): Promise<{ items: Exchange[]; next: string | null }> => {
    const found = await extras?.found(call, facts);
    if (found) return { items: found.filter(keep), next: null };
    if (query.standing === 'waiting') return inboxPage(desk, facts, org, paging, keep, kind);
    return listPage(desk, facts, stretches, paging, keep);
  };
  return { facts, owner: [actor.account, org, kind.kind, filters], pageOf };
}

type Box = 'in' | 'out' | 'part';

/** Whether it lies on a side that a machine may read; people read all. */
function isIn(readable: Boxes | null, { from, to }: Exchange, org: string): boolean {
  if (readable === null) return true;
  return readable.some((box) => (box === 'in' ? to : from) === org);
}

interface Side {
  readonly box: Box;
  readonly standing: Standing | null;
}

/** All sides where none is named; of a machine those that it may read. */
function sidesOf(named: Box | null, readable: Boxes | null): readonly Box[] {
  if (named !== null) return [named];
  return (['in', 'out', 'part'] as const).filter((box) => readable === null || readable.some((one) => one === box));
}

function stretchesOfAll(
  facts: Facts,
  kind: AnyKind,
  org: string,
  { sides, standing }: { sides: readonly Box[]; standing: Standing | null },
): Stretch[] {
  const of = (box: Box): Stretch[] => stretchesOf(facts, kind, org, { box, standing });
  if (sides.length === 1) return of(sides[0] as Box);
  // Two sides may share a partition: a place says which is meant.
  return sides.flatMap((box) => of(box).map((one) => ({ ...one, place: `${box}#${one.index}#${one.partition}` })));
}

/** Where open work is asked for alone, no more than that is walked through. */
function stretchesOf(facts: Facts, kind: AnyKind, org: string, { box: where, standing }: Side): Stretch[] {
  const { jurisdiction } = facts.county;
  if (where === 'part' && kind.pool) return [openStretch(jurisdiction, bureauOf(facts.county).code, kind)];
  if (where === 'part' && kind.foundBy) return throughParts(facts, kind, org, kind.foundBy);
  if (where === 'part') {
    const partition = partPartition(jurisdiction, org, kind.kind);
    const stays = ({ participants }: Exchange): boolean => participants.includes(org);
    return [{ index: 'in', partition, descending: true, recordKey: recordKeyOf, stays }];
  }
  const open = where === 'in' ? [openStretch(jurisdiction, org, kind)] : [];
  if (where === 'in' && standing === 'open') return open;
  return [...open, ...quarterStretches(facts, where, org, kind.kind, quartersOf(facts))];
}

/** The cases of a kind that an organisation takes part in, by the parts that it has of them. */
export function throughParts(facts: Facts, { kind }: AnyKind, org: string, parts: string): Stretch[] {
  const { jurisdiction } = facts.county;
  const throughTo = (part: Exchange): string | null =>
    (part.body as { of?: string }).of === kind && part.case ? exchangeKey(jurisdiction, part.case) : null;
  const open: Stretch = {
    index: 'in',
    partition: openPartition(jurisdiction, org, parts),
    descending: false,
    throughTo,
  };
  const others = quarterStretches(facts, 'in', org, parts, quartersOf(facts)).map((one) => ({ ...one, throughTo }));
  return [open, ...others];
}

/** An organisation's open work of a kind, nearest deadline first. */
export function openStretch(jurisdiction: string, org: string, kind: AnyKind): Stretch {
  const stays = ({ state }: Exchange): boolean => kind.states[state]?.open === true;
  return { index: 'in', partition: openPartition(jurisdiction, org, kind.kind), descending: false, stays };
}
