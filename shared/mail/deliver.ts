/**
 * Sends a mail that is an item of its own, at least once:
 *
 * ```
 * waiting, due  → claimed (attempts + 1, due later) → mail out → sent
 *                                    │                  └ failed → waiting until the next attempt, or parked
 *                                    └ crash: due again after the claim, the same Message-ID goes out
 * ```
 *
 * Each arrow is a compare-and-swap, so of two that are woken at once one sends.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/kind.ts';
import { load } from '../exchange/work.ts';
import type { Settings } from '../platform.ts';
import type { Mail, Put } from '../ports.ts';
import { addressOf } from './address.ts';
import type { MailMakers } from './made.ts';
import { afterFailure, alarmOf, laidOut, NO_ADDRESS, sectionNow, tellParked } from './mail.ts';
import { type Outgoing, outgoingItem, outgoingKey } from './outgoing.ts';
import { allowed, claimedUntil, MOST_ATTEMPTS } from './retries.ts';
import { write } from './write.ts';

/** Delivers a mail if it is due. Early, late or twice makes no difference. */
export async function deliver(desk: Desk, settings: Settings, id: string, makers: MailMakers = {}): Promise<void> {
  const facts = await desk.facts();
  const item = await desk.ports.store.get(outgoingKey(desk.jurisdiction, id));
  const outgoing = item?.value as Outgoing | undefined;
  if (!item || outgoing?.state !== 'waiting' || outgoing.due > facts.now) return;
  const maker = makers[outgoing.type];
  const atAnyHour = maker?.atAnyHour ?? false;
  const opens = allowed(facts, facts.now, atAnyHour);
  if (opens > facts.now) return void (await change(desk, outgoing, { due: opens }));
  const about = outgoing.about === null ? null : ((await load(desk, outgoing.about, facts)) ?? null);
  const mail = maker
    ? await maker.make(desk, settings, outgoing, facts)
    : await laidOut(desk, settings, outgoing, about, facts);
  if (!mail) return void (await change(desk, outgoing, { state: 'dropped' }));
  const also = await alarmOf(desk, settings, outgoing, about, facts);
  const to = addressOf(facts.county, outgoing.org, sectionNow(outgoing, about));
  const hopeless = to === null ? NO_ADDRESS : outgoing.attempts >= MOST_ATTEMPTS ? (outgoing.lastError ?? LOST) : null;
  if (to === null || hopeless !== null) {
    return void (await change(desk, outgoing, { state: 'parked', lastError: hopeless }, also));
  }
  const due = claimedUntil(facts, atAnyHour);
  const claimed = await change(desk, outgoing, { attempts: outgoing.attempts + 1, due }, also);
  if (claimed) await send(desk, claimed, { ...mail, to, messageId: claimed.messageId }, facts, atAnyHour);
}

const LOST = '多次发送均未确认结果。';

async function send(desk: Desk, outgoing: Outgoing, mail: Mail, facts: Facts, atAnyHour: boolean): Promise<void> {
  const { mailer, clock } = desk.ports;
  try {
    await mailer.send(mail);
  } catch (error) {
    await change(desk, outgoing, afterFailure(desk, outgoing, facts, error, atAnyHour));
    return;
  }
  await change(desk, outgoing, { state: 'sent', sentAt: clock.now(), lastError: null });
}

/** Writes the changed mail, with what is written along; undefined where somebody was faster. */
async function change(
  desk: Desk,
  before: Outgoing,
  changes: Partial<Outgoing>,
  also: readonly Put[] = [],
): Promise<Outgoing | undefined> {
  const after = { ...before, ...changes };
  const put = { item: outgoingItem(after), expected: outgoingItem(before).head };
  if (!(await write(desk, put, ...also))) return undefined;
  tellParked(desk, after);
  return after;
}
