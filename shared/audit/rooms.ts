/**
 * Who is shown what: the bureau's administrators see administration, the government office all but discipline
 * inspection's.
 */
import { type County, type OrganisationType, organisationOf } from '../county.ts';
import { civilDateOf, type Instant } from '../time.ts';
import type { Room } from './entry.ts';

/** Roles that read entries, and the rooms that each sees. */
export const ROOMS_OF = {
  'bureau-admin': ['administration', 'discipline-accounts'],
  'government-office': ['administration', 'office'],
  discipline: ['discipline', 'discipline-accounts'],
} as const satisfies Record<string, readonly Room[]>;

/** The rooms that somebody with these roles sees. */
export function roomsOf(roles: readonly string[]): Room[] {
  const all = Object.entries(ROOMS_OF).flatMap(([role, rooms]) => (roles.includes(role) ? rooms : []));
  return [...new Set(all)];
}

/** The room of what is done to the accounts of an organisation of that type. */
export function roomOfAccounts(type: OrganisationType | undefined): Room {
  return type === 'discipline' ? 'discipline-accounts' : 'administration';
}

/** The room of what an account of an organisation does: discipline inspection's is its own alone. */
export function roomOfDoing(county: County, org: string, otherwise: 'administration' | 'office'): Room {
  return organisationOf(county, org)?.type === 'discipline' ? 'discipline' : otherwise;
}

/** `2026-09`: sign-ins and readings have a chain for each account and month. */
export function monthOf(at: Instant): string {
  return civilDateOf(at).slice(0, 7);
}
