/** Lateness at the end of a clock, and the figures of the circular's annex that count it. */
import type { Exchange } from './exchange.ts';
import type { Effect } from './seams.ts';

/**
 * What happens at the end of a clock that is no act of the kind's: the record is late for good, and both sides are
 * told.
 */
export interface Lateness {
  /** The figure of the circular's annex that counts it; null where it is none. */
  annex: AnnexKey | null;
  /** True where another thing is owed then than before: being late with it counts beside what was late already. */
  anew?: true;
  /** Whom to tell beside both sides. */
  tells?: 'government-office';
  /** Where that depends on the record: whether it is told so. */
  // biome-ignore lint/suspicious/noExplicitAny: of a kind of whatever body
  tellsIf?(exchange: Exchange<any>): boolean;
  /** What it causes in other records. */
  // biome-ignore lint/suspicious/noExplicitAny: of a kind of whatever body
  causes?(exchange: Exchange<any>): Effect[];
}

/** Figures of the annex that count the lateness of records; those of pushes are counted by the tally. */
export type AnnexKey =
  | 'repliesLate'
  | 'certificatesLate'
  | 'creditLate'
  | 'copiesLate'
  | 'forwardedLate'
  | 'commitmentsLate';
