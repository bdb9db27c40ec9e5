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

/** The record without the lateness that was entered away since; itself where there is none. */
export function spared(kind: AnyKind, exchange: Exchange, { log, now }: Facts): Exchange {
  const { late, clock } = exchange;
  // What came back after its day, such as a credit record that was refused, is late from that moment.
  if (!late || !clock?.ended || late.due !== clock.by || late.at < clock.deadline) return exchange;
  for (let version = clock.version + 1; version <= log.length; version++) {
    const entry = log[version - 1] as LogEntry;
    if (!concerns(entry, clock)) continue;
    const until = sparedUntil(clock, log.slice(0, version), yearOfInstant(now));
    const waited = typeof kind.clock?.[exchange.state] === 'object';
    if (until === null || until.deadline <= late.at || (!waited && !(doneAt(exchange) < until.deadline))) continue;
    const { by, deadline, provisional } = until;
    const { ended: _, ...running } = { ...clock, by, deadline, provisional, version };
    const { late: __, ...others } = exchange;
    const next: Exchange = { ...others, clock: waited ? running : { ...running, ended: true } };
    const detail = { due: late.due, to: by, version, source: documentOf(entry, log) };
    return append(next, { ...CLOCK, at: entry.at, act: 'spared', detail });
  }
  return exchange;
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

/** Acts beside the one that a clock waits for, and what happens to a record without its side doing anything. */
const BESIDE: readonly string[] = [
  ...['nudge', 'assign', 'set-due', 'comment', 'object', 'quarantine', 'restore'],
  ...['reassign', 'succeed', 'forget', 'day-off', 'complete', 'join'],
];

/** When what the clock had waited for was done, after it was late; `Infinity` where nobody did it. */
function doneAt({ history, late }: Exchange): Instant {
  const overdue = history.findLastIndex(({ act }) => act === 'overdue');
  const ended = overdue < 0 ? history.findLastIndex(({ at }) => at === late?.at) : overdue;
  const done = history.slice(ended + 1).find(({ act, by }) => by !== CLOCK.by && !BESIDE.includes(act));
  return done?.at ?? Number.POSITIVE_INFINITY;
}
