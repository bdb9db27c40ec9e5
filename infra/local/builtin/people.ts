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

/** `scjg.officer`, in another county of this folder `371522/scjg.officer`; null where there is no such person. */
export async function personNamed({ ports, settings }: Platform, typed: string): Promise<Person | null> {
  const [account = '', jurisdiction = settings.jurisdiction] = typed.trim().toLowerCase().split('/').reverse();
  if (!isAccountId(account) || !/^\d{6}$/.test(jurisdiction)) return null;
  const found = await findAccount(ports.store, jurisdiction, account);
  const subject = subjectOf(jurisdiction, account);
  return found && isPerson(found) && found.account.subject === subject ? { jurisdiction, account, subject } : null;
}

function isPerson({ account }: Found): boolean {
  return account.active && account.issuer === BUILTIN_ISSUER && !account.roles.includes('system');
}
