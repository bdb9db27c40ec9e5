/** How an exchange lies in the store: its key, its head, and its places in the indexes. */
import type { County } from '../county.ts';
import { comparable } from '../identifier.ts';
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item, Place } from '../ports.ts';
import { civilDateOf, type Instant, quarterOf } from '../time.ts';
import { wokenSort } from '../waking.ts';
import { clockOf, runsUntil } from './clock.ts';
import type { Exchange } from './exchange.ts';
import { headOf } from './history.ts';
import type { AnyKind } from './kind.ts';
import { numberPlace } from './numbered.ts';

/**
 * The version of the places that `toItem` gives. Raise it by one with every change of where records stand in the
 * indexes: each data folder then places all its records anew at its next start.
 */
export const PLACES = 10;

const NO_DEADLINE = '9'.repeat(15);

export function exchangeKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'exchange', id);
}

/** The partition of an organisation's open work of one kind, nearest deadline first. */
export function openPartition(jurisdiction: string, org: string, kind: string): string {
  return `${jurisdiction}#${org}#${kind}#open`;
}

/** The partition of what an organisation received (`in`) or sent (`out`) of one kind in a quarter, by creation. */
export function quarterPartition(jurisdiction: string, org: string, kind: string, quarter: string): string {
  return `${jurisdiction}#${org}#${kind}#${quarter}`;
}

/**
 * The quarter in which an exchange counts: that of its `claimBy`, else of the day when it was due too late, else of its
 * creation.
 */
export function quarterOfExchange({ claimBy, late, createdAt }: Exchange): string {
  return quarterOf(claimBy ?? late?.due ?? civilDateOf(createdAt));
}

/** The organisation whose next act it waits for; null where it waits for nobody's. */
function waitsFor(kind: AnyKind, exchange: Exchange): string | null {
  const side = kind.waits ? kind.waits(exchange) : waitingSide(kind, exchange);
  return side === null ? null : side === 'sender' ? exchange.from : exchange.to;
}

/** By the state alone; `null` says that it waits for nobody, as the pool of experts does. */
function waitingSide({ states }: AnyKind, { state }: Exchange): 'sender' | 'addressee' | null {
  const { open, waits = 'addressee' } = states[state] ?? { open: false };
  return open ? waits : null;
}

/** Whether something is still owed or expected of it. */
export function isOpen(kind: AnyKind, exchange: Exchange): boolean {
  return isOpenState(kind, exchange) && !kind.over?.(exchange);
}

/** Whether it lies in that organisation's inbox: its next act is waited for, or its word. */
export function isWaitingFor(kind: AnyKind, exchange: Exchange, org: string): boolean {
  return waitsFor(kind, exchange) === org || (kind.awaits?.(exchange).includes(org) ?? false);
}

/**
 * The same, and of the government office also what it has to find or settle (art. 23 to 25), whatever its place in the
 * record.
 */
export function isInInbox(kind: AnyKind, exchange: Exchange, org: string, county: County): boolean {
  return isWaitingFor(kind, exchange, org) || (isOffice(county, org) && isToBeFound(kind, exchange));
}

export function isOffice(county: County, org: string): boolean {
  return county.organisations.some(({ code, type }) => code === org && type === 'government-office');
}

function isToBeFound(kind: AnyKind, exchange: Exchange): boolean {
  return kind.finds?.(exchange) ?? false;
}

/** The partition of what waits for an organisation's next act, of all kinds but those with many records. */
export function waitingPartition(jurisdiction: string, org: string): string {
  return `${jurisdiction}#${org}`;
}

/** The partition of the records that are parts of a case. */
export function casePartition(jurisdiction: string, id: string): string {
  return `${jurisdiction}#${id}`;
}

export function toItem(kind: AnyKind, exchange: Exchange): Item {
  const { jurisdiction, id, to, party, licence } = exchange;
  const key = exchangeKey(jurisdiction, id);
  const created = sortable(exchange.createdAt);
  const wakes = isWokenIn(kind, exchange) ? owedBy(exchange) : wakeOf(kind, exchange);
  const byKey = (value: string | null): Place | undefined =>
    value === null ? undefined : { partition: `${jurisdiction}#${value}`, sort: created };
  const places: Item['places'] = {
    in: to === null ? undefined : inPlace(kind, exchange, to),
    out: {
      partition: quarterPartition(jurisdiction, exchange.from, kind.kind, quarterOf(civilDateOf(exchange.createdAt))),
      sort: created,
    },
    party: byKey(party),
    licence: byKey(licence === null ? null : comparable(licence)),
    wake: wakes === null ? undefined : { partition: wakeShard(key), sort: sortable(wakes) },
    open: waitingPlace(kind, exchange),
    case:
      exchange.case === undefined
        ? undefined
        : { partition: casePartition(jurisdiction, exchange.case), sort: created },
    application: byKey(exchange.application ?? null),
    project: byKey(exchange.project ?? null),
    document: numberPlace(kind, exchange),
    // No kind has both (test/architecture/inbox.test.ts).
    register: chosenPlace(kind, exchange) ?? findingPlace(kind, exchange),
    ...kind.places?.(exchange),
  };
  return { key, head: itemHead(exchange), value: exchange, places };
}

