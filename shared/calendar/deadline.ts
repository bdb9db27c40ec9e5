/**
 * How a deadline is counted: two array look-ups.
 *
 * 民法典第二百零一条：按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。
 * 民法典第二百零三条：期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。期间的最后一日的截止时间为
 * 二十四时；有业务时间的，停止业务活动的时间为截止时间。
 * 行政许可法第八十二条：本法规定的行政机关实施行政许可的期限以工作日计算，不含法定节假日。
 * They are applied between agencies by analogy. The last day ends at 24:00 unless the jurisdiction decides otherwise.
 *
 * | from                       | working days | by         | because                                               |
 * |----------------------------|--------------|------------|-------------------------------------------------------|
 * | Friday 2026-03-06 23:59    | 2            | 2026-03-10 | Friday is day zero, Monday and Tuesday count          |
 * | Saturday 2026-03-07 10:00  | 2            | 2026-03-10 | the same                                              |
 * | Monday 2026-09-28 09:00    | 2            | 2026-09-30 | Tuesday and Wednesday                                 |
 * | Wednesday 2026-09-30 09:00 | 2            | 2026-10-09 | 国庆节 1–7 October; Thursday 8 and Friday 9 count      |
 * | Thursday 2026-10-08 09:00  | 2            | 2026-10-10 | Saturday 10 is worked (调休上班)                       |
 * | Saturday 2026-10-10 09:00  | 0            | 2026-10-10 | length 0: that day, since it is worked                |
 * | Sunday 2026-10-11 09:00    | 0            | 2026-10-12 | else the next day worked                              |
 */
import {
  type CivilDate,
  civilDateOf,
  DAY,
  formatInstant,
  type Instant,
  ordinalOfInstant,
  startOfOrdinal,
  timeOfDay,
} from '../time.ts';
import { type Calendar, type Deadline, unknownDay } from './table.ts';
import type { EndOfDay } from './types.ts';

export type { Deadline } from './table.ts';

const DAY_0 = startOfOrdinal(0);

/** Counts working days from an instant. Throws `calendar-unknown` where the table does not reach. */
export function deadlineOf(
  calendar: Calendar,
  from: Instant,
  workingDays: number,
  endOfDay: EndOfDay = '24:00',
): Deadline {
  const counted = deadlineIfKnown(calendar, from, workingDays, endOfDay);
  if (counted === undefined) throw uncountable(calendar, from, workingDays);
  return counted;
}

/** The same, `undefined` where the table does not reach. */
export function deadlineIfKnown(
  calendar: Calendar,
  from: Instant,
  workingDays: number,
  endOfDay: EndOfDay,
): Deadline | undefined {
  const start = startIndex(calendar, from);
  if (endOfDay !== '24:00') return closingDeadline(calendar, from, start, workingDays, endOfDay);
  const end = endIndex(calendar, start, workingDays, false);
  if (end < 0) return undefined;
  const provisional = touchesProvisional(calendar, start, end);
  const answers = provisional ? calendar.provisionalAnswers : calendar.answers;
  return answers[end] ?? remember(calendar, answers, end, provisional);
}

/**
 * Counted back: as many days are worked from its end on until the day of `until` begins. Twenty before Friday
 * 2026-10-30 begin on Monday 2026-09-28: three in September, 8 to 10 October, two whole weeks, 26 to 29.
 */
export function deadlineBefore(calendar: Calendar, until: Instant, workingDays: number): Deadline | undefined {
  const end = startIndex(calendar, until);
  const first = calendar.workedDays[(calendar.workedBefore[end] as number) - workingDays];
  if (first === undefined) return undefined;
  const deadline = startOfOrdinal(calendar.first + first);
  return { by: civilDateOf(deadline - 1), deadline, provisional: touchesProvisional(calendar, first, end - 1) };
}

/** Answers that end at 24:00 are made once for each day and shared: making an object costs more than counting. */
function remember(calendar: Calendar, answers: Deadline[], end: number, provisional: boolean): Deadline {
  const answer = Object.freeze(answerFor(calendar, end, provisional, '24:00'));
  answers[end] = answer;
  return answer;
}

function closingDeadline(
  calendar: Calendar,
  from: Instant,
  start: number,
  workingDays: number,
  endOfDay: EndOfDay,
): Deadline | undefined {
  const end = endIndex(calendar, start, workingDays, hasClosed(calendar.first + start, from, endOfDay));
  return end < 0 ? undefined : answerFor(calendar, end, touchesProvisional(calendar, start, end), endOfDay);
}

