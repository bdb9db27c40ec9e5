/** The machine's clock: the only place that reads it for what the law counts in. */
import type { Clock } from '../ports.ts';

/** Milliseconds since 1970 as the machine has them; keeping it right (NTP) is the operator's part. */
export const systemClock: Clock = Object.freeze({ now: () => Date.now() });
