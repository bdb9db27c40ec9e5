/** What has come to an organisation within a window, and what was deemed claimed in it: found by the indexes alone. */
import type { LogEntry } from '../../calendar/types.ts';
import { claimsBegin } from '../../clocks/claims-begin.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from '../../exchange/facts.ts';
import { openPartition, quarterPartition } from '../../exchange/item.ts';
import { settled } from '../../exchange/work.ts';
import { sortable } from '../../keys.ts';
import { pagesOf } from '../../pages.ts';
import type { IndexEntry } from '../../ports.ts';
import { civilDateOf, DAY, type Instant, instantAt, quarterOf, startOfDay } from '../../time.ts';
import type { PushBody } from '../body.ts';
import { isHandedOver } from '../handed-over.ts';
import { readMark } from '../mark.ts';

export type Push = Exchange<PushBody>;

/** From one instant (inclusive) to another. */
export interface Span {
  from: Instant;
  to: Instant;
}

/**
 * Longer before its deadline nothing is pushed by the usual rules: two working days, a long holiday and an extension
 * between.
 */
const CLAIMED_WITHIN = 62 * DAY;

/** Pushes to be claimed and copies that came within the span and are still open; not what had a mail of its own. */
export async function* arrivedPages(desk: Desk, facts: Facts, org: string, span: Span): AsyncGenerator<Push[]> {
  const { jurisdiction } = desk;
  const within = (created: Instant): boolean => created >= span.from && created < span.to;
  // Whatever was pushed has its deadline after that.
  const open = openPartition(jurisdiction, org, 'push');
  for await (const page of pagesOf(desk.ports.store, 'in', open, { from: sortable(span.from) })) {
    const entries = page.filter(({ sort }) => within(Number(sort.split('#')[1])));
    yield (await read(desk, facts, org, entries)).filter(({ state, mails }) => state === 'pending' && !isTold(mails));
  }
  for (const quarter of quartersOf(span)) {
    const partition = quarterPartition(jurisdiction, org, 'push', quarter);
    const bounds = { from: sortable(span.from), to: sortable(span.to) };
    for await (const page of pagesOf(desk.ports.store, 'in', partition, bounds)) {
      const copies = page.filter(({ sort }) => readMark(sort)?.end === 'information');
      const found = await read(desk, facts, org, copies);
      yield found.filter((push) => push.state === 'for-information' && !isTold(push.mails) && !isHandedOver(push));
    }
  }
}

/** Pushes that were deemed claimed within the span, and for which nobody has been named responsible yet. */
export async function* deemedPages(desk: Desk, facts: Facts, org: string, span: Span): AsyncGenerator<Push[]> {
  if (!endsWithin(span, facts.log)) return;
  const begin = Math.min(span.from - CLAIMED_WITHIN, claimsBegin(facts, civilDateOf(span.from)));
  for (const quarter of quartersOf({ from: span.from - 1, to: span.to })) {
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    const bounds = { from: sortable(begin), to: sortable(span.to) };
    for await (const page of pagesOf(desk.ports.store, 'in', partition, bounds)) {
      const unmarked = page.filter(({ sort }) => readMark(sort) === null);
      yield (await read(desk, facts, org, unmarked)).filter(({ state, body }) => {
        const at = body.claimedAt ?? Number.NaN;
        return state === 'deemed-claimed' && body.responsible === null && at >= span.from && at < span.to;
      });
    }
  }
}

/**
 * Whether a claim may end within the span: claims end with a day, or at an hour that a rule set of the county names.
 */
function endsWithin({ from, to }: Span, log: readonly LogEntry[]): boolean {
  const named = log.flatMap((entry) => (entry.type === 'rules' && entry.endOfDay ? [entry.endOfDay] : []));
  const days = [civilDateOf(from), civilDateOf(to)];
  const ends = days.flatMap((day) => [startOfDay(day), ...named.map((time) => instantAt(day, time))]);
  return to - from >= DAY || ends.some((end) => end >= from && end < to);
}

async function read(desk: Desk, facts: Facts, org: string, entries: readonly IndexEntry[]): Promise<Push[]> {
  if (entries.length === 0) return [];
  const items = await desk.ports.store.getMany(entries.map(({ key }) => key));
  const found = await Promise.all(items.map((item) => item && settled(desk, item.value as Exchange, facts)));
  return found.flatMap((push) => (push?.to === org && !push.quarantined ? [push as Push] : []));
}

function isTold(mails: Exchange['mails']): boolean {
  return mails.some(({ type }) => type === 'arrival');
}

function quartersOf({ from, to }: Span): Set<string> {
  return new Set([from, to - 1].map((instant) => quarterOf(civilDateOf(instant))));
}
