/**
 * When the nominator is reminded: 20° working days before an expert's term or the day for review ends. What is entered
 * in the calendar meanwhile moves it as it moves all clocks.
 */
import { deadlineBefore } from '../calendar/deadline.ts';
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
  const [next] = days.sort();
  if (!next) return null;
  const { article, length } = ruleOn(facts.log, 'expert-reminder', civilDateOf(facts.now));
  const rule = { rule: 'expert-reminder', article, endOfDay: '24:00' };
  const counted = deadlineBefore(calendarNow(facts), startOfDay(next), length);
  if (counted) {
    const { by, deadline, provisional } = counted;
    const days = { from: startOfDay(next), length, back: true as const, version: facts.log.length };
    return { ...rule, ...days, by, deadline: Math.max(deadline, facts.now + 1), provisional };
  }
  const again = Math.max(startOfDay(addDays(calendarNow(facts).lastDay, -LOOK_AGAIN)), facts.now + 1);
  const set = { length: 0, provisional: false, version: Number.MAX_SAFE_INTEGER };
  return { ...rule, ...set, from: facts.now, by: civilDateOf(again - 1), deadline: again };
}

/** The days of which the nominator is told now. */
export function dueReminders({ termTo, reviewBy, remindedOf }: ExpertBody, facts: Facts): CivilDate[] {
  const days = [...new Set([termTo, reviewBy])].filter((day) => day !== null && !remindedOf.includes(day));
  const { length } = ruleOn(facts.log, 'expert-reminder', civilDateOf(facts.now));
  return days.filter((day) => {
    const counted = deadlineBefore(calendarNow(facts), startOfDay(day as CivilDate), length);
    return counted !== undefined && counted.deadline <= facts.now;
  }) as CivilDate[];
}
