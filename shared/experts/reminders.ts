/** When the nominator is reminded: 20° working days before an expert's term or the day for review ends. */
import { calendarNow } from '../calendar/table.ts';
import type { RunningClock } from '../calendar/types.ts';
import { ruleOn } from '../clocks/clocks.ts';
import type { Facts } from '../exchange/facts.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../time.ts';
import type { ExpertBody } from './body.ts';

/**
 * Days beyond the calendar cannot be counted back from yet: looked at again so many civil days before the calendar's
 * end.
 */
const LOOK_AGAIN = 100;

/** The clock that runs to the next reminder; null where none is to come. */
export function nextReminder({ termTo, reviewBy, remindedOf }: ExpertBody, facts: Facts): RunningClock | null {
  const days = [termTo, reviewBy].filter(
    (day) => day !== null && !remindedOf.includes(day) && day >= civilDateOf(facts.now),
  );
  const [next] = days.map((day) => before(day as CivilDate, facts)).sort();
  if (next === undefined) return null;
  const deadline = Math.max(startOfDay(next), facts.now + 1);
  const set = { length: 0, endOfDay: '24:00', provisional: false, version: Number.MAX_SAFE_INTEGER };
  return { rule: 'expert-reminder', article: '°', from: facts.now, by: addDays(next, -1), deadline, ...set };
}

/** The days of which the nominator is told now. */
export function dueReminders({ termTo, reviewBy, remindedOf }: ExpertBody, facts: Facts): CivilDate[] {
  const days = [...new Set([termTo, reviewBy])].filter((day) => day !== null && !remindedOf.includes(day));
  return days.filter((day) => startOfDay(before(day as CivilDate, facts)) <= facts.now) as CivilDate[];
}

function before(day: CivilDate, facts: Facts): CivilDate {
  const { dates, lastDay, workedBefore, workedDays } = calendarNow(facts);
  const { length } = ruleOn(facts.log, 'expert-reminder', civilDateOf(facts.now));
  const at = dates.indexOf(day);
  const index = at < 0 ? undefined : workedDays[(workedBefore[at] as number) - length];
  return index === undefined ? addDays(lastDay, -LOOK_AGAIN) : (dates[index] as CivilDate);
}
