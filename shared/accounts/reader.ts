/** What decisions look up about accounts. */
import { chainStand } from '../audit/chain.ts';
import type { Chained } from '../audit/entry.ts';
import type { People } from '../exchange/assign.ts';
import { coversSection } from '../exchange/capacity.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Item } from '../ports.ts';
import { civilDateOf } from '../time.ts';
import { actorOf } from './account.ts';
import { readAccounts } from './directory.ts';
import { handlersOf } from './people.ts';
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

/** The accounts of an organisation that a record can be given to, with whose work a section's is today. */
export async function readPeople({ ports, jurisdiction }: Desk, org: string, { now }: Facts): Promise<People> {
  const colleagues = await readAccounts(ports.store, jurisdiction, org);
  const people = new Map(handlersOf(colleagues).map((one) => [one.account, one]));
  const today = civilDateOf(now);
  return {
    has: (account) => people.has(account),
    covers: (account, section) => {
      const found = people.get(account);
      return found !== undefined && coversSection(actorOf(found, org, { colleagues, today }), section);
    },
  };
}

export async function readKeptAccounts({ ports, jurisdiction }: Desk, org: string): Promise<KeptAccounts> {
  const item = await ports.store.get(accountsKey(jurisdiction, org));
  return { item, chained: await chainStand(ports.store, jurisdiction, item, `accounts/${org}`) };
}
