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
 * A superior's rule that is entered ahead of its day does so at the beginning of that day, as if it were entered then.
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
 * Applies what was entered since the clock was counted, and what has come to hold by `now`. A clock that has ended
 * keeps the version it ended with.
 */
export function recount(
  clock: RunningClock,
  log: readonly LogEntry[],
  now: Instant,
): { clock: RunningClock; moves: Move[] } {
  const moves: Move[] = [];
  let last = clock;
  for (let step = stepFrom(last, log, now); step && last.deadline > step.at; step = stepFrom(last, log, now)) {
    const { at, version, entry, counted } = step;
    const calendar = calendarAt(log, counted, yearOfInstant(Math.max(at, clock.from)));
    const next = applied(last, step, calendar);
    if (next.deadline !== last.deadline || next.provisional !== last.provisional) {
      moves.push({ at, version, from: last.deadline, to: next.deadline, source: documentOf(entry, log) });
    }
    last = { ...next, version: counted };
  }
  return { clock: last, moves };
}

/** What moves a clock next: an entry at the moment it is made, or a superior's rule on its day. */
interface Step {
  at: Instant;
  /** The calendar's version after the entry, and the one to count with. */
  version: number;
  counted: number;
  entry: LogEntry;
}

function stepFrom({ version, ahead }: RunningClock, log: readonly LogEntry[], now: Instant): Step | undefined {
  const entry = log[version];
  const made = entry && { at: entry.at, version: version + 1, counted: version + 1, entry };
  const held = ahead?.map((of) => ({ ...holding(log, of), version: of, counted: version })) ?? [];
  const [next] = held.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at || a.version - b.version);
  return next && (!made || next.at <= made.at) ? next : made;
}

function holding(log: readonly LogEntry[], version: number): Pick<Step, 'at' | 'entry'> {
  const entry = log[version - 1] as LogEntry;
  return { at: holdsFrom(entry), entry };
}

/** From when on an entry moves running clocks: a superior's rule not before its day. */
export function holdsFrom(entry: LogEntry): Instant {
  return entry.type === 'rules' && entry.superior ? Math.max(entry.at, startOfDay(entry.from)) : entry.at;
}

/** The superiors' rules that move a clock of that rule on their day to come: started at `now`, counted from `day`. */
export function aheadOf(log: readonly LogEntry[], rule: string, now: Instant, day: CivilDate): number[] {
  return log.flatMap((entry, i) => {
    const moves = entry.type === 'rules' && entry.superior && entry.clocks[rule] !== undefined && entry.from > day;
    return moves && holdsFrom(entry) > now ? [i + 1] : [];
  });
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

function applied(clock: RunningClock, { at, version, entry }: Step, calendar: Calendar): RunningClock {
  if (entry.type !== 'rules') return countedAgain(clock, calendar, at);
  // Art. 26: a running clock keeps the rule of its first day unless a superior rule says otherwise. Days that somebody
  // set are no rule's.
  const rule = entry.superior && !clock.set ? entry.clocks[clock.rule] : undefined;
  if (!rule) return clock;
  const { ahead = [], ...others } = clock;
  if (holdsFrom(entry) > at) return { ...clock, ahead: [...ahead, version] };
  const left = ahead.filter((one) => one !== version);
  const before = { ...others, ...(left.length > 0 && { ahead: left }) };
  const ruled = { ...before, article: rule.article ?? clock.article, length: rule.length };
  return countedAgain(ruled, calendar, at, before);
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
