/**
 * Which office hours hold on which days: the platform's own, until a rule set of the county says others.
 *
 * Convention of this system (本系统约定): 08:30–12:00 and 13:30–17:30 on days worked, seven and a half hours a day.
 */
import { type Instant, ordinalOf, ordinalOfInstant, startOfOrdinal, timeOfDay } from '../time.ts';
import type { LogEntry, OfficeSpan } from './types.ts';

const OFFICE_HOURS: readonly OfficeSpan[] = [
  { opens: '08:30', closes: '12:00' },
  { opens: '13:30', closes: '17:30' },
];

/** From opening to closing, in milliseconds after midnight. */
export type OfficeHours = readonly (readonly [opens: number, closes: number])[];

/** Office hours, and the day (days since 1970-01-01) from which they hold, until the next such period begins. */
export interface HoursPeriod {
  readonly first: number;
  readonly spans: readonly OfficeSpan[];
  readonly hours: OfficeHours;
  /** Milliseconds of a day worked. */
  readonly perDay: number;
}

/**
 * The periods of a log, in order of time; the first begins before all days. Of rule sets in force on a day the one
 * entered last holds.
 */
export function periodsOf(entries: readonly LogEntry[]): HoursPeriod[] {
  let periods = [periodFrom(Number.NEGATIVE_INFINITY, OFFICE_HOURS)];
  for (const entry of entries) {
    if (entry.type !== 'rules' || !entry.officeHours) continue;
    const first = Math.max(ordinalOf(entry.from), firstDayAfter(entry.at));
    periods = [...periods.filter((period) => period.first < first), periodFrom(first, entry.officeHours)];
  }
  return periods;
}

/** What was measured before the entry stays so: its hours begin with the first midnight from then on. */
function firstDayAfter(at: Instant): number {
  const day = ordinalOfInstant(at);
  return startOfOrdinal(day) === at ? day : day + 1;
}

function periodFrom(first: number, spans: readonly OfficeSpan[]): HoursPeriod {
  const hours = spans.map(({ opens, closes }) => [timeOfDay(opens), timeOfDay(closes)] as const);
  return { first, spans, hours, perDay: hours.reduce((sum, [opens, closes]) => sum + closes - opens, 0) };
}
