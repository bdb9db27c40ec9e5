/**
 * Lateness that an entry in the calendar takes back: had it been known, the act would have been in time, or would be
 * still. What was late is struck by whoever reads the record next, as everything is settled that is read; its figure
 * goes with it. Claims that were deemed are no lateness: they stay, and a correction is opened for each
 * (`shared/retiming/spared.ts`).
 *
 * | entered after the end                        | the record                       | becomes                                 |
 * |----------------------------------------------|----------------------------------|-----------------------------------------|
 * | a notice by which it would have ended later  | still waited for, before that    | not late; its clock runs to the new end |
 * |                                              | still waited for, after that     | late by the new day                     |
 * |                                              | done before the new end          | not late                                |
 * |                                              | done after it                    | as it was                               |
 * | an extension, be it for an outage of our own |                                  | as it was                               |
 *
 * For what had its last day in an outage of our own a correction is opened, as for deemed claims.
 */
import { documentOf, sparedUntil } from '../calendar/recount.ts';
import type { LogEntry, RunningClock } from '../calendar/types.ts';
import { civilDateOf, type Instant, yearOfInstant } from '../time.ts';
import { CLOCK } from './clock.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { append } from './history.ts';
import type { AnyKind } from './kind.ts';

/**
 * The record after an act: where that was late with what the clock had waited for, it says when that was, and by which
 * clock, since another may run from now on, or none.
 */
export function doneLate(kind: AnyKind, before: Exchange, after: Exchange, at: Instant): Exchange {
  const { late, clock } = before;
  if (!late || !clock || after.late !== late || !isOwed(kind, before) || isOwed(kind, after)) return after;
  return { ...after, late: { due: late.due, at: late.at, done: { at, clock } } };
}

/** The record without the lateness that was entered away since; itself where there is none. */
export function spared(kind: AnyKind, exchange: Exchange, { log, now }: Facts): Exchange {
  const { late } = exchange;
  const clock = late?.done?.clock ?? exchange.clock;
  // What came back after its day, such as a credit record that was refused, is late from that moment.
  if (!late || !clock?.ended || late.due !== clock.by || late.at < clock.deadline) return exchange;
  for (let version = clock.version + 1; version <= log.length; version++) {
    const entry = log[version - 1] as LogEntry;
    if (!concerns(entry, clock)) continue;
    const until = sparedUntil(clock, log.slice(0, version), yearOfInstant(now));
    if (until === null || until.deadline <= late.at) continue;
    if (!isOwed(kind, exchange) && doneAt(exchange) >= until.deadline) continue;
    const { by, deadline, provisional } = until;
    const next = struck(kind, exchange, { ...clock, by, deadline, provisional, version });
    const detail = { due: late.due, to: by, version, source: documentOf(entry, log) };
    return append(next, { ...CLOCK, at: entry.at, act: 'spared', detail });
  }
  return exchange;
}

/**
 * Its own clock runs on to the new end, or has ended there. Where another has taken its place, that one stays, and has
 * the record late by itself where it has ended, too.
 */
function struck(kind: AnyKind, exchange: Exchange, { ended: _, ...moved }: RunningClock): Exchange {
  const { late: __, ...others } = exchange;
  const { clock, state } = exchange;
  if (!isItsOwn(exchange)) return clock?.ended ? { ...others, late: { due: clock.by, at: clock.deadline } } : others;
  const runs = isOwed(kind, exchange) || kind.pauses?.includes(state);
  return { ...others, clock: runs ? moved : { ...moved, ended: true } };
}

/** True while what it is late with is still waited for. */
function isOwed(kind: AnyKind, exchange: Exchange): boolean {
  return typeof kind.clock?.[exchange.state] === 'object' && isItsOwn(exchange);
}

/** True where the clock that it has is the one by which it is late. */
function isItsOwn({ clock, late }: Exchange): boolean {
  return clock?.ended === true && clock.by === late?.due;
}

/**
 * Whether it may move the end: asked before anything is counted, since most entries do not. A notice says something
 * about all days of its year and of the December before: what it does not name, it may take back, such as a Saturday
 * that was to be worked.
 */
function concerns(entry: LogEntry, { from, by }: RunningClock): boolean {
  if (entry.type !== 'notice') return false;
  return by >= `${entry.year - 1}-12-01` && civilDateOf(from) < `${entry.year}-12-31`;
}

/**
 * In records of before that do not say when it was done: acts beside the one that a clock waits for, and what happens
 * to a record without its side doing anything.
 */
const BESIDE: readonly string[] = [
  ...['nudge', 'assign', 'set-due', 'comment', 'object', 'quarantine', 'restore'],
  ...['reassign', 'succeed', 'forget', 'day-off', 'complete', 'join'],
];

/** When what the clock had waited for was done, after it was late; `Infinity` where nobody did it. */
function doneAt({ history, late }: Exchange): Instant {
  if (late?.done) return late.done.at;
  const overdue = history.findLastIndex(({ act }) => act === 'overdue');
  const ended = overdue < 0 ? history.findLastIndex(({ at }) => at === late?.at) : overdue;
  const done = history.slice(ended + 1).find(({ act, by }) => by !== CLOCK.by && !BESIDE.includes(act));
  return done?.at ?? Number.POSITIVE_INFINITY;
}
