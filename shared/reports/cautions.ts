/**
 * What a circular leads to (art. 23): a caution letter for each serious organisation (超期认领情况严重的部门), the bureau
 * included, with its figures as issued.
 */
import type { CautionOpening } from '../cautions/body.ts';
import type { Circular, OrganisationFigures } from './circular.ts';

/** The openings of the caution letters of a circular, in its order. Their ids come from quarter and organisation. */
export function cautionsFor({ organisations, quarter, documentNumber }: Circular): CautionOpening[] {
  return organisations
    .filter(({ serious }) => serious)
    .map((found) => ({ org: found.org, quarter, circular: documentNumber, figures: figuresOf(found) }));
}

function figuresOf(found: OrganisationFigures): CautionOpening['figures'] {
  const { received, claimedInTime, deemedClaimed, returned, withdrawn } = found;
  const { corrected, notNamed, onTimeRatePercent, rank } = found;
  return {
    ...{ received, claimedInTime, deemedClaimed, returned, withdrawn },
    ...{ corrected, notNamed, onTimeRatePercent, rank },
  };
}
