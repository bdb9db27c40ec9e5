/**
 * What was written in a span of time. No index holds every push by the instant of writing: that would cost a write more
 * at each push and two at each claim. What is new lies by creation in the partitions of the boxes, what was claimed is
 * marked there, and only what else was done stands in the index `changed` (`shared/pushes/places.ts`).
 */
import { claimsBegin } from '../../shared/clocks/claims-begin.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { openPartition, quarterPartition } from '../../shared/exchange/item.ts';
import { quartersBack, quartersOf } from '../../shared/exchange/list.ts';
import { sortable } from '../../shared/keys.ts';
import { pagesOf } from '../../shared/pages.ts';
import { readMark } from '../../shared/pushes/mark.ts';
import { readChanged } from '../../shared/pushes/places.ts';
import { civilDateOf, type Instant, quarterOf } from '../../shared/time.ts';
import type { Wanted } from './wanted.ts';

/** A stretch of time; `to` is not in it. */
export interface Span {
  since: Instant;
  to: Instant;
}

/** The key of a push, and when it was written, as an index tells. */
export interface Seen {
  key: string;
  at: Instant;
}

/** All that may have been written in a span, each once, in order of the instant that an index tells, then of key. */
export async function writtenIn(desk: Desk, facts: Facts, wanted: Wanted, span: Span): Promise<Seen[]> {
  const found = new Map<string, Instant>();
  const see = (key: string, at: Instant): void => {
    if (at >= span.since && at < span.to) found.set(key, Math.max(at, found.get(key) ?? 0));
  };
  const { org, sides } = wanted;
  const orgs = sides.includes('out') ? facts.county.organisations.map(({ code }) => code) : [org];
  await Promise.all([
    ...(sides.includes('in') ? [newlyReceived(desk, facts, org, span, see)] : []),
    ...(sides.includes('out') ? [newlySent(desk, facts, org, span, see)] : []),
    ...orgs.map((receiver) => claimed(desk, facts, receiver, span, see)),
    changed(desk, wanted, span, see),
  ]);
  const all = [...found].map(([key, at]): Seen => ({ key, at }));
  return all.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

type See = (key: string, at: Instant) => void;

async function newlyReceived(desk: Desk, facts: Facts, org: string, span: Span, see: See): Promise<void> {
  const { store } = desk.ports;
  // Nearest deadline first, then by creation: the whole of what is open is looked through, in the index alone.
  for await (const entries of pagesOf(store, 'in', openPartition(desk.jurisdiction, org, 'push'))) {
    for (const { key, sort } of entries) see(key, Number(sort.split('#')[1]));
  }
  await byCreation(desk, 'in', org, quartersSince(facts, span.since), span, see);
}

async function newlySent(desk: Desk, facts: Facts, org: string, span: Span, see: See): Promise<void> {
  const days = [civilDateOf(Math.max(span.since, 0)), facts.county.since].sort();
  const quarters = quartersBack(civilDateOf(Math.min(span.to, facts.now)), days.at(-1) as string);
  await byCreation(desk, 'out', org, quarters, span, see);
}

async function byCreation(
  desk: Desk,
  index: 'in' | 'out',
  org: string,
  quarters: readonly string[],
  span: Span,
  see: See,
): Promise<void> {
  for (const quarter of quarters) {
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    for await (const entries of pagesOf(desk.ports.store, index, partition, within(span))) {
      for (const { key, sort } of entries) see(key, Number(sort.split('#')[0]));
    }
  }
}

/**
 * What was claimed, as its mark tells: no later than the day by which it was due, and pushed no longer before than
 * that.
 */
async function claimed(desk: Desk, facts: Facts, org: string, { since, to }: Span, see: See): Promise<void> {
  const pushed = within({ since: claimsBegin(facts, civilDateOf(Math.max(since, 0))), to });
  for (const quarter of quartersSince(facts, since)) {
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    for await (const entries of pagesOf(desk.ports.store, 'in', partition, pushed)) {
      for (const { key, sort } of entries) {
        const mark = readMark(sort);
        if (mark?.end === 'claimed') see(key, mark.at);
      }
    }
  }
}

async function changed(desk: Desk, { org, sides }: Wanted, span: Span, see: See): Promise<void> {
  for await (const entries of pagesOf(desk.ports.store, 'changed', desk.jurisdiction, within(span))) {
    for (const { key, sort } of entries) {
      const told = readChanged(sort);
      if (sides.some((side) => (side === 'in' ? told.to : told.from) === org)) see(key, told.at);
    }
  }
}

/**
 * Quarters by the day on which a push was to be claimed: what is written after an instant was due on its day or later.
 */
function quartersSince(facts: Facts, since: Instant): string[] {
  const first = quarterOf(civilDateOf(Math.max(since, 0)));
  return quartersOf(facts).filter((quarter) => quarter >= first);
}

/** The part of an index whose places begin with an instant of the span. */
function within({ since, to }: Span): { from: string; to?: string } {
  return { from: sortable(Math.max(since, 0)), ...(Number.isFinite(to) && { to: sortable(to) }) };
}
