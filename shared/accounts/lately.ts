/** The roles that accounts had lately, as the audit tells: who lost one yesterday is still looked at by them. */
import { walkThing } from '../audit/walk.ts';
import type { Role } from '../exchange/exchange.ts';
import type { Store } from '../ports.ts';
import { DAY, type Instant } from '../time.ts';
import type { Account } from './account.ts';

/** So long another's identity is bound to what had been a head's, or an administrator's, as if it still were. */
const LATELY = 30 * DAY;

/** By account: every role that it had at some time of the last 30 days and that was changed in them. */
export async function rolesLately(
  store: Store,
  jurisdiction: string,
  org: string,
  now: Instant,
): Promise<ReadonlyMap<string, readonly Role[]>> {
  const found = new Map<string, Role[]>();
  for await (const { entry } of walkThing(store, jurisdiction, `accounts/${org}`, { from: now - LATELY })) {
    const account = entry.thing.split('/')[2];
    const { before } = (entry.detail ?? {}) as { before?: Partial<Account> | null };
    if (account === undefined || !before?.roles) continue;
    found.set(account, [...(found.get(account) ?? []), ...before.roles]);
  }
  return found;
}

/** A closed account as it was when it was last active; undefined where the audit does not tell. */
export async function whenLastActive(
  store: Store,
  jurisdiction: string,
  org: string,
  account: string,
): Promise<Account | undefined> {
  for await (const { entry } of walkThing(store, jurisdiction, `accounts/${org}`, {})) {
    const { before } = (entry.detail ?? {}) as { before?: Account | null };
    if (entry.thing === `accounts/${org}/${account}` && before?.active) return before;
  }
  return undefined;
}
