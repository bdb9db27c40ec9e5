/** What decisions know, and nothing beside it. */
import type { LogEntry } from '../calendar/types.ts';
import type { County } from '../county.ts';
import type { Instant } from '../time.ts';
import type { Found } from './seams.ts';

/** What a decision may know: nothing else comes in. */
export interface Facts {
  now: Instant;
  /** The calendar's and rules' log, read after `now` was taken. */
  log: readonly LogEntry[];
  county: County;
  /** What the decision asked for by its `reads`. */
  found?: Found;
}

/** The facts of something that happens: also who did it (an account, or `clock`). */
export type ActFacts = Facts & {
  by: string;
  /** The organisation of whoever acts; absent where the clock acts, or another record causes it. */
  org?: string;
  /** Where the act's input has sealed or hidden fields: 16 random bytes in hex, which stand in the entry's detail. */
  salt?: string;
};
