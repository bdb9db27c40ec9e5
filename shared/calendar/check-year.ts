/** Checks a year's notice before it is entered: a day forgotten or mistyped would move deadlines for a whole county. */
import type { FieldError } from '../errors.ts';
import { type CivilDate, isCivilDate, ordinalOf } from '../time.ts';
import { isWeekend, LAW, type LawDay, lawDays } from './law.ts';

/** A day as it is entered. */
export interface EnteredDay {
  date: CivilDate;
  working: boolean;
  name: string;
  source?: string | null | undefined;
}

/**
 * Every error at once, in the order of the days. Throws `calendar-unknown` for a year whose law days are not known.
 *
 * - A date exists, stands once, and lies in the year or in the December before (2023's notice made 2022-12-31 a day
 * off).
 * - Every day of the law is there and off, also one on a weekend: 2026-04-05, a Sunday, stands in the notice as well.
 * - An ordinary weekday may be named as worked: so a December day that another year's notice made a day off is worked
 *   again, and a whole year as it was read can be sent back.
 */
export function checkYear(year: number, days: readonly EnteredDay[]): FieldError[] {
  const law = new Map<CivilDate, string>();
  for (const { date, name } of lawDays(year)) law.set(date, law.has(date) ? `${law.get(date)}、${name}` : name);
  const seen = new Map<CivilDate, number>();
  const errors = days.flatMap((day, i) => {
    const detail = problemOf(day, year, law.get(day.date), seen.get(day.date));
    if (!seen.has(day.date)) seen.set(day.date, i);
    return detail ? [{ pointer: `/days/${i}/${detail.field}`, detail: detail.text }] : [];
  });
  const missing = [...law].filter(([date]) => !seen.has(date)).map(([date, name]) => missingDay({ date, name }));
  return [...errors, ...missing];
}

/** More weekdays off than the law and the usual exchange with weekends give, or longer in a row, may be a slip. */
const BEYOND = 10;
const IN_A_ROW = 15;

/**
 * What makes a notice unusual, to be confirmed; null for one like those of every year. Weekends that are worked make up
 * for weekdays off: a notice of the State Council gives no more days than the law, but for a few in great need.
 */
export function unusual(year: number, days: readonly EnteredDay[]): string | null {
  const weekend = ({ date }: EnteredDay): boolean => isWeekend(ordinalOf(date));
  const off = days.filter((day) => !day.working && !weekend(day)).length;
  const madeUp = days.filter((day) => day.working && weekend(day)).length;
  const beyond = off - madeUp - lawDays(year).length;
  if (beyond > BEYOND) return `除法定节假日和调休外，另有 ${beyond} 个工作日放假`;
  const longest = longestRun(days);
  return longest > IN_A_ROW ? `连续放假 ${longest} 日` : null;
}

/** Days off one after the other, weekends between them counted. */
function longestRun(days: readonly EnteredDay[]): number {
  const said = new Map(days.map(({ date, working }) => [ordinalOf(date), working]));
  const isOff = (ordinal: number): boolean => !(said.get(ordinal) ?? !isWeekend(ordinal));
  return Math.max(
    0,
    ...[...said.keys()].map((first) => {
      let end = first;
      while (isOff(end)) end++;
      return end - first;
    }),
  );
}

function problemOf(
  { date, working }: EnteredDay,
  year: number,
  lawName: string | undefined,
  before: number | undefined,
): { field: 'date' | 'working'; text: string } | undefined {
  const wrong = (field: 'date' | 'working', text: string) => ({ field, text });
  if (!isCivilDate(date)) return wrong('date', `“${date}”不是存在的日期，请按“YYYY-MM-DD”填写。`);
  if (!date.startsWith(`${year}-`) && !date.startsWith(`${year - 1}-12-`)) {
    return wrong('date', `${date}不在${year}年，也不在上一年12月。请只填写该年通知所列的日期。`);
  }
  if (before !== undefined) return wrong('date', `${date}与第${before + 1}项重复，请只保留一项。`);
  if (working && lawName) {
    return wrong('working', `${date}是${lawName}，依照${LAW}应当放假，不能设为上班。请改为放假。`);
  }
  return undefined;
}

function missingDay({ date, name }: LawDay): FieldError {
  return { pointer: '/days', detail: `缺少${date}（${name}）。该日依照${LAW}放假，请补充后重新提交。` };
}
