/**
 * Whether the machine's clock is to be believed. It is compared with the monotonic clock, which nobody sets:
 *
 * ```
 * trusted ── jumps ahead by more than 5 minutes (a suspended machine counts as one) ──→ in doubt for 2 minutes
 *    ↑                                                     │ jumps on, or comes back: 2 minutes anew
 *    └── the 2 minutes are over: where it stands, it is believed ←──────────────────────┘
 * ```
 *
 * Also a clock that has come back stays in doubt: what was decided by the wrong instant must not be written after all.
 */
import { type Instant, MINUTE } from '../../../shared/time.ts';

/** How far the clock may run ahead between two readings. */
const LONGEST_JUMP = 5 * MINUTE;
/** How long nothing is written after a jump. */
const DOUBTED = 2 * MINUTE;

/** One reading of both clocks. */
export interface Reading {
  readonly wall: Instant;
  readonly monotonic: number;
}

export interface Trust {
  /** The wall clock less the monotonic one, as last read. */
  readonly offset: number;
  /** Null: trusted. Else until when it is in doubt, by the monotonic clock, and how far it has jumped. */
  readonly doubt: { readonly until: number; readonly ahead: number } | null;
}

/** A start has nothing to compare with, and trusts. */
export function trusted({ wall, monotonic }: Reading): Trust {
  return { offset: wall - monotonic, doubt: null };
}

/** What is thought of the clock after a further reading. Pure. */
export function judged(before: Trust, { wall, monotonic }: Reading): Trust {
  const offset = wall - monotonic;
  const ahead = offset - before.offset;
  if (ahead > LONGEST_JUMP) {
    return { offset, doubt: { until: monotonic + DOUBTED, ahead: (before.doubt?.ahead ?? 0) + ahead } };
  }
  const { doubt } = before;
  if (doubt === null) return { offset, doubt: null };
  if (-ahead > LONGEST_JUMP) return { offset, doubt: { until: monotonic + DOUBTED, ahead: doubt.ahead + ahead } };
  return { offset, doubt: monotonic < doubt.until ? doubt : null };
}
