/**
 * The hours at which arrivals are told (`County.mailHours`), on days worked. Each covers what was pushed since the hour
 * before, to its own: the window is fixed, so that a mail that is sent again names the same.
 *
 * An hour was kept only where its day was worked by what was known then: on a day that has become worked since (an
 * extension is taken back, a notice comes late) nobody was told anything at the hours before, and the next one covers
 * them. An hour of a day that has become off covers nothing any more: better told twice than not at all.
 */
import { calendarAt, calendarNow, isWorking } from '../../calendar/table.ts';
import { type County, MAIL_HOURS } from '../../county.ts';
import type { Facts } from '../../exchange/facts.ts';
import {
  addDays,
  type CivilDate,
  civilDateOf,
  formatInstant,
  type Instant,
  instantAt,
  yearOfInstant,
} from '../../time.ts';

export interface Window {
  /** Inclusive. */
  from: Instant;
  /** Exclusive; the mail hour. */
  to: Instant;
  /** True for the first of a day, which is told within the digest. */
  first: boolean;
}

/** A holiday is not longer. */
const DAYS_BACK = 40;

export function hoursOf({ mailHours = MAIL_HOURS }: Pick<County, 'mailHours'>): readonly string[] {
  return mailHours;
}

/**
 * The last windows that have ended by now, the newest first. On Monday 2026-10-12 at 09:40 they are 08:30–09:30, then
 * Saturday 10-10 (worked) 17:30 to Monday 08:30, then 16:30–17:30 of that Saturday.
 */
export function lastWindows(facts: Facts, count: number): Window[] {
  const calendar = calendarNow(facts);
  const hours = hoursOf(facts.county);
  const ends: { at: Instant; first: boolean }[] = [];
  let day = civilDateOf(facts.now);
  for (let n = 0; n < DAYS_BACK && ends.length <= count; n++, day = addDays(day, -1)) {
    if (!isWorking(calendar, day)) continue;
    const today = hours.map((hour, i) => ({ at: instantAt(day, hour), first: i === 0 }));
    ends.push(...today.filter(({ at }) => at <= facts.now && wasWorked(facts, day, at)).reverse());
  }
  return ends.slice(0, count).flatMap(({ at, first }, i) => {
    const before = ends[i + 1];
    return before ? [{ from: before.at, to: at, first }] : [];
  });
}

/** Whether a day was worked by what was known at an instant. */
function wasWorked({ log, now }: Facts, day: CivilDate, at: Instant): boolean {
  const version = log.findLastIndex((entry) => entry.at <= at) + 1;
  return version === log.length || isWorking(calendarAt(log, version, yearOfInstant(now)), day);
}

/**
 * The last windows, as many as a day has and one more; all that are told of still where runs have been missed since the
 * one named `last`.
 */
export function windowsSince(facts: Facts, last: string | undefined): Window[] {
  const day = hoursOf(facts.county).length;
  return lastWindows(facts, KEPT_DAYS * day).filter((window, i) => i <= day || isSince(window, last));
}

/** Whether it ended after the one of that name. */
export function isSince(window: Window, last: string | undefined): boolean {
  return last !== undefined && nameOfWindow(window) > last;
}

/** The last windows that are told within a day's digest. */
export function digestWindows(facts: Facts): Window[] {
  return lastWindows(facts, KEPT_DAYS * hoursOf(facts.county).length).filter(({ first }) => first);
}

/** How a window is named in the mail that tells of it: `2026-09-28T09:30`. */
export function nameOfWindow({ to }: Window): string {
  return formatInstant(to).slice(0, 16);
}

/** The window of that name, as long as it is one of the last; the mail is too old otherwise. */
export function windowNamed(facts: Facts, name: string | null): Window | undefined {
  return lastWindows(facts, KEPT_DAYS * hoursOf(facts.county).length).find((window) => nameOfWindow(window) === name);
}

/** Some working days: what could not be sent for longer says nothing new any more. */
const KEPT_DAYS = 6;
