/** What two independent sources say of each day, as they publish it; nothing here asks the code under test. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HolidayUtil } from 'lunar-typescript';

interface Published {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
}

// The library's raw data, not its functions: those depend on the machine's zone.
const file = createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json');
const published = JSON.parse(readFileSync(file, 'utf8')) as Published;

/** Every date from 1 January of a year to 31 December of another. */
export function datesOfYears(first: number, last: number): string[] {
  const dates: string[] = [];
  const end = Date.UTC(last, 11, 31);
  for (let at = Date.UTC(first, 0, 1); at <= end; at += 86_400_000) dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

export function weekday(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day !== 0 && day !== 6;
}

export function workedByChineseDays(date: string): boolean {
  if (date in published.workdays) return true;
  return !(date in published.holidays) && weekday(date);
}

export function workedByLunar(date: string): boolean {
  return HolidayUtil.getHoliday(date)?.isWork() ?? weekday(date);
}

/** Beijing wall-clock time as an instant: `at('2026-09-30 23:59')`. */
export function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

/** An instant as Beijing wall-clock time. */
export function wall(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