function answerFor(calendar: Calendar, end: number, provisional: boolean, endOfDay: EndOfDay): Deadline {
  const deadline = endOfOrdinal(calendar.first + end, endOfDay);
  return { by: calendar.dates[end] as CivilDate, deadline, provisional };
}

/** The same for whole days: the ordinal of the last day, −1 where it cannot be counted. The inner, hot function. */
export function deadlineOrdinal(calendar: Calendar, start: number, workingDays: number): number {
  const end = endIndex(calendar, start - calendar.first, workingDays, false);
  return end < 0 ? -1 : end + calendar.first;
}

/** The instant at which a civil day ends: 24:00, or its offices' closing time. */
export function endOfOrdinal(ordinal: number, endOfDay: EndOfDay): Instant {
  return startOfOrdinal(ordinal) + (endOfDay === '24:00' ? DAY : timeOfDay(endOfDay));
}

/**
 * True where closing time has already passed on that day: 2026-09-28T17:30 is too late for a length 0 that ends at
 * 17:30.
 */
function hasClosed(ordinal: number, at: Instant, endOfDay: EndOfDay): boolean {
  return endOfDay !== '24:00' && endOfOrdinal(ordinal, endOfDay) <= at;
}

/** Whether any day between two places in the table, both included, lies in a year without a notice. */
export function touchesProvisional(calendar: Calendar, start: number, end: number): boolean {
  const before = calendar.provisionalBefore;
  return (before[end + 1] as number) > (before[start] as number);
}

function uncountable(calendar: Calendar, from: Instant, workingDays: number): Error {
  if (!(Number.isInteger(workingDays) && workingDays >= 0)) return new RangeError(`${workingDays} working days`);
  return unknownDay(calendar, `自${formatInstant(from)}起${workingDays}个工作日的截止日期`);
}

/** The start day's place in the table. Cutting is faster than flooring, and differs only before 1970, far outside. */
function startIndex(calendar: Calendar, from: Instant): number {
  return (((from - DAY_0) / DAY) | 0) - calendar.first;
}

/**
 * The last day's place in the table, −1 outside. With W days worked until the start day, itself included, the n-th day
 * worked after it is number W + n − 1 of all; length 0 asks for the first day worked from the start day on.
 */
function endIndex(calendar: Calendar, start: number, workingDays: number, closed: boolean): number {
  if (!(start >= 0 && workingDays >= 0)) return -1;
  const worked = calendar.workedBefore[workingDays > 0 || closed ? start + 1 : start];
  if (worked === undefined) return -1;
  return calendar.workedDays[workingDays > 0 ? worked + workingDays - 1 : worked] ?? -1;
}

/** One civil day of an explanation. */
export interface ExplainedDay {
  date: CivilDate;
  counted: boolean;
  reason: string;
  source: string;
}

/** A deadline with each civil day from the start to the end: counted, or not and under which document. */
export function explain(
  calendar: Calendar,
  from: Instant,
  workingDays: number,
  endOfDay: EndOfDay = '24:00',
): Deadline & { days: ExplainedDay[] } {
  const result = deadlineOf(calendar, from, workingDays, endOfDay);
  const start = ordinalOfInstant(from) - calendar.first;
  const end = calendar.dates.indexOf(result.by, start);
  const days = calendar.meanings.slice(start, end + 1).map(({ working, reason, source }, i) => {
    return { date: calendar.dates[start + i] as CivilDate, counted: working, reason, source };
  });
  const [first, last] = [days[0] as ExplainedDay, days.at(-1) as ExplainedDay];
  if (workingDays > 0) Object.assign(first, DAY_ZERO);
  else if (hasClosed(calendar.first + start, from, endOfDay) && first.counted) Object.assign(first, CLOSED);
  last.reason += endOfDay === '24:00' ? '，当日24:00截止（本系统约定）' : `，当日${endOfDay}截止（停止业务活动的时间）`;
  if (endOfDay !== '24:00') last.source += `；${CLOSING_TIME}`;
  return { ...result, days };
}

const DAY_ZERO = { counted: false, reason: '起算当日不计入', source: '《民法典》第二百零一条' };
const CLOSING_TIME = '《民法典》第二百零三条第二款';
const CLOSED = { counted: false, reason: '起算时已过当日停止业务活动的时间', source: CLOSING_TIME };
