/** Whose account a name is that somebody signs in with. */

import { isAccountId } from '../../../shared/accounts/input.ts';
import { type Found, findAccount } from '../../../shared/accounts/search.ts';
import type { Platform } from '../../../shared/platform.ts';
import { BUILTIN_ISSUER, subjectOf } from './credentials.ts';

/** An active person of the builtin issuer. */
export interface Person {
  readonly jurisdiction: string;
  readonly account: string;
  readonly subject: string;
}

/** Who is meant by what was typed, whether or not there is such a person; null where it names nobody. */
export function meantBy({ settings }: Platform, typed: string): Person | null {
  const [account = '', jurisdiction = settings.jurisdiction, ...more] = typed.trim().toLowerCase().split('/').reverse();
  if (more.length > 0 || !isAccountId(account) || !/^\d{6}$/.test(jurisdiction)) return null;
  return { jurisdiction, account, subject: subjectOf(jurisdiction, account) };
}

/** `scjg.officer`, in another county of this folder `371522/scjg.officer`; null where there is no such person. */
export async function personNamed(platform: Platform, typed: string): Promise<Person | null> {
  const person = meantBy(platform, typed);
  if (!person) return null;
  const found = await findAccount(platform.ports.store, person.jurisdiction, person.account);
  return found && isPerson(found) && found.account.subject === person.subject ? person : null;
}

function isPerson({ account }: Found): boolean {
  return account.active && account.issuer === BUILTIN_ISSUER && !account.roles.includes('system');
}
