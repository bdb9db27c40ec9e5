/**
 * Pushes whose sender was late by a calendar that lacked a notice. Whether a push came in time is said once, by the
 * calendar of that moment, and a day for readdressing that is over runs no more: there is no clock that could be moved.
 * A notice that says otherwise is told by corrections, as for deemed claims.
 */
import { endOfOrdinal } from '../calendar/deadline.ts';
import { sparedUntil } from '../calendar/recount.ts';
import type { LogEntry, RunningClock } from '../calendar/types.ts';
import { type ClockName, ruleOn } from '../clocks/clocks.ts';
import type { Figure } from '../exchange/figures.ts';
import { pushedUntil } from '../pushes/push-due.ts';
import { type CountedPush, lateReaddressing } from '../reports/counted.ts';
import { type CivilDate, civilDateOf, type Instant, ordinalOf, yearOfInstant } from '../time.ts';

/** What had to be done, from when on, by which day, and when it was; `Infinity` where nobody has. */
interface Owing {
  clock: ClockName;
  from: Instant;
  due: CivilDate;
  done: Instant;
}

/** Whether what that figure counts of a push was in time by the notice that is the last entry of `log`. */
export function inTimeByNotice(push: CountedPush, figure: Figure, log: readonly LogEntry[], now: Instant): boolean {
  const owing = figure === 'readdressedLate' ? readdressing(push) : pushing(push);
  if (log.at(-1)?.type !== 'notice' || owing === null) return false;
  const { clock: name, from, due, done } = owing;
  // The rules that were known when the day began, whatever was entered since.
  const known = log.filter(({ at }) => at <= Math.max(from, push.createdAt));
  const rule = ruleOn(known, name, civilDateOf(from));
  const ended = { by: due, deadline: endOfOrdinal(ordinalOf(due), rule.endOfDay), version: log.length - 1 };
  const clock: RunningClock = { ...rule, ...ended, rule: name, from, provisional: false };
  const until = sparedUntil(clock, log, yearOfInstant(now));
  return until !== null && (done < until.deadline || done === Number.POSITIVE_INFINITY);
}

function pushing(push: CountedPush): Owing | null {
  const until = pushedUntil(push.body);
  return until && { ...until, due: push.body.pushDue as CivilDate, done: push.createdAt };
}

function readdressing(push: CountedPush): Owing | null {
  const late = lateReaddressing(push);
  const { history } = push;
  const returned = history.find(({ act }) => act === 'return');
  if (!late || !returned) return null;
  const done = history.find(({ act }) => act === 'readdress' || act === 'transfer');
  return { clock: 'readdress', from: returned.at, due: late.due, done: done?.at ?? Number.POSITIVE_INFINITY };
}
