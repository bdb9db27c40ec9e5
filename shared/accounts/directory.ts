/**
 * Where a county's organisations and accounts lie in the store, and how they change. The county with its organisations
 * is one item; the accounts of one organisation are one item; an identity (issuer, subject) points to its accounts.
 */
import type { County, Organisation } from '../county.ts';
import { organisationOf } from '../county.ts';
import { invalid, notFound, Problem, unavailable } from '../errors.ts';
import { digest, keyOf, sha256 } from '../keys.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Account, AccountInput, Accounts, OrganisationInput } from './account.ts';
import { accountErrors, organisationErrors } from './account.ts';

/** Which accounts an identity has: one in each jurisdiction at most. */
export interface Memberships {
  memberships: { jurisdiction: string; org: string; account: string }[];
}

export function countyKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'county', 'county');
}

export function accountsKey(jurisdiction: string, org: string): string {
  return keyOf(jurisdiction, 'accounts', org);
}

export function identityKey(issuer: string, subject: string): string {
  return keyOf('_', 'identity', sha256(JSON.stringify([issuer, subject])).slice(0, 40));
}

/** An item without places, its head the digest of its value. */
export function plainItem(key: string, value: unknown): Item {
  return { key, head: digest(value), value, places: {} };
}

export async function readCounty(store: Store, jurisdiction: string): Promise<County | undefined> {
  return (await store.get(countyKey(jurisdiction)))?.value as County | undefined;
}

export async function readAccounts(store: Store, jurisdiction: string, org: string): Promise<Account[]> {
  const item = await store.get(accountsKey(jurisdiction, org));
  return (item?.value as Accounts | undefined)?.accounts ?? [];
}

/** Puts an organisation; the first of its type `approval-bureau`, `government-office` or `discipline` stays the only one. */
export async function putOrganisation(
  store: Store,
  jurisdiction: string,
  code: string,
  input: OrganisationInput,
): Promise<{ organisation: Organisation; created: boolean }> {
  const errors = organisationErrors(input);
  if (errors.length > 0) throw invalid(errors);
  return change(store, countyKey(jurisdiction), (value) => {
    const county = value as County | undefined;
    if (!county) throw notFound('该县（市、区）');
    const before = organisationOf(county, code);
    const only = ['approval-bureau', 'government-office', 'discipline'].includes(input.type);
    if (only && county.organisations.some((o) => o.type === input.type && o.code !== code)) {
      throw invalid([{ pointer: '/type', detail: '该类型的单位已经存在，一个县（市、区）只有一个' }]);
    }
    if (before && before.type !== input.type && ['approval-bureau', 'government-office'].includes(before.type)) {
      throw invalid([{ pointer: '/type', detail: `${before.name}的类型不能更改` }]);
    }
    const organisation = { code, ...input };
    const others = county.organisations.filter((o) => o.code !== code);
    const organisations = [...others, organisation].sort((a, b) => (a.code < b.code ? -1 : 1));
    return { value: { ...county, organisations }, result: { organisation, created: !before } };
  });
}

/** Puts an account and, in the same commit, the pointer from its identity; the old identity's pointer goes. */
export async function putAccount(
  store: Store,
  county: County,
  org: Organisation,
  id: string,
  input: AccountInput,
): Promise<{ account: Account; created: boolean }> {
  const errors = accountErrors(input, org);
  if (errors.length > 0) throw invalid(errors);
  const { jurisdiction } = county;
  await mustBeFree(store, county, org, id);
  return change(store, accountsKey(jurisdiction, org.code), async (value) => {
    const accounts = (value as Accounts | undefined)?.accounts ?? [];
    const before = accounts.find((a) => a.account === id);
    const account = { account: id, ...input };
    const others = accounts.filter((a) => a.account !== id);
    const also = [
      ...(before && identityOf(before) !== identityOf(account) ? await pointer(store, before, null) : []),
      ...(await pointer(store, account, { jurisdiction, org: org.code, account: id })),
    ];
    const next = [...others, account].sort((a, b) => (a.account < b.account ? -1 : 1));
    return { value: { org: org.code, accounts: next }, result: { account, created: !before }, also };
  });
}

function identityOf(account: Account): string | null {
  return account.issuer === null || account.subject === null ? null : identityKey(account.issuer, account.subject);
}

/** An account's name is unique in its county. */
async function mustBeFree(store: Store, county: County, org: Organisation, id: string): Promise<void> {
  const others = county.organisations.filter((o) => o.code !== org.code);
  const items = await store.getMany(others.map((o) => accountsKey(county.jurisdiction, o.code)));
  if (items.some((item) => (item?.value as Accounts | undefined)?.accounts.some((a) => a.account === id))) {
    throw new Problem('account-exists', '该账号已被其他单位使用，请换一个账号名称。');
  }
}

/** The write that points an identity to its account in a jurisdiction, or (`to` null) no longer. */
async function pointer(
  store: Store,
  account: Account,
  to: { jurisdiction: string; org: string; account: string } | null,
): Promise<Put[]> {
  const key = identityOf(account);
  if (key === null) return [];
  const item = await store.get(key);
  const before = (item?.value as Memberships | undefined)?.memberships ?? [];
  const mine = (m: { jurisdiction: string; account: string }): boolean => m.account === account.account;
  if (to && before.some((m) => m.jurisdiction === to.jurisdiction && !mine(m))) {
    throw new Problem('identity-in-use', '该登录身份已对应另一个账号，一个身份在一个县（市、区）只能有一个账号。');
  }
  const memberships = [...before.filter((m) => !mine(m)), ...(to ? [to] : [])];
  return [{ item: plainItem(key, { memberships }), expected: item?.head ?? null }];
}

/** Changes one item by compare-and-swap, again when somebody else was faster. */
export async function change<T>(
  store: Store,
  key: string,
  decide: (value: unknown) => ChangeOf<T> | Promise<ChangeOf<T>>,
): Promise<T> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const before = await store.get(key);
    const { value, result, also = [] } = await decide(before?.value);
    const puts = [{ item: plainItem(key, value), expected: before?.head ?? null }, ...also];
    if ((await store.commit(puts)).committed) return result;
  }
  throw unavailable();
}

export interface ChangeOf<T> {
  value: unknown;
  result: T;
  also?: Put[];
}
