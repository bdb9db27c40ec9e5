/** When a mail that could not be sent is tried again. */
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import type { Facts } from '../exchange/facts.ts';
import { HOUR, type Instant, MINUTE } from '../time.ts';

/** How long to wait after the first, second … failure; after one more the mail is parked. */
const PAUSES: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/** After that many faults in a row the pause grows no longer: 15 minutes. */
const FAULT_PAUSES = 3;

export const MOST_ATTEMPTS = PAUSES.length + 1;

/** Longer than a mailer may take: until then an attempt that has begun belongs to whoever began it. */
const CLAIM = 2 * MINUTE;

/**
 * When to try again after that many failures; null when it has been enough.
 * Failed for the first time at 11:59:30 → 13:30, on Wednesday 2026-09-30 at 17:29:30 → Thursday 10-08 at 08:30.
 */
export function nextAttempt(facts: Facts, failures: number, atAnyHour = false): Instant | null {
  const pause = PAUSES[failures - 1];
  return pause === undefined ? null : allowed(facts, facts.now + pause, atAnyHour);
}

/** When to try again after the server has taken no mail that many times in a row: never given up. */
export function nextAfterFault(facts: Facts, faults: number, atAnyHour: boolean): Instant {
  const pause = PAUSES[Math.min(faults, FAULT_PAUSES) - 1] as number;
  return allowed(facts, facts.now + pause, atAnyHour);
}

/** How much later than it is due a mail may go out at its first attempt though the offices have closed meanwhile. */
export const PUNCTUAL = 5 * MINUTE;

/**
 * So where the offices have closed just now; not where they have turned out to be closed that day, or to open later:
 * the hour is counted when the mail is owed, and the calendar may have changed since.
 */
export function isPunctual(facts: Facts, due: Instant): boolean {
  return facts.now - due <= PUNCTUAL && allowed(facts, due - PUNCTUAL) <= due;
}

/** Until when nobody else takes up what was begun then. */
export function leftAlone(begun: Instant): Instant {
  return begun + CLAIM;
}

/** The instant itself, or where mail keeps to the offices' hours their next opening. */
export function allowed(facts: Facts, at: Instant, atAnyHour = false): Instant {
  return atAnyHour ? at : nextOfficeInstant(calendarNow(facts), at);
}