/** The partition of the days that people have chosen in a county: a further one of the index that finds registers. */
export function chosenPartition(jurisdiction: string): string {
  return `${jurisdiction}#chosen`;
}

function chosenPlace(kind: AnyKind, exchange: Exchange): Place | undefined {
  const chosen = exchange.quarantined ? null : kind.chosenDay?.(exchange);
  return chosen ? { partition: chosenPartition(exchange.jurisdiction), sort: chosen.day } : undefined;
}

/** The partition of what the government office has to find: a further one of the index that finds registers. */
export function findingPartition(jurisdiction: string): string {
  return `${jurisdiction}#finding`;
}

function findingPlace(kind: AnyKind, exchange: Exchange): Place | undefined {
  if (!isToBeFound(kind, exchange)) return undefined;
  return { partition: findingPartition(exchange.jurisdiction), sort: placeSort(kind, exchange) };
}

/** What the next writer must have seen: the chain's head, and how far the mails are that it owes. */
export function itemHead(exchange: Exchange): string {
  const moving = exchange.mails.filter(({ begun, done }) => begun !== null || done !== null);
  return moving.length === 0 ? headOf(exchange) : `${headOf(exchange)}#${digest(moving).slice(0, 16)}`;
}

/** The instant at which somebody must look: the clock's end, or a mail that is owed; null where there is neither. */
export function wakeOf(kind: AnyKind, exchange: Exchange): Instant | null {
  const instants = [runsUntil(kind, exchange), owedBy(exchange)].filter((instant) => instant !== null);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** The instant of the first mail that is owed; null where there is none. */
function owedBy({ mails }: Exchange): Instant | null {
  const owed = mails.flatMap(({ due, done }) => (done ? [] : [due]));
  return owed.length === 0 ? null : Math.min(...owed);
}

/**
 * Whether its place among the open work of its addressee, which begins with its deadline, tells when its clock ends: of
 * a kind with many records that saves a place in the wake index (decision 76).
 */
export function isWokenIn(kind: AnyKind, exchange: Exchange): boolean {
  return (
    kind.many === true && exchange.to !== null && isOpenState(kind, exchange) && runsUntil(kind, exchange) !== null
  );
}

function isOpenState({ states }: AnyKind, { state }: Exchange): boolean {
  return states[state]?.open === true;
}

/** Where the inbox finds it; of a kind with many records only what its own open partition does not hold. */
function waitingPlace(kind: AnyKind, exchange: Exchange): Place | undefined {
  const org = waitsFor(kind, exchange);
  if (org === null || (kind.many && org === exchange.to && isOpenState(kind, exchange))) return undefined;
  return { partition: waitingPartition(exchange.jurisdiction, org), sort: placeSort(kind, exchange) };
}

/** How open work is sorted: nearest deadline first, what has none last; then by creation. */
export function placeSort(kind: AnyKind, exchange: Exchange): string {
  const clock = clockOf(kind, exchange);
  const sort = `${clock ? sortable(clock.deadline) : NO_DEADLINE}#${sortable(exchange.createdAt)}`;
  return isWokenIn(kind, exchange) ? wokenSort(sort) : sort;
}

function inPlace(kind: AnyKind, exchange: Exchange, to: string): Place {
  const { jurisdiction } = exchange;
  if (isOpenState(kind, exchange)) {
    return { partition: openPartition(jurisdiction, to, kind.kind), sort: placeSort(kind, exchange) };
  }
  const partition = quarterPartition(jurisdiction, to, kind.kind, quarterOfExchange(exchange));
  const mark = kind.mark?.(exchange) ?? null;
  const created = sortable(exchange.createdAt);
  return { partition, sort: mark === null ? created : `${created}#${mark}` };
}
