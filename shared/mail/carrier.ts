/**
 * Where a mail that is to go out lies: in the record that owes it, where all goes well nearly always, or in an item of
 * its own. Whatever becomes of it is written by compare-and-swap, so that of two that are woken at once one sends.
 */
import { type Changed, change } from '../change.ts';
import { arm, type Desk } from '../exchange/desk.ts';
import type { Exchange, Owed } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { type Known, mark } from '../exchange/owed.ts';
import { load } from '../exchange/work.ts';
import type { Item } from '../ports.ts';
import type { Instant } from '../time.ts';
import { type Outgoing, outgoingItem, outgoingKey, outgoingOf } from './outgoing.ts';
import { leftAlone } from './retries.ts';

/** A mail as it is now, the record that it is about, and the facts of that moment. */
export interface Seen {
  /** In a record it is tried once. */
  lies: 'in-record' | 'by-itself';
  outgoing: Outgoing;
  about: Exchange | null;
  facts: Facts;
}

/** What becomes of a mail. */
export type Next =
  | { to: 'begun' }
  | { to: 'sent'; at: Instant }
  | { to: 'dropped' }
  | { to: 'waiting'; due: Instant; attempts: number; lastError: string | null; faults?: number }
  | { to: 'parked'; lastError: string };

export interface Carrier {
  /** `decide` is asked of the mail as it is, again where somebody was faster. The mail as written; null for nothing. */
  change(decide: (seen: Seen) => Promise<Next | null>): Promise<Outgoing | null>;
}

/** A mail that is an item of its own. It is decided about at leisure, since its files may take seconds to make. */
export function itemCarrier(desk: Desk, id: string): Carrier {
  const { store } = desk.ports;
  const key = outgoingKey(desk.jurisdiction, id);
  return {
    change: async (decide) => {
      const stored = await store.get(key);
      const seen = stored && (await seenFrom(desk, stored.value as Outgoing));
      const next = seen && (await decide(seen));
      if (!next) return null;
      const after = become(seen.outgoing, next, seen.facts);
      const unlessOutrun = (now: Item | undefined): Changed<Outgoing | null> =>
        now?.head === stored?.head ? { item: outgoingItem(after), result: after } : { item: null, result: null };
      return change(store, key, unlessOutrun, (item) => arm(desk, item));
    },
  };
}

async function seenFrom(desk: Desk, outgoing: Outgoing): Promise<Seen | undefined> {
  if (outgoing.state !== 'waiting') return undefined;
  const facts = await desk.facts();
  const about = outgoing.about === null ? null : ((await load(desk, outgoing.about, facts)) ?? null);
  return { lies: 'by-itself', outgoing, about, facts };
}

/**
 * The `nth` mail that a record owes. It is tried once from there: what is to be tried again, or is parked, becomes an
 * item of its own, and the record owes it no longer.
 */
export function recordCarrier(desk: Desk, nth: number, mailDomain: string, known: Known): Carrier & { known(): Known } {
  let latest = known;
  return {
    known: () => latest,
    change: async (decide) => {
      let result: Outgoing | null = null;
      const written = await mark(desk, nth, latest, async (owed, about, facts) => {
        result = null;
        if (owed.done) return null;
        const outgoing = asOutgoing(about, owed, mailDomain);
        const next = await decide({ lies: 'in-record', outgoing, about, facts });
        if (!next) return null;
        result = become(outgoing, next, facts);
        return markedBy(owed, next, result, facts);
      });
      if (written) latest = { ...latest, exchange: written };
      return written && result;
    },
  };
}

/** A mail in a record has begun at most once; until it is left alone no longer, it waits. */
function asOutgoing(about: Exchange, owed: Owed, mailDomain: string): Outgoing {
  const outgoing = outgoingOf(about, owed, mailDomain);
  return owed.begun === null ? outgoing : { ...outgoing, attempts: 1, due: leftAlone(owed.begun) };
}

function markedBy(owed: Owed, next: Next, after: Outgoing, { now }: Facts) {
  if (next.to === 'begun' && after.attempts === 1) return { owed: { ...owed, begun: now } };
  if (next.to === 'sent') return { owed: { ...owed, done: { at: next.at, how: 'sent' as const } } };
  if (next.to === 'dropped') return { owed: { ...owed, done: { at: now, how: 'dropped' as const } } };
  const own = next.to === 'parked' ? { ...after, due: owed.due } : after;
  const also = [{ item: outgoingItem(own), expected: null }];
  return { owed: { ...owed, done: { at: now, how: 'handed-on' as const } }, also };
}

function become(outgoing: Outgoing, next: Next, { now }: Facts): Outgoing {
  switch (next.to) {
    case 'begun':
      return { ...outgoing, attempts: outgoing.attempts + 1, due: leftAlone(now) };
    case 'sent':
      return { ...outgoing, state: 'sent', sentAt: next.at, lastError: null };
    case 'dropped':
      return { ...outgoing, state: 'dropped' };
    case 'parked':
      return { ...outgoing, state: 'parked', lastError: next.lastError };
    case 'waiting': {
      const { to: _, ...waiting } = next;
      const { faults: __, ...before } = outgoing;
      return { ...before, ...waiting };
    }
  }
}
