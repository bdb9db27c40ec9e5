/**
 * Sends what records owe:
 *
 * ```
 * owed, due → begun → mail out → done: sent
 *    │          │        └ failed → done: handed on to a notice of its own, which is tried again, then parked
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
import { type Mail, MailRefused, type Put } from '../ports.ts';
import { addressOf } from './address.ts';
import { alarmOf, laidOut, NO_ADDRESS, reasonOf, sectionNow } from './mail.ts';
import { type Notice, noticeItem, noticeOf } from './notice.ts';
import { allowed, leftAlone, nextAttempt } from './retries.ts';

/** Sends all that a record owes by now. Early, late or twice makes no difference. */
export async function deliverOwed(desk: Desk, settings: Settings, found: Exchange, facts: Facts): Promise<void> {
  let known: Known = { exchange: found, facts };
  for (const nth of found.notices.keys()) known = await deliverOne(desk, settings, nth, known);
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
  const notice = noticeOf(exchange, owed, settings.mailDomain);
  if (owed.begun !== null) {
    const lost = { ...notice, due: allowed(facts, facts.now), attempts: 1 };
    return facts.now < leftAlone(owed.begun) ? null : handOn(desk, owed, lost, facts);
  }
  const opens = allowed(facts, facts.now);
  if (opens > facts.now) return handOn(desk, owed, { ...notice, due: opens }, facts);
  const made = await laidOut(desk, settings, notice, exchange, facts);
  if (!made) return { notice: { ...owed, done: { at: facts.now, how: 'dropped' } } };
  const also = await alarmOf(desk, settings, notice, exchange, facts);
  const to = addressOf(facts.county, owed.org, sectionNow(notice, exchange));
  if (to === null) {
    const parked = handOn(desk, owed, { ...notice, state: 'parked', lastError: NO_ADDRESS }, facts);
    return { ...parked, also: [...parked.also, ...also] };
  }
  return { notice: { ...owed, begun: facts.now }, also, mail: { ...made, to, messageId: notice.messageId } };
}

/** Sends, then writes how it went. A crash in between is made good by whoever looks next, after a while. */
async function send(desk: Desk, settings: Settings, nth: number, known: Known, mail: Mail): Promise<Exchange | null> {
  const { log, mailer, clock } = desk.ports;
  const mine = known.exchange.notices[nth] as Owed;
  const notice = noticeOf(known.exchange, mine, settings.mailDomain);
  const still = (owed: Owed): boolean => owed.done === null && owed.begun === mine.begun;
  try {
    await mailer.send(mail);
  } catch (error) {
    const lastError = reasonOf(error);
    log.error('mail-failed', { notice: notice.id, type: notice.type, attempts: 1, reason: lastError });
    const later = { ...known.facts, now: clock.now() };
    const due = error instanceof MailRefused ? null : nextAttempt(later, 1);
    const failed: Notice =
      due === null
        ? { ...notice, state: 'parked', attempts: 1, lastError }
        : { ...notice, due, attempts: 1, lastError };
    return mark(desk, nth, known, async (owed) => (still(owed) ? handOn(desk, owed, failed, later) : null));
  }
  const done = { at: clock.now(), how: 'sent' as const };
  return mark(desk, nth, known, async (owed) => (still(owed) ? { notice: { ...owed, done } } : null));
}

/** From here on it is a notice of its own, with as many attempts as it has had. */
function handOn(desk: Desk, owed: Owed, notice: Notice, { now }: Facts): Marked & { also: readonly Put[] } {
  // Nobody tries any more: somebody has to be told.
  if (notice.state === 'parked') desk.ports.log.error('mail-parked', { notice: notice.id, type: notice.type });
  const also = [{ item: noticeItem(notice), expected: null }];
  return { notice: { ...owed, done: { at: now, how: 'handed-on' } }, also };
}
