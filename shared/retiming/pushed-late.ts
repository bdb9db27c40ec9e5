/**
 * Pushes that were late by a calendar that lacked a notice. Whether a push came in time is said once, by the calendar of
 * that moment: it is no clock that could be moved. A notice that says otherwise is told by a correction, as for deemed
 * claims.
 */
import { endOfOrdinal } from '../calendar/deadline.ts';
import { sparedUntil } from '../calendar/recount.ts';
import type { LogEntry, RunningClock } from '../calendar/types.ts';
import { ruleOn } from '../clocks/clocks.ts';
import { pushedUntil } from '../pushes/push-due.ts';
import type { CountedPush } from '../reports/counted.ts';
import { type CivilDate, civilDateOf, type Instant, ordinalOf, yearOfInstant } from '../time.ts';

/** Whether the push was late, and by the notice that is the last entry of `log` was not. */
export function inTimeByNotice(push: CountedPush, log: readonly LogEntry[], now: Instant): boolean {
  const due = pushedUntil(push.body);
  if (log.at(-1)?.type !== 'notice' || due === null) return false;
  // The rules that held when it was pushed, whatever was entered since.
  const known = log.filter(({ at }) => at <= push.createdAt);
  const rule = ruleOn(known, due.clock, civilDateOf(due.from));
  const by = push.body.pushDue as CivilDate;
  const deadline = endOfOrdinal(ordinalOf(by), rule.endOfDay);
  const version = log.length - 1;
  const clock: RunningClock = { ...rule, rule: due.clock, from: due.from, by, deadline, provisional: false, version };
  const until = sparedUntil(clock, log, yearOfInstant(now));
  return until !== null && push.createdAt < until.deadline;
}
