/** What decisions know, and nothing beside it. */
import type { LogEntry } from '../calendar/types.ts';
import type { County } from '../county.ts';
import type { Instant } from '../time.ts';
import type { Found } from './seams.ts';

/** A quarantine that is not everywhere yet (`withheld.ts`). */
export interface Withheld {
  id: string;
  at: Instant;
  by: string;
  /** The account for which a deputy did it. */
  standsFor?: string;
  org: string | null;
  request: string;
  said: string;
  reason: string;
  /** By record that is still to be blanked: of how many entries its history was when this was decided. */
  records: Record<string, number>;
  /** What rests on any of them: then what they said lies under seal already. Empty where nothing does. */
  named: { kind: string; id: string }[];
}

/** What a decision may know: nothing else comes in. */
export interface Facts {
  now: Instant;
  /** The calendar's and rules' log, read after `now` was taken. */
  log: readonly LogEntry[];
  county: County;
  /** Quarantines that are not everywhere yet, read with the log; absent where there is none. */
  withheld?: readonly Withheld[];
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
