/**
 * Sends what records owe:
 *
 * ```
 * owed, due → begun → mail out → done: sent
 *    │          │        └ failed → done: handed on to a mail of its own, which is tried again, then parked
 *    │          └ crash: after two minutes handed on, so that the same Message-ID goes out
 *    └ nothing to tell any more → done: dropped
 * ```
 *
 * Each arrow is a compare-and-swap, so of two that are woken at once one sends. Where all goes well, which is nearly
 * always, no item but the record itself is written.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Exchange, Owed } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { type Known, type Marked, mark } from '../exchange/owed.ts';
import type { Settings } from '../platform.ts';
import type { Mail, Put } from '../ports.ts';
import type { Instant } from '../time.ts';
import { addressOf } from './address.ts';
import { afterFailure, alarmOf, laidOut, NO_ADDRESS, sectionNow, tellParked } from './mail.ts';
import { type Outgoing, outgoingItem, outgoingOf } from './outgoing.ts';
import { allowed, leftAlone } from './retries.ts';

/** Sends all that a record owes by now. Early, late or twice makes no difference. */
export async function deliverOwed(desk: Desk, settings: Settings, found: Exchange, facts: Facts): Promise<void> {
  let known: Known = { exchange: found, facts };
  for (const nth of found.mails.keys()) known = await deliverOne(desk, settings, nth, known);
}

async function deliverOne(desk: Desk, settings: Settings, nth: number, known: Known): Promise<Known> {
  let mail: Mail | null = null;
  const begun = await mark(desk, nth, known, async (owed, exchange, facts) => {
    const taken = await take(desk, settings, owed, exchange, facts);
    mail = taken?.mail ?? null;
    return taken;
  });
  if (!begun || !mail) return begun ? { ...known, exchange: begun } : known;
  const sent = await send(desk, settings, nth, { ...known, exchange: begun }, mail);
  return sent ? { ...known, exchange: sent } : known;
}

type Taken = Marked & { mail?: Mail };

/** What is to be done about a mail that is owed; null for nothing, now. */
async function take(
  desk: Desk,
  settings: Settings,
  owed: Owed,
  exchange: Exchange,
  facts: Facts,
): Promise<Taken | null> {
  if (owed.done || owed.due > facts.now) return null;
  const outgoing = outgoingOf(exchange, owed, settings.mailDomain);
  if (owed.begun !== null) {
    const lost = { ...outgoing, due: allowed(facts, facts.now), attempts: 1 };
    return facts.now < leftAlone(owed.begun) ? null : handOn(desk, owed, lost, facts.now);
  }
  const opens = allowed(facts, facts.now);
  if (opens > facts.now) return handOn(desk, owed, { ...outgoing, due: opens }, facts.now);
  const made = await laidOut(desk, settings, outgoing, exchange, facts);
  if (!made) return { owed: { ...owed, done: { at: facts.now, how: 'dropped' } } };
  const also = await alarmOf(desk, settings, outgoing, exchange, facts);
  const to = addressOf(facts.county, owed.org, sectionNow(outgoing, exchange));
  if (to === null) {
    const parked = handOn(desk, owed, { ...outgoing, state: 'parked', lastError: NO_ADDRESS }, facts.now);
    return { ...parked, also: [...parked.also, ...also] };
  }
  return { owed: { ...owed, begun: facts.now }, also, mail: { ...made, to, messageId: outgoing.messageId } };
}

/** Sends, then writes how it went. A crash in between is made good by whoever looks next, after a while. */
async function send(desk: Desk, settings: Settings, nth: number, known: Known, mail: Mail): Promise<Exchange | null> {
  const { mailer, clock } = desk.ports;
  const mine = known.exchange.mails[nth] as Owed;
  const still = (owed: Owed): boolean => owed.done === null && owed.begun === mine.begun;
  try {
    await mailer.send(mail);
  } catch (error) {
    const tried: Outgoing = { ...outgoingOf(known.exchange, mine, settings.mailDomain), attempts: 1 };
    const failed = { ...tried, ...afterFailure(desk, tried, known.facts, error) };
    const at = clock.now();
    return mark(desk, nth, known, async (owed) => (still(owed) ? handOn(desk, owed, failed, at) : null));
  }
  const done = { at: clock.now(), how: 'sent' as const };
  return mark(desk, nth, known, async (owed) => (still(owed) ? { owed: { ...owed, done } } : null));
}

/** From here on it is a mail of its own, with as many attempts as it has had. */
function handOn(desk: Desk, owed: Owed, outgoing: Outgoing, at: Instant): Marked & { also: readonly Put[] } {
  tellParked(desk, outgoing);
  const also = [{ item: outgoingItem(outgoing), expected: null }];
  return { owed: { ...owed, done: { at, how: 'handed-on' } }, also };
}
