/** The clock of a data folder, as the home sees it. */
import type { Clock, Doubt, Item } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';

/** Told when doubt begins and ends, with the milliseconds that the clock has jumped. */
export type DoubtListener = (told: { readonly inDoubt: boolean; readonly ahead: number }) => void;

/** Told how many milliseconds the machine's clock is behind what has been; null once it is no longer. */
export type BehindListener = (behind: number | null) => void;

export interface FolderClock extends Clock {
  /** True where it stands until told. */
  readonly standing: boolean;
  /** How long after the folder's last write this start was, in milliseconds; null where that says nothing. */
  readonly sinceLastWrite: number | null;
  doubt(): Doubt | null;
  /** Has `listener` told when doubt of the machine's clock begins and ends. */
  onDoubt(listener: DoubtListener): void;
  /** How many milliseconds the machine's clock is behind, where that is much; null else. Meanwhile `now` stands. */
  behind(): number | null;
  /** Has `listener` told when the machine's clock is found behind, and when it no longer is. */
  onBehind(listener: BehindListener): void;
  /** Durable once resolved; for a standing clock only, and never back. */
  moveTo(instant: Instant): Promise<void>;
  /** Told of what has been committed. */
  committed(items: readonly Item[]): void;
  /** Writes what is not yet kept. */
  keep(): Promise<void>;
}
