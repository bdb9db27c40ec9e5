/** When something is due, where the calendar knows. */
import type { LogEntry, RunningClock } from '../calendar/types.ts';
import { Problem } from '../errors.ts';
import type { Instant } from '../time.ts';
import { type ClockName, start } from './clocks.ts';

interface Known {
  readonly log: readonly LogEntry[];
  readonly now: Instant;
}

/** The clock as it would run from that instant; null where the calendar does not reach: never a guess. */
export function dueOf({ log, now }: Known, name: ClockName, from: Instant): RunningClock | null {
  try {
    return start(log, now, name, from);
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unknown') return null;
    throw error;
  }
}
