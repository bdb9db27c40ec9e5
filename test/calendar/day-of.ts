/** One day of a calendar with all that it means; users see whole years. */
import type { Meaning } from '../../shared/calendar/meanings.ts';
import { type Calendar, indexOf } from '../../shared/calendar/table.ts';
import type { CivilDate } from '../../shared/time.ts';

export function dayOf(calendar: Calendar, date: CivilDate): Meaning & { date: CivilDate } {
  return { date, ...(calendar.meanings[indexOf(calendar, date)] as Meaning) };
}
