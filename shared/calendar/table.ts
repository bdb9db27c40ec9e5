/**
 * The calendar as a table: one integer per civil day from 2019-01-01 to the end of the year after next.
 *
 * A version of the calendar is the built-in notices and the first `version` entries of the log. Every answer is an
 * array look-up; outside the table there is none (`calendar-unknown`), never a guess.
 */
import { Problem } from '../errors.ts';
import { type CivilDate, type Instant, ordinalOf, yearOfInstant } from '../time.ts';
import { type Meaning, meaningsOf } from './meanings.ts';
import { LAST_MOVING_YEAR } from './moving-dates.ts';
import { type HoursPeriod, periodsOf } from './office-spans.ts';
import type { Extension, LogEntry } from './types.ts';

/** 2019-01-01, as days since 1970-01-01. */
const FIRST = 17_897;
export const FIRST_YEAR = 2019;

export interface Calendar {
  readonly version: number;
  readonly firstDay: CivilDate;
  /** The last day of the year after next; before `firstDay` where there is none. */
  readonly lastDay: CivilDate;
  /** The ordinal of `firstDay`; all arrays are indexed by ordinal − first. */
  readonly first: number;
  readonly dates: readonly CivilDate[];
  /** Days worked before each day; one longer than the table. */
  readonly workedBefore: Uint16Array;
  /** The index of each day worked, in order: `workedDays[workedBefore[i]]` is the first day worked from day i on. */
  readonly workedDays: Uint16Array;
  /** Days in provisional years before each day; one longer than the table. */
  readonly provisionalBefore: Uint16Array;
  /** Why each day is as it is. Days that share a meaning share the object. */
  readonly meanings: readonly Meaning[];
  /** Office hours, by the days from which they hold. */
  readonly periods: readonly HoursPeriod[];
  /** Deadlines already answered, by their last day (see `deadline.ts`); sparse. */
  readonly answers: Deadline[];
  readonly provisionalAnswers: Deadline[];
}

export interface Deadline {
  /** The last civil day. */
  readonly by: CivilDate;
  /** The instant at which it ends, exclusive. */
  readonly deadline: Instant;
  /** Some day from the start to the end lies in a year without a notice. */
  readonly provisional: boolean;
}

/** One day for users: why it is worked or not, and under which document. */
interface DayFact {
  date: CivilDate;
  working: boolean;
  reason: string;
  source: string;
}

/**
 * Builds the calendar from the built-in notices and these entries, a log from its first on; extensions that are not
 * `counted` are left out. `calendarAt` remembers what it built.
 */
export function buildCalendar(
  entries: readonly LogEntry[],
  thisYear: number,
  counted?: (extension: Extension) => boolean,
): Calendar {
  const dates = datesThrough(Math.min(thisYear + 2, LAST_MOVING_YEAR));
  const meanings = meaningsOf(entries, FIRST, dates, counted);
  const workedBefore = new Uint16Array(dates.length + 1);
  const provisionalBefore = new Uint16Array(dates.length + 1);
  const workedDays = new Uint16Array(dates.length);
  let worked = 0;
  let provisional = 0;
  for (let i = 0; i < meanings.length; i++) {
    const meaning = meanings[i] as Meaning;
    if (meaning.working) workedDays[worked++] = i;
    if (meaning.provisional) provisional++;
    workedBefore[i + 1] = worked;
    provisionalBefore[i + 1] = provisional;
  }
  return {
    version: entries.length,
    firstDay: `${FIRST_YEAR}-01-01`,
    lastDay: dates.at(-1) ?? `${FIRST_YEAR - 1}-12-31`,
    first: FIRST,
    dates,
    workedBefore,
    workedDays: workedDays.subarray(0, worked),
    provisionalBefore,
    meanings,
    periods: periodsOf(entries),
    answers: new Array(dates.length),
    provisionalAnswers: new Array(dates.length),
  };
}

interface Remembered {
  entries: readonly LogEntry[];
  calendar: Calendar;
}

