/**
 * The accounts of an organisation end with it, by the same commit: nobody signs in for it, and none can be opened anew.
 */
import { audited } from '../audit/chain.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import type { Organisation } from '../county.ts';
import type { Put, Store } from '../ports.ts';
import type { Accounts } from './account.ts';
import { accountsKey, type Who } from './stored.ts';

/**
 * The writes that close all accounts of an organisation, or that let accounts be opened in it again: none is opened by
 * itself, since whoever had one may have gone elsewhere.
 */
export async function endingPuts(
  store: Store,
  jurisdiction: string,
  org: Pick<Organisation, 'code' | 'type'>,
  ends: boolean,
  { by, at }: Who,
): Promise<Put[]> {
  const stored = await store.get(accountsKey(jurisdiction, org.code));
  const { ended: _, ...kept } = (stored?.value as Accounts | undefined) ?? { org: org.code, accounts: [] };
  const closed = kept.accounts.filter(({ active }) => active).map(({ account }) => account);
  const accounts = kept.accounts.map(({ deputy: _d, ...account }) => ({ ...account, active: false }));
  const next: Accounts = ends ? { ...kept, accounts, ended: true } : kept;
  const act = ends ? 'close-accounts' : 'allow-accounts';
  const said = { by, at, act, thing: `accounts/${org.code}`, detail: ends ? { closed } : {} } as const;
  const { item, entry } = await audited(store, jurisdiction, stored, next, { ...said, room: roomOfAccounts(org.type) });
  return [
    { item, expected: stored?.head ?? null },
    { item: entry, expected: null },
  ];
}
