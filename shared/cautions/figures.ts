/** The figures of one organisation as its circular had them: copied into the letter, so that it stands on its own. */
import * as z from 'zod';

const count = z.int().min(0);

export const figures = z.strictObject({
  received: count,
  claimedInTime: count,
  deemedClaimed: count,
  returned: count,
  withdrawn: count,
  /** Accepted corrections, which rate and seriousness leave out. */
  corrected: count,
  notNamed: count,
  onTimeRatePercent: z.number().nullable(),
  /** Null where listed but not ranked. */
  rank: z.int().min(1).nullable(),
});

export type Figures = z.infer<typeof figures>;
