/**
 * Office hours: when notices may be sent, and how long a claim took in working hours.
 *
 * Convention of this system (本系统约定): 08:30–12:00 and 13:30–17:30 on days worked, seven and a half hours a day.
 */
import { addDays, type CivilDate, HOUR, type Instant, MINUTE, ordinalOfInstant, startOfOrdinal } from '../time.ts';
import { type Calendar, indexOf, unknownDay } from './table.ts';

/** From opening to closing, in milliseconds after midnight; the closing instant is no longer open. */
export type OfficeHours = readonly (readonly [opens: number, closes: number])[];

const OFFICE_HOURS: OfficeHours = [
  [8 * HOUR + 30 * MINUTE, 12 * HOUR],
  [13 * HOUR + 30 * MINUTE, 17 * HOUR + 30 * MINUTE],
];

/** The first day worked after a date: after Wednesday 2026-09-30 it is 2026-10-08, after Friday 10-09 Saturday 10-10. */
export function nextWorkingDay(calendar: Calendar, date: CivilDate): CivilDate {
  return calendar.dates[workedFrom(calendar, indexOf(calendar, date) + 1, date)] as CivilDate;
}

/**
 * The instant itself when offices are open, else the next opening:
 * 2026-09-30T17:30 → 2026-10-08T08:30, 12:10 → 13:30 of the same day.
 */
export function nextOfficeInstant(calendar: Calendar, at: Instant, hours: OfficeHours = OFFICE_HOURS): Instant {
  const today = indexOfInstant(calendar, at);
  const day = workedFrom(calendar, today, calendar.dates[today] as CivilDate);
  if (day === today) {
    const midnight = startOfOrdinal(calendar.first + day);
    for (const [opens, closes] of hours) if (at < midnight + closes) return Math.max(at, midnight + opens);
  }
  const next = day === today ? workedFrom(calendar, today + 1, calendar.dates[today] as CivilDate) : day;
  return startOfOrdinal(calendar.first + next) + (hours[0]?.[0] ?? 0);
}

/** The time offices were open from one instant to another; 0 where the second is not later. */
export function workingMillisBetween(
  calendar: Calendar,
  a: Instant,
  b: Instant,
  hours: OfficeHours = OFFICE_HOURS,
): number {
  return b <= a ? 0 : openedBefore(calendar, b, hours) - openedBefore(calendar, a, hours);
}

/** The time offices were open from the table's first day until an instant. */
function openedBefore(calendar: Calendar, at: Instant, hours: OfficeHours): number {
  const day = indexOfInstant(calendar, at);
  const worked = calendar.workedBefore[day] as number;
  const workedToday = (calendar.workedBefore[day + 1] as number) - worked;
  const sinceMidnight = at - startOfOrdinal(calendar.first + day);
  let perDay = 0;
  let today = 0;
  for (const [opens, closes] of hours) {
    perDay += closes - opens;
    today += Math.min(Math.max(sinceMidnight - opens, 0), closes - opens);
  }
  return worked * perDay + workedToday * today;
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
