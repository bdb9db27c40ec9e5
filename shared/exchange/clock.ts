/**
 * The one clock of a record: when it ends, how entries in the calendar move it, and what its end does where that is
 * lateness.
 */
import { recount } from '../calendar/recount.ts';
import { civilDateOf, formatInstant, type Instant } from '../time.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { append } from './history.ts';
import type { AnyKind, Lateness } from './kind.ts';

/** Who does what nobody did. */
export const CLOCK = { by: 'clock', request: 'clock', said: '' };

/** What happens at the end of the clock that runs, or undefined where none does. */
export function endOf(kind: AnyKind, { clock, state }: Exchange): string | Lateness | undefined {
  return clock === null || clock.ended ? undefined : kind.clock?.[state];
}

/** The clock that says by when; null in open states that have none, whose record may keep that of an earlier one. */
export function clockOf(kind: AnyKind, { clock, state }: Exchange): Exchange['clock'] {
  return kind.states[state]?.open && !kind.clock?.[state] ? null : clock;
}

/** The instant at which the running clock ends; null where none runs. */
export function runsUntil(kind: AnyKind, exchange: Exchange): Instant | null {
  return endOf(kind, exchange) === undefined ? null : (exchange.clock?.deadline ?? null);
}

/**
 * The record with its clock counted again by what was entered since. The day by which figures count it moves with a
 * clock that an open record waits for, in kinds that are counted by it.
 */
export function retime(kind: AnyKind, exchange: Exchange, facts: Facts): Exchange {
  if (!exchange.clock) return exchange;
  const { clock, moves } = recount(exchange.clock, facts.log, facts.now);
  const counted = kind.counted === true && kind.states[exchange.state]?.open === true;
  let next = exchange;
  for (const [i, move] of moves.entries()) {
    const last = i === moves.length - 1;
    const moved = last ? clock : { ...exchange.clock, deadline: move.to, version: move.version };
    const by = last ? clock.by : civilDateOf(move.to - 1);
    const detail = {
      from: formatInstant(move.from),
      to: formatInstant(move.to),
      version: move.version,
      source: move.source,
    };
    next = append(
      { ...next, claimBy: counted ? by : exchange.claimBy, clock: moved },
      { ...CLOCK, at: move.at, act: move.from === move.to ? 'confirmed' : 'retimed', detail },
    );
  }
  return next;
}

/**
 * The record whose clock has ended before the act that it waited for: late for good, the clock spent, the state as it
 * was. What was late before stays, unless another thing is owed now (`anew`): then the history alone has the first.
 */
export function overdue(exchange: Exchange, { anew }: Pick<Lateness, 'anew'> = {}): Exchange {
  const { clock, late } = exchange;
  if (clock === null) return exchange;
  const { by: due, deadline: at } = clock;
  const next: Exchange = { ...exchange, clock: { ...clock, ended: true }, late: late && !anew ? late : { due, at } };
  return append(next, { ...CLOCK, at, act: 'overdue', detail: { due } });
}
