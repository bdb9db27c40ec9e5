/** An account found by its name alone, which is unique in a county. */

import type { County, Organisation } from '../county.ts';
import type { Store } from '../ports.ts';
import type { Account } from './account.ts';
import { readAccounts, readCounty } from './directory.ts';

export interface Found {
  county: County;
  org: Organisation;
  account: Account;
}

/** Every account of a county, by organisation as the county lists them. */
export async function allAccounts(store: Store, jurisdiction: string): Promise<Found[]> {
  const county = await readCounty(store, jurisdiction);
  const found: Found[] = [];
  for (const org of county?.organisations ?? []) {
    for (const account of await readAccounts(store, jurisdiction, org.code)) {
      found.push({ county: county as County, org, account });
    }
  }
  return found;
}

export async function findAccount(store: Store, jurisdiction: string, name: string): Promise<Found | undefined> {
  return (await allAccounts(store, jurisdiction)).find(({ account }) => account.account === name);
}
