/** What a caution letter says, and what it is drafted from. */
import type { Instant, Quarter } from '../time.ts';
import type { Figures } from './figures.ts';

export interface CautionBody {
  /** The serious organisation: the addressee, once the letter is sent. */
  org: string;
  quarter: Quarter;
  /** The document number of the circular that it comes from; null where that has none. */
  circular: string | null;
  figures: Figures;
  documentNumber: string | null;
  signedBy: string | null;
  sentAt: Instant | null;
  /** Why it was not sent. */
  dropReason: string | null;
  droppedAt: Instant | null;
  rectification: string | null;
  reportedAt: Instant | null;
  /** When the time for putting it right passed without a report. */
  overdueAt: Instant | null;
  finding: string | null;
  judgedAt: Instant | null;
  /** The talk that followed. */
  talk: string | null;
}

export interface CautionOpening {
  org: string;
  quarter: Quarter;
  circular: string | null;
  figures: Figures;
}
