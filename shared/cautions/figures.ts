/** The figures of one organisation as its circular had them: copied into the letter, so that it stands on its own. */
export interface Figures {
  received: number;
  claimedInTime: number;
  deemedClaimed: number;
  returned: number;
  withdrawn: number;
  /** Accepted corrections, which rate and seriousness leave out. */
  corrected: number;
  notNamed: number;
  onTimeRatePercent: number | null;
  /** Null where listed but not ranked. */
  rank: number | null;
}
