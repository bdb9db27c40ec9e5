/**
 * Where an organisation's mails go: to the section's address, else to the organisation's; and who is there to read
 * them.
 */
import { readAccounts } from '../accounts/directory.ts';
import { type County, type Organisation, organisationOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';

/** True where somebody of the organisation can sign in. */
export async function hasAccounts(desk: Desk, org: string | null): Promise<boolean> {
  if (org === null) return true;
  return (await readAccounts(desk.ports.store, desk.jurisdiction, org)).some(({ active }) => active);
}

/** The address for a section (null: for no section in particular); null where there is none at all. */
export function addressOf(county: County, org: string, section: string | null): string | null {
  const found = organisationOf(county, org);
  return found ? addressIn(found, section) : null;
}

/**
 * The one that stands for all sections with the same address, so that a mailbox shared by several gets one digest:
 * no section in particular where that is the organisation's own address, else the first by code.
 */
export function sharedWith(org: Organisation, section: string | null): string | null {
  const mine = comparable(addressIn(org, section));
  const all = [null, ...org.sections.map(({ code }) => code).sort()];
  return all.find((other) => comparable(addressIn(org, other)) === mine) ?? null;
}

/** The same of an organisation at hand. */
export function addressIn(org: Organisation, section: string | null): string | null {
  return org.sections.find(({ code }) => code === section)?.mail ?? org.mail;
}

/** Addresses that differ in case alone are one. */
export function comparable(address: string | null): string | null {
  return address?.toLowerCase() ?? null;
}