const remembered = new WeakMap<readonly LogEntry[], Map<string, Remembered>>();
const builtIn = new Map<number, Calendar>();

/**
 * The calendar as of a version: the first `version` entries of the log. Free when asked again.
 *
 * A log only grows and its entries are never changed. What is remembered hangs on the log array and is used only while
 * its first `version` entries are the very objects it was built from, so that an array put to another use is not
 * mistaken.
 */
export function calendarAt(log: readonly LogEntry[], version: number, thisYear: number): Calendar {
  if (version === 0) return remember(builtIn, thisYear, () => buildCalendar([], thisYear));
  if (version > log.length) throw new RangeError(`calendar version ${version} of a log with ${log.length} entries`);
  const known = remember(remembered, log, () => new Map<string, Remembered>());
  const key = `${version}/${thisYear}`;
  const found = known.get(key);
  if (found?.entries.every((entry, i) => entry === log[i])) return found.calendar;
  const entries = log.slice(0, version);
  const calendar = buildCalendar(entries, thisYear);
  known.set(key, { entries, calendar });
  return calendar;
}

/** The calendar as of now, with all that has been entered. */
export function calendarNow({ log, now }: { log: readonly LogEntry[]; now: Instant }): Calendar {
  return calendarAt(log, log.length, yearOfInstant(now));
}

/** Whether a civil day is worked. 2026-10-10, a Saturday, is; 2026-10-07, a Wednesday, is not. */
export function isWorking(calendar: Calendar, date: CivilDate): boolean {
  return meaningAt(calendar, indexOf(calendar, date)).working;
}

/** Days worked after `from`, to `to` and with it. */
export function workingDaysAfter(calendar: Calendar, from: CivilDate, to: CivilDate): number {
  const before = (date: CivilDate): number => calendar.workedBefore[indexOf(calendar, date) + 1] as number;
  return before(to) - before(from);
}

/** A year, every day of it. */
export function yearOf(calendar: Calendar, year: number): { year: number; provisional: boolean; days: DayFact[] } {
  const from = indexOf(calendar, `${year}-01-01`);
  const to = indexOf(calendar, `${year}-12-31`);
  const days = calendar.meanings.slice(from, to + 1).map(({ working, reason, source }, i) => {
    return { date: calendar.dates[from + i] as CivilDate, working, reason, source };
  });
  return { year, provisional: meaningAt(calendar, from).provisional, days };
}

/** The place of a civil date in the table's arrays; throws outside. */
export function indexOf(calendar: Calendar, date: CivilDate): number {
  const index = ordinalOf(date) - calendar.first;
  if (calendar.dates[index] !== date) throw unknownDay(calendar, date);
  return index;
}

/** The refusal for what lies outside the table. */
export function unknownDay(calendar: Calendar, what: string): Problem {
  const { firstDay, lastDay } = calendar;
  const detail = `日历只覆盖${firstDay}至${lastDay}，无法计算${what}。请改用该范围内的日期；更晚的年份，须待日历延长后再查。`;
  return new Problem('calendar-unknown', detail);
}

function meaningAt(calendar: Calendar, index: number): Meaning {
  return calendar.meanings[index] as Meaning;
}

function remember<K, V>(
  memory: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const found = memory.get(key);
  if (found !== undefined) return found;
  const made = make();
  memory.set(key, made);
  return made;
}

const written = new Map<number, readonly CivilDate[]>();

/** Every date from 2019-01-01 to the end of a year; calendars of the same reach share the list. */
function datesThrough(lastYear: number): readonly CivilDate[] {
  return remember(written, lastYear, () => writeDates(lastYear));
}

/** Written without asking `Date` thousands of times. */
function writeDates(lastYear: number): CivilDate[] {
  const dates: CivilDate[] = [];
  const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);
  for (let year = FIRST_YEAR; year <= lastYear; year++) {
    for (let month = 1; month <= 12; month++) {
      const last = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
      for (let day = 1; day <= last; day++) dates.push(`${year}-${two(month)}-${two(day)}`);
    }
  }
  return dates;
}
