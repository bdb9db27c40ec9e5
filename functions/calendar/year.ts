/** A year of the calendar in an address, and its ETag. */
import { extensionAt } from '../../shared/calendar/extensions.ts';
import { FIRST_YEAR } from '../../shared/calendar/table.ts';
import type { Extension, LogEntry } from '../../shared/calendar/types.ts';
import { Problem } from '../../shared/errors.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { type CivilDate, yearOfInstant } from '../../shared/time.ts';

export const tag = '工作日与期限';

/** A year that the calendar covers: 2019 to two years ahead. */
export function yearIn(param: string, facts: Facts): number {
  const year = yearOf(param, facts);
  if (year !== null) return year;
  const detail = `没有 ${param} 年的日历。平台只有 ${FIRST_YEAR} 年至 ${lastYear(facts)} 年的日历，请查询其中一年。`;
  throw new Problem('not-found', detail);
}

/** Null where there is no calendar of it. */
export function yearOf(param: string, facts: Facts): number | null {
  const year = /^\d{4}$/.test(param) ? Number(param) : 0;
  return year < FIRST_YEAR || year > lastYear(facts) ? null : year;
}

function lastYear({ now }: Facts): number {
  return yearOfInstant(now) + 2;
}

/** Changes with every entry that says something about the year. */
export function etagOf(log: readonly LogEntry[], year: number): string {
  const within = (date: CivilDate): boolean => date.startsWith(`${year}-`);
  const reaches = ({ from, to }: Extension): boolean => from.slice(0, 4) <= `${year}` && to.slice(0, 4) >= `${year}`;
  const touches = (entry: LogEntry): boolean => {
    if (entry.type === 'notice') return entry.year === year || entry.days.some((day) => within(day.date));
    if (entry.type === 'revocation') return reaches(extensionAt(log, entry.extension));
    return entry.type === 'extension' && reaches(entry);
  };
  return `"${year}.${log.findLastIndex(touches) + 1}"`;
}
