/** Adding a county to a store that may hold others: both homes do it alike. */
import { JURISDICTIONS_KEY } from '../../../functions/timers/jurisdictions.ts';
import { identityKey, type Memberships } from '../../../shared/accounts/directory.ts';
import { plainItem } from '../../../shared/change.ts';
import type { Put, Store } from '../../../shared/ports.ts';
import type { FirstCounty } from './first-county.ts';

/** The writes by which a county comes to be, each on the condition of what is there now. */
export async function countyPuts(store: Store, { county, accounts, items }: FirstCounty): Promise<Put[]> {
  const { jurisdiction } = county;
  const own = items.map((item): Put => ({ item, expected: null }));
  const identities = await Promise.all(accounts.map((one) => identityPut(store, jurisdiction, one)));
  return [...own, ...identities];
}

/** The administrator of a city may be known from another county. */
async function identityPut(
  store: Store,
  jurisdiction: string,
  { org, account }: FirstCounty['accounts'][number],
): Promise<Put> {
  const key = identityKey(account.issuer, account.subject);
  const before = await store.get(key);
  const others = ((before?.value as Memberships | undefined)?.memberships ?? []).filter(
    (one) => one.jurisdiction !== jurisdiction,
  );
  const memberships = [...others, { jurisdiction, org, account: account.account }];
  return { item: plainItem(key, { memberships }), expected: before?.head ?? null };
}

/** So that what happens at times of day reaches the county even where the settings name another. */
export async function listPut(store: Store, jurisdiction: string): Promise<Put> {
  const before = await store.get(JURISDICTIONS_KEY);
  const listed = (before?.value as { jurisdictions: string[] } | undefined)?.jurisdictions ?? [];
  const jurisdictions = [...new Set([...listed, jurisdiction])].sort();
  return { item: plainItem(JURISDICTIONS_KEY, { jurisdictions }), expected: before?.head ?? null };
}
