/**
 * Whom the circular is sent besides those it lists (抄送): it goes to every organisation of the county, addressed to the
 * listed ones (主送) and copied to the others, in the order of official documents: the government office first, the
 * townships last. The bureau issues it and is neither.
 */
import { type County, isActive, type OrganisationType } from '../county.ts';

const ORDER: readonly OrganisationType[] = [
  'government-office',
  'discipline',
  'department',
  'enforcement-agency',
  'township',
];

/** `listed`: the codes of those whom the circular lists. */
export function copiedTo({ organisations }: County, listed: readonly string[]): { org: string; name: string }[] {
  return organisations
    .filter((org) => isActive(org) && org.type !== 'approval-bureau' && !listed.includes(org.code))
    .toSorted((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
    .map(({ code, name }) => ({ org: code, name }));
}
