/** The roles that accounts had lately, as the audit tells: who lost one yesterday is not yet somebody whom nobody minds. */
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
