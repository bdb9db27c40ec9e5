/**
 * Sends a notice that is an item of its own, at least once:
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
import { type Notice, noticeItem, noticeKey } from './notice.ts';
import { allowed, claimedUntil, MOST_ATTEMPTS } from './retries.ts';
import { write } from './write.ts';

/** Delivers a notice if it is due. Early, late or twice makes no difference. */
export async function deliver(desk: Desk, settings: Settings, id: string, makers: MailMakers = {}): Promise<void> {
  const facts = await desk.facts();
  const item = await desk.ports.store.get(noticeKey(desk.jurisdiction, id));
  const notice = item?.value as Notice | undefined;
  if (!item || notice?.state !== 'waiting' || notice.due > facts.now) return;
  const maker = makers[notice.type];
  const atAnyHour = maker?.atAnyHour ?? false;
  const opens = allowed(facts, facts.now, atAnyHour);
  if (opens > facts.now) return void (await change(desk, notice, { due: opens }));
  const about = notice.about === null ? null : ((await load(desk, notice.about, facts)) ?? null);
  const mail = maker
    ? await maker.make(desk, settings, notice, facts)
    : await laidOut(desk, settings, notice, about, facts);
  if (!mail) return void (await change(desk, notice, { state: 'dropped' }));
  const also = await alarmOf(desk, settings, notice, about, facts);
  const to = addressOf(facts.county, notice.org, sectionNow(notice, about));
  const hopeless = to === null ? NO_ADDRESS : notice.attempts >= MOST_ATTEMPTS ? (notice.lastError ?? LOST) : null;
  if (to === null || hopeless !== null) {
    return void (await change(desk, notice, { state: 'parked', lastError: hopeless }, also));
  }
  const due = claimedUntil(facts, atAnyHour);
  const claimed = await change(desk, notice, { attempts: notice.attempts + 1, due }, also);
  if (claimed) await send(desk, claimed, { ...mail, to, messageId: claimed.messageId }, facts, atAnyHour);
}

const LOST = '多次发送均未确认结果。';

async function send(desk: Desk, notice: Notice, mail: Mail, facts: Facts, atAnyHour: boolean): Promise<void> {
  const { mailer, clock } = desk.ports;
  try {
    await mailer.send(mail);
  } catch (error) {
    await change(desk, notice, afterFailure(desk, notice, facts, error, atAnyHour));
    return;
  }
  await change(desk, notice, { state: 'sent', sentAt: clock.now(), lastError: null });
}

/** Writes the changed notice, with what is written along; undefined where somebody was faster. */
async function change(
  desk: Desk,
  before: Notice,
  changes: Partial<Notice>,
  also: readonly Put[] = [],
): Promise<Notice | undefined> {
  const after = { ...before, ...changes };
  const put = { item: noticeItem(after), expected: noticeItem(before).head };
  if (!(await write(desk, put, ...also))) return undefined;
  tellParked(desk, after);
  return after;
}
