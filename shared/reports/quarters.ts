/**
 * Quarters, and the day on which a quarter's circular is drafted (本系统约定): 09:00 of the first working day after it, or
 * the county's `circularTime`.
 *
 * | quarter | drafted          | because                                        |
 * |---------|------------------|------------------------------------------------|
 * | 2026Q1  | 2026-04-01 09:00 | a Wednesday                                    |
 * | 2026Q3  | 2026-10-08 09:00 | 国庆节 1–7 October                              |
 * | 2025Q4  | 2026-01-04 09:00 | 元旦 1–3 January; Sunday 4 January is worked    |
 */
import { nextWorkingDay } from '../calendar/office-hours.ts';
import type { Calendar } from '../calendar/table.ts';
import { CIRCULAR_TIME } from '../county.ts';
import { addDays, type CivilDate, type Instant, instantAt, type Quarter } from '../time.ts';

const QUARTER = /^[12]\d{3}Q[1-4]$/;

export function isQuarter(text: string): boolean {
  return QUARTER.test(text);
}

/** `2026Q4` → `2027Q1`. */
export function nextQuarter(quarter: Quarter): Quarter {
  const [year, n] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return n === 4 ? `${year + 1}Q1` : `${year}Q${n + 1}`;
}

/** All quarters from one to another, both included; none where the second is earlier. */
export function quartersFrom(first: Quarter, last: Quarter): Quarter[] {
  const quarters: Quarter[] = [];
  for (let quarter = first; quarter <= last; quarter = nextQuarter(quarter)) quarters.push(quarter);
  return quarters;
}

/** `2026Q3` → `2026-07-01`. */
export function firstDayOf(quarter: Quarter): CivilDate {
  const month = Number(quarter.slice(5)) * 3 - 2;
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** `2026Q3` → `2026-09-30`. */
export function lastDayOf(quarter: Quarter): CivilDate {
  return addDays(firstDayOf(nextQuarter(quarter)), -1);
}

/** The instant from which a quarter's circular may be drafted, at the county's time of day. */
export function draftInstant(calendar: Calendar, quarter: Quarter, time = CIRCULAR_TIME): Instant {
  return instantAt(nextWorkingDay(calendar, lastDayOf(quarter)), time);
}
