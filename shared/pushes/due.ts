/** When something was due, where the calendar knows. */

import type { RunningClock } from '../calendar/types.ts';
import { type ClockName, start } from '../clocks/clocks.ts';
import { Problem } from '../errors.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Instant } from '../time.ts';

/** The clock as it would run from that instant; null where the calendar does not reach: never a guess. */
export function dueOf(facts: Facts, name: ClockName, from: Instant): RunningClock | null {
  try {
    return start(facts.log, facts.now, name, from);
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unknown') return null;
    throw error;
  }
}
