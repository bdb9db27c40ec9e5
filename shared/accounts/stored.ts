/** Where a county's organisations and accounts, and the identities behind these, lie in the store. */
import { digest, keyOf, sha256 } from '../keys.ts';
import type { Item } from '../ports.ts';

/** Where an account is. */
export interface Membership {
  jurisdiction: string;
  org: string;
  account: string;
}

/** Which accounts an identity has: one in each jurisdiction at most. */
export interface Memberships {
  memberships: Membership[];
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

/** An item without places, its head the digest of its value. */
export function plainItem(key: string, value: unknown): Item {
  return { key, head: digest(value), value, places: {} };
}
