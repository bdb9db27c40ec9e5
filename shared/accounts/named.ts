/** The people behind accounts that a record or an answer names. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { readAccounts } from './directory.ts';
import { isAccountId } from './input.ts';

/** Who has an account, and where. */
export interface Named {
  readonly account: string;
  readonly name: string;
  readonly org: string;
}

/**
 * Those of the accounts that exist in the county. Texts that are no accounts are passed over. `near`: the organisations
 * where they are looked for first; all others are read where one is not found there.
 */
export async function namedAccounts(
  desk: Desk,
  { county }: Pick<Facts, 'county'>,
  accounts: Iterable<string>,
  near: readonly string[] = [],
): Promise<Named[]> {
  const wanted = new Set([...accounts].filter((one) => isAccountId(one) && !BESIDE.includes(one)));
  const all = county.organisations.map(({ code }) => code);
  const first = all.filter((code) => near.includes(code));
  const found: Named[] = [];
  for (const orgs of [first, all.filter((code) => !first.includes(code))]) {
    if (wanted.size === 0) break;
    const people = (await Promise.all(orgs.map((org) => ofOrganisation(desk, org)))).flat();
    for (const one of people) if (wanted.delete(one.account)) found.push(one);
  }
  return found;
}

async function ofOrganisation({ ports, jurisdiction }: Desk, org: string): Promise<Named[]> {
  const accounts = await readAccounts(ports.store, jurisdiction, org);
  return accounts.map(({ account, name }) => ({ account, name, org }));
}

/** Who has acted on a record, for whom, and whom it was given to: its readers know them by name. */
export function peopleIn(desk: Desk, facts: Facts, exchange: Exchange): Promise<Named[]> {
  const { history, from, to, handler, handlerAccount } = exchange;
  const given = history.map(({ detail }) => (detail as { handler?: unknown } | null)?.handler);
  const accounts = [...history.flatMap(({ by, standsFor }) => [by, standsFor]), handler, handlerAccount, ...given];
  const texts = accounts.filter((one) => typeof one === 'string') as string[];
  return namedAccounts(desk, facts, texts, [from, ...(to === null ? [] : [to])]);
}

/** Who is nobody with an account. */
const BESIDE = ['clock', 'system', 'operator'];
