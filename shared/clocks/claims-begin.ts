/** How far back claims can reach that could still be made on a day: where a search of an index by creation begins. */
import { extensionsIn } from '../calendar/extensions.ts';
import { calendarNow, isWorking } from '../calendar/table.ts';
import type { LogEntry } from '../calendar/types.ts';
import { addDays, type CivilDate, type Instant, startOfDay } from '../time.ts';
import { ruleOn } from './clocks.ts';

/** Working days by which a notice may have lengthened a claim that the calendar no longer shows to be so long. */
const MARGIN = 5;

/**
 * An instant before everything that could still be claimed or returned on a day. Days of an extension are not counted,
 * also of one taken back since: claims may have run over them.
 */
export function claimsBegin(at: { log: readonly LogEntry[]; now: Instant }, first: CivilDate): Instant {
  const calendar = calendarNow(at);
  const days = longestClaim(at.log, first) + MARGIN;
  const extensions = extensionsIn(at.log).map(({ extension }) => extension);
  const extended = (date: CivilDate): boolean => extensions.some(({ from, to }) => from <= date && date <= to);
  let day = first;
  for (let worked = 0; worked < days && day > calendar.firstDay; ) {
    day = addDays(day, -1);
    if (isWorking(calendar, day) && !extended(day)) worked += 1;
  }
  return startOfDay(day);
}

function longestClaim(log: readonly LogEntry[], day: CivilDate): number {
  const names = ['claim-approval', 'claim-supervision'] as const;
  const entered = log.flatMap((entry) =>
    entry.type === 'rules' ? names.map((name) => entry.clocks[name]?.length ?? 0) : [],
  );
  return Math.max(...names.map((name) => ruleOn(log, name, day).length), ...entered);
}
