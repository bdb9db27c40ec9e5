/** Discipline inspection (纪检监察机关), to which limb two of article 24 is referred. */
import type { County, Organisation } from '../county.ts';

export function disciplineOf(county: County): Organisation | undefined {
  return county.organisations.find(({ type }) => type === 'discipline');
}
