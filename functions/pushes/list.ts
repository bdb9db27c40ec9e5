/** `GET /pushes`: the inbox, what was sent, and searches in both. */

import { comparedForms } from '../../shared/compared-number.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { inboxPage } from '../../shared/exchange/inbox.ts';
import {
  listPage,
  type Paging,
  quarterStretches,
  quartersBack,
  quartersOf,
  type Stretch,
  type Walked,
  walked,
} from '../../shared/exchange/list.ts';
import { documentPartition } from '../../shared/exchange/numbered.ts';
import { headingOf } from '../../shared/exchange/present.ts';
import { sortable } from '../../shared/keys.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { nameKey, plainName } from '../../shared/pushes/party-name.ts';
import { partyPartition } from '../../shared/pushes/places.ts';
import { presentPush, presentPushInList } from '../../shared/pushes/present.ts';
import { comparedNumber } from '../../shared/pushes/sealed-numbers.ts';
import { civilDateOf, DAY } from '../../shared/time.ts';
import { noteReading } from '../audit/noting.ts';
import { withAboutSeen } from '../exchanges/about.ts';
import { isAmong, isSectionOf, isStanding } from '../exchanges/filters.ts';
import { openStretch } from '../exchanges/list.ts';
import { boxesOf, listedOf } from '../exchanges/reading.ts';
import { pagingOf } from '../http/paging.ts';
import { lastingItem } from '../http/result.ts';
import { type Answer, type KnownCall, route } from '../http/route.ts';
import { isWithin, type ListQuery, listQuery, sidesOf, type Wanted } from './wanted.ts';

const answers = () => import('./answers.ts');

type Push = Exchange<PushBody>;

export const listPushes = route({
  method: 'GET',
  path: '/pushes',
  id: 'listPushes',
  summary: '推送列表',
  description:
    '可按编号、决定文书号、相对人（信用代码或名称）查找，也可只列某一时刻以后有变动的，供不能接收通知的系统定期读取。',
  tag: '推送与认领',
  query: listQuery,
  answers: {
    200: {
      description: '一页推送；box=in&status=pending 为待认领，期限近者在前',
      schema: async () => (await answers()).pushPage,
    },
  },
  handle: list,
  walk,
});

async function list(said: KnownCall<unknown, ListQuery>): Promise<Answer> {
  const { desk, actor, query } = said;
  const { facts, owner, pageOf } = await askedOf(said);
  const page = await pageOf(pagingOf(query, owner));
  await noteReading(said, 'list', page.items, facts);
  const asShown = query.detail === 'whole' ? whole : presented;
  const items = await withAboutSeen(
    desk,
    actor,
    page.items.map((item) => asShown(item as Push)),
  );
  return { status: 200, body: { items, next: page.next } };
}

async function walk(said: KnownCall<unknown, ListQuery>, every: number): Promise<Walked> {
  const { owner, pageOf } = await askedOf(said);
  return walked(pageOf, owner, every);
}

/** Whose list it is and what of it is wanted, and how a page of it is found. */
async function askedOf(said: KnownCall<unknown, ListQuery>) {
  const { desk, actor, query, numbers } = await withComparedNumber(said);
  const readable = boxesOf(actor, pushKind) ?? ['in', 'out'];
  const sides = isWaiting(query) ? readable : sidesOf(query).filter((side) => readable.includes(side));
  const org = listedOf(actor, pushKind, { box: sides[0] ?? query.box ?? 'in', org: query.org });
  const facts = await desk.facts();
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const keep = (exchange: Exchange): boolean =>
    isWanted(exchange as Push, wanted, facts) && isAmong(pushKind, exchange, query, actor, facts);
  const wanted: Wanted = { org, query, numbers, sides, keep, owner: [actor.account, org, filters] };
  return { facts, owner: wanted.owner, pageOf: (paging: Paging) => pageIn(desk, facts, wanted, paging) };
}

function whole(push: Push): Record<string, unknown> {
  return { ...presentPush(push), heading: headingOf(pushKind, push) };
}

/**
 * Records are never changed, only replaced: what a list shows of one is made once, while the store keeps it at hand.
 */
const shown = new WeakMap<Push, Record<string, unknown>>();

function presented(push: Push): Record<string, unknown> {
  const known = shown.get(push);
  if (known) return known;
  const item = lastingItem(presentPushInList(push));
  shown.set(push, item);
  return item;
}

/** A document number in the form by which it is compared: no cursor has an identity number. */
async function withComparedNumber(call: KnownCall<unknown, ListQuery>) {
  const { documentNumber } = call.query;
  if (documentNumber === null) return { ...call, numbers: [] };
  const numbers = await comparedForms(call.desk, documentNumber);
  return { ...call, numbers, query: { ...call.query, documentNumber: numbers[0] } };
}

