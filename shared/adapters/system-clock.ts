/** The machine's clock: the only place that reads it for what the law counts in. */
import type { Instant } from '../time.ts';

/** What a machine says of time. */
export interface MachineTime {
  /** Milliseconds since 1970; keeping it right (NTP) is the operator's part. */
  now(): Instant;
  /**
   * Milliseconds that only ever go forward, whatever the clock is set to; they may stand while the machine is
   * suspended.
   */
  monotonic(): number;
}

export const systemClock: MachineTime = Object.freeze({ now: () => Date.now(), monotonic: () => performance.now() });
