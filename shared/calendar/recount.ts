/**
 * Clocks that run, and how a notice, an extension or a superior rule moves them.
 *
 * Each entry of the log is applied once, in order, with the calendar as of that entry:
 *
 * ```
 * old deadline ≤ entry            it has passed and never moves again
 * otherwise                       new = max(recounted, min(old, end of the next working day after the entry))
 * ```
 *
 * A deadline may thus come earlier, but always leaves whoever must act the rest of the day and the next one worked.
 * Whether a record counts after every entry or after many at once, it comes to the same dates: nothing here depends on
 * when it is called. For that reason each entry is counted with the table as it reached in its own year.
 */
import { type CivilDate, civilDateOf, type Instant, ordinalOfInstant, startOfDay, yearOfInstant } from '../time.ts';
import {
  type Deadline,
  deadlineBefore,
  deadlineIfKnown,
  deadlineOf,
  deadlineOrdinal,
  endOfOrdinal,
  touchesProvisional,
} from './deadline.ts';
import { extensionAt } from './extensions.ts';
import { buildCalendar, type Calendar, calendarAt } from './table.ts';
import type { ClockRule, Extension, LogEntry, RunningClock } from './types.ts';

/** A deadline moved by an entry, or no longer (or again) provisional; `version` is the calendar's after it. */
export interface Move {
  at: Instant;
  version: number;
  /** The deadline before. */
  from: Instant;
  to: Instant;
  /** The document that moved it. */
  source: string;
}

/** Starts a clock, counted with everything entered so far. Throws `calendar-unknown` where that cannot be counted. */
export function startClock(
  log: readonly LogEntry[],
  thisYear: number,
  rule: string,
  { article, length, set, endOfDay }: ClockRule & Pick<RunningClock, 'set' | 'endOfDay'>,
  from: Instant,
): RunningClock {
  const counted = deadlineOf(calendarAt(log, log.length, thisYear), from, length, endOfDay);
  return { rule, article, from, length, ...(set && { set }), endOfDay, ...counted, version: log.length };
}

/**
 * Applies what was entered since the clock was counted. A clock that has ended keeps the version it ended with.
 */
export function recount(clock: RunningClock, log: readonly LogEntry[]): { clock: RunningClock; moves: Move[] } {
  const moves: Move[] = [];
  let now = clock;
  for (let version = clock.version + 1; version <= log.length; version++) {
    const entry = log[version - 1] as LogEntry;
    if (now.deadline <= entry.at) break;
    const next = applied(now, entry, calendarAt(log, version, yearOfInstant(Math.max(entry.at, clock.from))));
    if (next.deadline !== now.deadline || next.provisional !== now.provisional) {
      moves.push({ at: entry.at, version, from: now.deadline, to: next.deadline, source: documentOf(entry, log) });
    }
    now = { ...next, version };
  }
  return { clock: now, moves };
}

/**
 * Whether a correction is to be opened for what happened at the end of a clock: it would have ended later, had all that
 * was entered since been known, or the platform itself was out on its last day, whenever that was entered.
 */
export function wouldHaveSpared(clock: RunningClock, log: readonly LogEntry[], thisYear: number): boolean {
  const last = log.at(-1);
  if (clock.version >= log.length || !last) return false;
  return isOutageOn(last, clock.by) || sparedUntil(clock, log, thisYear) !== null;
}

/** Whether the platform itself was out on that day, by this entry. */
export function isOutageOn(entry: LogEntry, day: CivilDate): entry is Extension {
  return entry.type === 'extension' && entry.outage === true && entry.from <= day && day <= entry.to;
}

/**
 * The end that an ended clock would have had by the last entry; null where that spares nothing. An extension entered
 * after the end does not count, be it for an outage: it works on what is still pending and helps nothing already past.
 * Taking an extension back spares nobody.
 */
export function sparedUntil(clock: RunningClock, log: readonly LogEntry[], thisYear: number): Deadline | null {
  const last = log.at(-1);
  if (clock.version >= log.length || !last || last.type === 'revocation') return null;
  const laterIn = (calendar: Calendar): Deadline | null => {
    const counted = deadlineIfKnown(calendar, clock.from, clock.length, clock.endOfDay);
    return counted !== undefined && counted.deadline > clock.deadline ? counted : null;
  };
  const later = laterIn(calendarAt(log, log.length, thisYear));
  if (later === null) return null;
  const inTime = (entry: LogEntry): boolean => entry.type !== 'extension' || entry.at < clock.deadline;
  return log.every(inTime) ? later : laterIn(buildCalendar(log, thisYear, inTime));
}

function applied(clock: RunningClock, entry: LogEntry, calendar: Calendar): RunningClock {
  if (entry.type !== 'rules') return countedAgain(clock, calendar, entry.at);
  // Art. 26: a running clock keeps the rule of its first day unless a superior rule says otherwise. One that does not
  // hold yet leaves alone what ends before it does, and shortens nothing. Days that somebody set are no rule's.
  const rule = entry.superior && !clock.set ? entry.clocks[clock.rule] : undefined;
  const holdsFrom = startOfDay(entry.from);
  if (!rule || clock.deadline <= holdsFrom) return clock;
  const next = countedAgain(
    { ...clock, article: rule.article ?? clock.article, length: rule.length },
    calendar,
    entry.at,
    clock,
  );
  return holdsFrom > entry.at && next.deadline < clock.deadline ? clock : next;
}

/** new = max(recounted, min(old, end of the next working day)); what no longer can be counted stays as it was. */
function countedAgain(clock: RunningClock, calendar: Calendar, at: Instant, before = clock): RunningClock {
  const { from, length, back, endOfDay } = clock;
  const counted = back ? deadlineBefore(calendar, from, length) : deadlineIfKnown(calendar, from, length, endOfDay);
  if (counted === undefined) return before;
  const nextDay = deadlineOrdinal(calendar, ordinalOfInstant(at), 1);
  const nextEnd = nextDay < 0 ? clock.deadline : endOfOrdinal(nextDay, clock.endOfDay);
  const floor = Math.min(clock.deadline, nextEnd);
  return { ...clock, ...(counted.deadline >= floor ? counted : endingAt(clock, calendar, floor)) };
}

function endingAt(clock: RunningClock, calendar: Calendar, deadline: Instant): Deadline {
  const lastInstant = deadline - 1;
  const [start, end] = [clock.from, lastInstant].map((at) => ordinalOfInstant(at) - calendar.first) as [number, number];
  return { by: civilDateOf(lastInstant), deadline, provisional: touchesProvisional(calendar, start, end) };
}

/** The document that an entry is of. */
export function documentOf(entry: LogEntry, log: readonly LogEntry[]): string {
  if (entry.type === 'revocation') return `撤销期限顺延（${extensionAt(log, entry.extension).documentNumber}）`;
  return entry.type === 'extension' ? entry.documentNumber : entry.source;
}