async function pageIn(
  desk: Desk,
  facts: Facts,
  wanted: Wanted,
  paging: Paging,
): Promise<{ items: Exchange[]; next: string | null }> {
  const { query, keep } = wanted;
  if (query.updatedSince !== null) {
    return (await import('./updates.ts')).pageOfUpdates(desk, facts, wanted, query.updatedSince);
  }
  if (query.reference !== null) {
    return (await import('./references.ts')).pageOfReference(desk, facts, wanted, query.reference);
  }
  const isSearch = [query.documentNumber, query.party, query.name].some((said) => said !== null);
  if (isWaiting(query) && !isSearch) return inboxPage(desk, facts, wanted.org, paging, keep, pushKind);
  return listPage(desk, facts, await stretches(desk, facts, wanted), paging, keep);
}

/** Whether the inbox is asked for, on both sides. */
function isWaiting({ standing }: ListQuery): boolean {
  return standing === 'waiting';
}

async function stretches(desk: Desk, facts: Facts, wanted: Wanted): Promise<Stretch[]> {
  const { query } = wanted;
  const { jurisdiction } = facts.county;
  if (query.documentNumber !== null) {
    const partitions = wanted.numbers.map((number) => documentPartition(jurisdiction, number));
    return partitions.map((partition) => ({ index: 'document', partition, descending: true }));
  }
  if (query.party !== null) {
    return [{ index: 'party', partition: partyPartition(jurisdiction, query.party), descending: true }];
  }
  if (query.name !== null) return stretchesOfName(desk, facts, wanted, query.name);
  return allStretches(facts, wanted, quartersOf(facts));
}

/** What was received, the open first, then by quarter, newest first; then what was sent. */
function allStretches(facts: Facts, { query, org, sides }: Wanted, quarters: readonly string[]): Stretch[] {
  const open = openStretch(facts.county.jurisdiction, org, pushKind);
  const onlyOpen = query.status === 'pending' || query.standing === 'open';
  const received = onlyOpen ? [open] : [open, ...quarterStretches(facts, 'in', org, 'push', quarters)];
  const sent = quarterStretches(facts, 'out', org, 'push', quarters).map((stretch) => ({
    ...stretch,
    ...(sides.length > 1 && { place: `out#${stretch.partition}` }),
  }));
  return [...(sides.includes('in') ? received : []), ...(sides.includes('out') ? sent : [])];
}

/**
 * By the county's names; what was pushed before they were kept is looked through, and so is all where they do not help.
 */
async function stretchesOfName(desk: Desk, facts: Facts, wanted: Wanted, name: string): Promise<Stretch[]> {
  const named = await (await import('../../shared/pushes/party-names.ts')).namesWith(desk, name);
  if (named === null) return allStretches(facts, wanted, quartersOf(facts));
  const { partitions, since } = named;
  const before = quartersBack(civilDateOf(since + 100 * DAY), facts.county.since);
  const found = new Set(partitions);
  const isElsewhere = (exchange: Exchange): boolean => {
    const { party } = (exchange as Push).body;
    const key = exchange.party ?? (party && nameKey(party.name));
    return exchange.createdAt < since && !(key !== null && found.has(partyPartition(exchange.jurisdiction, key)));
  };
  return [
    ...partitions.map((partition): Stretch => ({ index: 'party', partition, descending: true })),
    ...allStretches(facts, wanted, before).map((stretch) => ({
      ...stretch,
      ...(stretch.partition.endsWith('#open') ? {} : { to: sortable(since) }),
      stays: (exchange: Exchange) => (stretch.stays?.(exchange) ?? true) && isElsewhere(exchange),
    })),
  ];
}

function isWanted(push: Push, { query, numbers, org, sides }: Wanted, facts: Facts): boolean {
  const { body } = push;
  const name = query.name === null ? null : plainName(query.name);
  return (
    push.kind === 'push' &&
    sides.some((side) => (side === 'in' ? push.to : push.from) === org) &&
    (query.status === null || push.state === query.status) &&
    isStanding(pushKind, push, query.standing, org, facts) &&
    (!isWaiting(query) || isSectionOf(push, query, org)) &&
    (query.kind === null || body.kind === query.kind) &&
    (query.matter === null || body.matter === query.matter) &&
    (query.to === null || push.to === query.to) &&
    (query.claimedBy === null || body.claimedBy === query.claimedBy) &&
    isWithin(query, 'pushed', push.createdAt) &&
    isWithin(query, 'claimed', body.claimedAt) &&
    isWithin(query, 'completed', body.occurredAt) &&
    (query.party === null || push.party === query.party) &&
    (query.reference === null || push.reference === query.reference) &&
    (query.documentNumber === null || numbers.includes(comparedNumber(body, 'documentNumber') ?? '')) &&
    (name === null || plainName(body.party?.name ?? '').includes(name))
  );
}
