/**
 * Office hours: when notices may be sent, and how long a claim took in working hours. The calendar has those of each
 * day (`office-spans.ts`).
 */
import { addDays, type CivilDate, type Instant, ordinalOf, ordinalOfInstant, startOfOrdinal } from '../time.ts';
import type { HoursPeriod, OfficeHours } from './office-spans.ts';
import { type Calendar, indexOf, unknownDay } from './table.ts';
import type { OfficeSpan } from './types.ts';

/**
 * The first day worked after a date: after Wednesday 2026-09-30 it is 2026-10-08, after Friday 10-09 Saturday 10-10.
 */
export function nextWorkingDay(calendar: Calendar, date: CivilDate): CivilDate {
  return calendar.dates[workedFrom(calendar, indexOf(calendar, date) + 1, date)] as CivilDate;
}

/**
 * The instant itself when offices are open, else the next opening:
 * 2026-09-30T17:30 → 2026-10-08T08:30, 12:10 → 13:30 of the same day.
 */
export function nextOfficeInstant(calendar: Calendar, at: Instant, hours?: OfficeHours): Instant {
  const today = indexOfInstant(calendar, at);
  const day = workedFrom(calendar, today, calendar.dates[today] as CivilDate);
  const hoursOn = (index: number): OfficeHours => hours ?? periodOn(calendar, index).hours;
  const midnight = startOfOrdinal(calendar.first + day);
  for (const [opens, closes] of hoursOn(day)) if (at < midnight + closes) return Math.max(at, midnight + opens);
  const next = workedFrom(calendar, day + 1, calendar.dates[day] as CivilDate);
  return startOfOrdinal(calendar.first + next) + (hoursOn(next)[0]?.[0] ?? 0);
}

/**
 * The time offices were open from one instant to another, each day by the hours of its own; 0 where the second is not
 * later.
 */
export function workingMillisBetween(calendar: Calendar, a: Instant, b: Instant): number {
  return b <= a ? 0 : openedBefore(calendar, b) - openedBefore(calendar, a);
}

/** The time offices were open from the table's first day until an instant. */
function openedBefore(calendar: Calendar, at: Instant): number {
  const day = indexOfInstant(calendar, at);
  const sinceMidnight = at - startOfOrdinal(calendar.first + day);
  let opened = 0;
  if (calendar.workedBefore[day + 1] !== calendar.workedBefore[day]) {
    for (const [opens, closes] of periodOn(calendar, day).hours) {
      opened += Math.min(Math.max(sinceMidnight - opens, 0), closes - opens);
    }
  }
  return opened + wholeDaysBefore(calendar, day);
}

/** The days worked before a place in the table, period by period. */
function wholeDaysBefore({ first, periods, workedBefore }: Calendar, day: number): number {
  let opened = 0;
  for (const [i, { first: begins, perDay }] of periods.entries()) {
    const from = Math.max(begins - first, 0);
    if (from >= day) break;
    const to = Math.min((periods[i + 1]?.first ?? Number.POSITIVE_INFINITY) - first, day);
    if (to > from) opened += ((workedBefore[to] as number) - (workedBefore[from] as number)) * perDay;
  }
  return opened;
}

/** The office hours of a civil day, whether it is worked or not. */
export function officeHoursOn(calendar: Calendar, date: CivilDate): readonly OfficeSpan[] {
  return periodOn(calendar, indexOf(calendar, date)).spans;
}

/** The office hours that hold on a civil day, and those that follow; the earliest first. */
export function officeHoursFrom({ periods }: Calendar, date: CivilDate): (readonly OfficeSpan[])[] {
  const day = ordinalOf(date);
  return periods.filter((_, i) => (periods[i + 1]?.first ?? Number.POSITIVE_INFINITY) > day).map(({ spans }) => spans);
}

/** The office hours of a place in the table. */
function periodOn({ first, periods }: Calendar, index: number): HoursPeriod {
  return periods.findLast((period) => period.first <= first + index) as HoursPeriod;
}

function indexOfInstant(calendar: Calendar, at: Instant): number {
  const index = ordinalOfInstant(at) - calendar.first;
  if (calendar.dates[index] === undefined) throw unknownDay(calendar, addDays('1970-01-01', ordinalOfInstant(at)));
  return index;
}

/** The first day worked from a place in the table on. */
function workedFrom(calendar: Calendar, index: number, what: CivilDate): number {
  const day = calendar.workedDays[calendar.workedBefore[index] ?? -1];
  if (day === undefined) throw unknownDay(calendar, `${what}之后的工作日`);
  return day;
}
