/**
 * The quarterly circular (通报, art. 23): what the figures are called, as the API answers them and as the files show
 * them. `null` in the annex means "not counted yet by this platform" (未统计), never 0.
 */
import type { Figure } from '../exchange/figures.ts';
import type { Instant, Quarter } from '../time.ts';
import type { AnnexKinds } from './late-records.ts';

/** `running` → `under-review` (from the draft on) → `issued` (signed, frozen). */
export const STAGES = { running: '统计中', 'under-review': '审核中', issued: '已印发' } as const;
export type Stage = keyof typeof STAGES;

/** Lateness that ranks nobody, by the day it was due. */
export interface Annex {
  pushedLate: number | null;
  readdressedLate: number | null;
  creditLate: number | null;
  certificatesLate: number | null;
  repliesLate: number | null;
  forwardedLate: number | null;
  copiesLate: number | null;
  /** Absent in circulars of before there were verifications. */
  commitmentsLate?: number | null;
}

export interface OrganisationFigures {
  org: string;
  name: string;
  /** Raw figures, which never change: received = claimed in time + deemed + returned + withdrawn. */
  received: number;
  claimedInTime: number;
  deemedClaimed: number;
  returned: number;
  withdrawn: number;
  /** Per cent with one decimal, less the accepted corrections; null where nothing was claimed or deemed. */
  onTimeRatePercent: number | null;
  /** Working hours, one decimal, nearest rank. */
  medianWorkingHoursToClaim: number | null;
  p95WorkingHoursToClaim: number | null;
  /** Deemed claims for which nobody has been named responsible. */
  notNamed: number;
  /** Accepted corrections, which rate, rank and seriousness leave out. */
  corrected: number;
  serious: boolean;
  /** Null where listed but not ranked. */
  rank: number | null;
  previous: { onTimeRatePercent: number | null; rank: number | null } | null;
  annex: Annex;
}

/** A push whose claim is objected to, or a record and the figure of the annex that counts it. */
export interface CorrectionSubject {
  push?: string;
  record?: string;
  figure?: Figure;
}

export interface CorrectionLine extends CorrectionSubject {
  id: string;
  org: string;
  state: string;
  /** What was typed; null where there is nothing yet, or where it has been quarantined. */
  reason: string | null;
  decision: string | null;
}

/** A correction decided after the circular was issued, or lateness that came to light after the draft. */
export interface Erratum extends CorrectionSubject {
  quarter: Quarter;
  correction: string;
  org: string;
  decision: string | null;
}

/** The SHA-256 of what was typed into a correction: it stays when the text is quarantined, and the hash seals it. */
export interface TextDigests {
  correction: string;
  reason: string;
  decision: string | null;
}

/**
 * What the pushes and other records that a circular names are called, by id. Beside the circular, not in it: see
 * `push-names.ts`.
 */
export type PushNames = ReadonlyMap<string, string>;

export interface Totals {
  received: number;
  claimedInTime: number;
  deemedClaimed: number;
  returned: number;
  withdrawn: number;
  onTimeRatePercent: number | null;
  notNamed: number;
  corrected: number;
}

export interface Circular {
  jurisdiction: string;
  /** The county's name, such as 冠县. */
  county: string;
  /**
   * The county's rules on circulars and on cautions, as sentences cite them, what its bureau is called, and from how
   * many claims and deemed claims on an organisation is ranked: no part of what is answered and sealed.
   */
  rules?: { circular: string; caution: string; issuer?: string; rankedFrom?: number };
  quarter: Quarter;
  stage: Stage;
  documentNumber: string | null;
  signedBy: string | null;
  contentHash: string | null;
  /** 抄送: to whom it is mailed without listing them. */
  copiedTo: { org: string; name: string }[];
  organisations: OrganisationFigures[];
  corrections: CorrectionLine[];
  errata: Erratum[];
  /** Of each correction that is named here, be it in this quarter's or among the errata. */
  digests: TextDigests[];
  totals: Totals;
  /** By figure of the annex: the kinds of records that it counts; absent where it counts pushes alone. */
  annexKinds?: AnnexKinds;
  asOf: Instant;
  /** When the draft was committed, when the review ends (exclusive), when it was issued. */
  draftedAt: Instant | null;
  reviewEnds: Instant | null;
  issuedAt: Instant | null;
}
