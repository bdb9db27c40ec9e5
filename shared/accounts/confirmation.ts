/**
 * Each quarter an organisation confirms that its accounts are right (art. 16, 本系统约定): the confirmation seals them by
 * their digest, and the audit keeps what was sealed. Until when is the clock `account-confirmation`; no figure
 * counts it.
 */
import { audited, changedWith } from '../audit/chain.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import { type Changed, change } from '../change.ts';
import { startedAt } from '../clocks/clocks.ts';
import type { Organisation } from '../county.ts';
import type { Facts } from '../exchange/facts.ts';
import { digest } from '../keys.ts';
import type { Store } from '../ports.ts';
import { type CivilDate, civilDateOf, type Quarter, quarterOf, startOfDay } from '../time.ts';
import type { Account, Accounts, Confirmation } from './account.ts';
import { accountsKey, type Who } from './stored.ts';

/** What a confirmation seals: who has which rights, without the identities behind them. */
export function sealedAccounts(accounts: readonly Account[]): object[] {
  return accounts.map(({ account, name, roles, sections, scopes, active }) => {
    return { account, name, roles, sections, scopes, active };
  });
}

/** The first day of a quarter. */
function firstDayOf(quarter: Quarter): CivilDate {
  const month = String((Number(quarter.slice(5)) - 1) * 3 + 1).padStart(2, '0');
  return `${quarter.slice(0, 4)}-${month}-01`;
}

/** The last day on which the running quarter's confirmation is in time: 2026Q4 → 2026-10-20. */
export function confirmBy(facts: Facts): CivilDate {
  return confirmationDue(facts).by;
}

/** That day, and the instant at which it ends; counted from the day on which the county began, where it is later. */
export function confirmationDue(facts: Facts) {
  const first = firstDayOf(quarterOf(civilDateOf(facts.now)));
  const [, from = first] = [first, facts.county.since].toSorted();
  const begins = startOfDay(from);
  return startedAt(facts, begins, 'account-confirmation', begins);
}

/** Seals the accounts as they are; again without a change in between it is the one that is there. */
export function confirmAccounts(
  store: Store,
  jurisdiction: string,
  org: Organisation,
  quarter: Quarter,
  { by, at }: Who,
): Promise<{ confirmation: Confirmation; isNew: boolean }> {
  type Result = Changed<{ confirmation: Confirmation; isNew: boolean }>;
  return change(store, accountsKey(jurisdiction, org.code), async (stored, inTime): Promise<Result> => {
    const kept = (stored?.value as Accounts | undefined) ?? { org: org.code, accounts: [] };
    const accounts = sealedAccounts(kept.accounts);
    const seal = digest(accounts);
    const before = kept.confirmed;
    if (before?.quarter === quarter && before.digest === seal) {
      return { item: null, result: { confirmation: before, isNew: false } };
    }
    const confirmation: Confirmation = { quarter, at, by, digest: seal };
    const detail = { quarter, digest: seal, accounts };
    const room = roomOfAccounts(org.type);
    const said = { by, at, act: 'confirm-accounts', thing: `accounts/${org.code}`, detail, room } as const;
    const next: Accounts = { ...kept, confirmed: confirmation };
    return changedWith(await audited(inTime, jurisdiction, stored, next, said), { confirmation, isNew: true });
  });
}
