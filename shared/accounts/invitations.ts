/** Accounts of other counties that an identity is asked to agree to: its owner accepts or refuses each himself. */
import { audited, changedWith } from '../audit/chain.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import { change } from '../change.ts';
import { type County, organisationOf } from '../county.ts';
import { notFound } from '../errors.ts';
import type { Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Account, Accounts } from './account.ts';
import { accountsKey, countyKey, readCounty } from './directory.ts';
import { accountsNaming, type Identity, isBound, isSameIdentity, type Named } from './memberships.ts';

export interface Invitation extends Named {
  readonly county: County;
}

/** Those that wait for an answer, by county. */
export async function readInvitations(store: Store, identity: Identity): Promise<Invitation[]> {
  const named = await accountsNaming(store, identity);
  return withCounties(
    store,
    named.filter(({ account }) => account.consent === 'waiting'),
  );
}

/**
 * Accepts the account of a county, or refuses it; again the same. Whoever has another account may also give up one that
 * he was never asked about. Throws 404 where the county has none for this identity.
 */
export async function answerInvitation(
  store: Store,
  identity: Identity,
  jurisdiction: string,
  consent: 'given' | 'refused',
  now: Instant,
): Promise<Invitation> {
  const named = await accountsNaming(store, identity);
  const found = named.find(({ at }) => at.jurisdiction === jurisdiction);
  const others = named.some((one) => one !== found && isBound(one.account));
  if (!found || (consent === 'refused' && isBound(found.account) && !others)) throw notFound('该邀请');
  const { org } = found.at;
  const county = await readCounty(store, jurisdiction);
  const room = roomOfAccounts(county && organisationOf(county, org)?.type);
  const key = accountsKey(jurisdiction, org);
  const account = await change(store, key, async (stored, inTime) => {
    const kept = (stored?.value as Accounts | undefined) ?? { org, accounts: [] };
    const { accounts } = kept;
    const before = accounts.find((one) => one.account === found.at.account && isSameIdentity(one, identity));
    if (!before || (consent === 'given' && before.consent === 'refused')) throw notFound('该邀请');
    const after: Account = { ...before, consent };
    const changed = accounts.map((one) => (one === before ? after : one));
    const by = before.account;
    const said = { by, at: now, act: 'consent', thing: `accounts/${org}/${by}`, detail: { consent }, room } as const;
    return changedWith(await audited(inTime, jurisdiction, stored, { ...kept, accounts: changed }, said), after);
  });
  const [invitation] = await withCounties(store, [{ ...found, account }]);
  return invitation as Invitation;
}

async function withCounties(store: Store, named: readonly Named[]): Promise<Invitation[]> {
  if (named.length === 0) return [];
  const items = await store.getMany(named.map(({ at }) => countyKey(at.jurisdiction)));
  return named.map((one, i) => ({ ...one, county: items[i]?.value as County }));
}
