/** Where a county's organisations and accounts, and the identities behind these, lie in the store. */
import { keyOf, sha256 } from '../keys.ts';
import type { Instant } from '../time.ts';

/** Where an account is. */
export interface Membership {
  jurisdiction: string;
  org: string;
  account: string;
}

/** Who changes something, and when: for the audit chain of what is changed. */
export interface Who {
  readonly by: string;
  readonly at: Instant;
}

/** Which accounts an identity has: one in each jurisdiction at most. */
export interface Memberships {
  memberships: Membership[];
  /** Sessions that began before are over. Absent while all last as long as they last. */
  sessionsSince?: Instant;
}

export function countyKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'county', 'county');
}

export function accountsKey(jurisdiction: string, org: string): string {
  return keyOf(jurisdiction, 'accounts', org);
}

export function identityKey(issuer: string, subject: string): string {
  return keyOf('_', 'identity', sha256(JSON.stringify([issuer, subject])).slice(0, 40));
}
