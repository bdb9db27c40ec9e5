/** What decisions look up about accounts. */
import { chainStand } from '../audit/chain.ts';
import type { Chained } from '../audit/entry.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Item } from '../ports.ts';
import { readAccounts } from './directory.ts';
import { peopleOf } from './people.ts';
import { accountsKey } from './stored.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The item with an organisation's accounts, and where its chain stands. */
    accounts: { ask: string; found: KeptAccounts };
  }
}

export interface KeptAccounts {
  item: Item | undefined;
  chained: Chained | undefined;
}

/** The accounts of an organisation that a record can be given to. */
export async function readPeople({ ports, jurisdiction }: Desk, org: string): Promise<ReadonlySet<string>> {
  const accounts = await readAccounts(ports.store, jurisdiction, org);
  return new Set(peopleOf(accounts).map(({ account }) => account));
}

export async function readKeptAccounts({ ports, jurisdiction }: Desk, org: string): Promise<KeptAccounts> {
  const item = await ports.store.get(accountsKey(jurisdiction, org));
  return { item, chained: await chainStand(ports.store, jurisdiction, item, `accounts/${org}`) };
}
