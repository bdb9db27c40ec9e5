/**
 * Where a county's organisations and accounts lie in the store, and how they change. The county with its organisations
 * is one item; the accounts of one organisation are one item; an identity (issuer, subject) points to its accounts.
 */

import { audited, changedWith } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { roomOfAccounts } from '../audit/rooms.ts';
import { type Changed, change, plainItem } from '../change.ts';
import type { County, Organisation } from '../county.ts';
import { organisationOf } from '../county.ts';
import { type FieldError, invalid, notFound, Problem } from '../errors.ts';
import type { Role } from '../exchange/exchange.ts';
import { keyOf } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Put, Store } from '../ports.ts';
import type { Account, Accounts } from './account.ts';
import { accountErrors, countyRoomErrors, organisationErrors, roomErrors } from './fitting.ts';
import type { AccountInput, OrganisationInput } from './input.ts';
import { consentOf, pointers } from './memberships.ts';
import { mustFitQuota, mustKeepLast } from './quota.ts';
import { accountsKey, countyKey, type Membership, type Who } from './stored.ts';

export { accountsKey, countyKey, identityKey, type Membership, type Memberships } from './stored.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'account-exists': true;
    'identity-in-use': true;
    'organisation-ended': true;
  }
}

export async function readCounty(store: Store, jurisdiction: string): Promise<County | undefined> {
  return (await store.get(countyKey(jurisdiction)))?.value as County | undefined;
}

export async function readAccounts(store: Store, jurisdiction: string, org: string): Promise<Account[]> {
  const item = await store.get(accountsKey(jurisdiction, org));
  return (item?.value as Accounts | undefined)?.accounts ?? [];
}

/** Looks at what a `PUT` would replace (undefined where that is new) and throws where it must not. */
export type Replaces<T> = (before: T | undefined) => void | Promise<void>;

export interface PutOptions<T> extends Who {
  readonly replaces?: Replaces<T>;
  /** What the same commit writes besides; asked at each attempt, of what is there then. */
  readonly also?: (store: Store, before: T | undefined) => Promise<Put[]>;
}

/**
 * Puts an organisation; the first of its type `approval-bureau`, `government-office` or `discipline` stays the only
 * one.
 */
export async function putOrganisation(
  store: Store,
  jurisdiction: string,
  code: string,
  input: OrganisationInput,
  { replaces, also, by, at }: PutOptions<Organisation>,
): Promise<{ organisation: Organisation; created: boolean }> {
  const errors = organisationErrors(input);
  if (errors.length > 0) throw invalid(errors);
  const key = countyKey(jurisdiction);
  type Result = Changed<{ organisation: Organisation; created: boolean }>;
  return change(store, key, async (before, inTime): Promise<Result> => {
    const county = before?.value as County | undefined;
    if (!county) throw notFound('该县（市、区）');
    const known = organisationOf(county, code);
    await replaces?.(known);
    const wrong = typeErrors(county, known ?? { code }, input);
    if (wrong.length > 0) throw invalid(wrong);
    const organisation = { code, ...input };
    const others = county.organisations.filter((o) => o.code !== code);
    const organisations = [...others, organisation].sort((a, b) => (a.code < b.code ? -1 : 1));
    const full = countyRoomErrors(county, { ...county, organisations }, '/sections');
    if (full.length > 0) throw invalid(full);
    const act = !known
      ? 'add-organisation'
      : known.succeededBy === input.succeededBy
        ? 'change-organisation'
        : 'succeed-organisation';
    const detail = { before: known ?? null, after: organisation };
    const said = { by, at, act, thing: `organisations/${code}`, detail, room: 'administration' } as const;
    const written = await audited(inTime, jurisdiction, before, { ...county, organisations }, said);
    return changedWith(written, { organisation, created: !known }, await also?.(inTime, known));
  });
}

/** What does not fit the type of an organisation into its county: of three types there is one each, and two stay. */
export function typeErrors(
  { organisations }: County,
  known: Pick<Organisation, 'code'> & Partial<Organisation>,
  { type }: OrganisationInput,
): FieldError[] {
  const only = ['approval-bureau', 'government-office', 'discipline'].includes(type);
  if (only && organisations.some((one) => one.type === type && one.code !== known.code)) {
    return [{ pointer: '/type', detail: '该类型的单位已经存在，一个县（市、区）只有一个' }];
  }
  const stays = known.type === 'approval-bureau' || known.type === 'government-office';
  if (!stays || known.type === type) return [];
  return [{ pointer: '/type', detail: `${known.name}的类型不能更改` }];
}

export interface PutAccountOptions extends PutOptions<Account> {
  /** True where the account's issuer is the county's own: its identities are bound at once. */
  readonly ownIssuer?: boolean;
  /** Roles of which somebody active has to stay; those of which a county always has one, where nothing is said. */
  readonly last?: readonly Role[];
}

/**
 * Puts an account and, in the same commit, its name where it is new and the pointer from its identity; the old
 * identity's pointer goes.
 */
export async function putAccount(
  store: Store,
  county: County,
  org: Organisation,
  id: string,
  input: AccountInput,
  { replaces, also: beside, ownIssuer = false, last, ...who }: PutAccountOptions,
): Promise<{ account: Account; created: boolean }> {
  const errors = accountErrors(input, org);
  if (errors.length > 0) throw invalid(errors);
  const at = { jurisdiction: county.jurisdiction, org: org.code, account: id };
  const key = accountsKey(at.jurisdiction, at.org);
  return change(store, key, async (stored, inTime) => {
    const kept = (stored?.value as Accounts | undefined) ?? { org: at.org, accounts: [] };
    const { accounts } = kept;
    const before = accounts.find((a) => a.account === id);
    await replaces?.(before);
    if (kept.ended && input.active) {
      throw new Problem('organisation-ended', '该单位已停用，不能启用其账号。请在承接单位设置账号。');
    }
    const put = fieldsOf(id, input);
    const consent = await consentOf(inTime, at, put, before, ownIssuer);
    const account: Account = { ...put, ...(consent && { consent }), ...(before?.deputy && { deputy: before.deputy }) };
    const others = accounts.filter((a) => a.account !== id);
    const next = [...others, account].sort((a, b) => (a.account < b.account ? -1 : 1));
    const full = roomErrors(accounts, next);
    if (full.length > 0) throw invalid(full);
    mustFitQuota(org, kept.quota, accounts, next);
    mustKeepLast(accounts, next, last);
    const also = [
      ...(before ? [] : await name(inTime, county, at)),
      ...(await pointers(inTime, at, account, before)),
      ...((await beside?.(inTime, before)) ?? []),
    ];
    const value: Accounts = { ...kept, accounts: next };
    const written = await audited(inTime, at.jurisdiction, stored, value, actOn(org, before, account, who));
    return changedWith(written, { account, created: !before }, also);
  });
}

function actOn(org: Organisation, before: Account | undefined, after: Account, { by, at }: Who): Act {
  const act = !before ? 'add-account' : before.active && !after.active ? 'close-account' : 'change-account';
  const detail = { before: before ?? null, after };
  return { by, at, act, thing: `accounts/${org.code}/${after.account}`, detail, room: roomOfAccounts(org.type) };
}

/** An account as put, without what was known of its consent. */
function fieldsOf(account: string, input: AccountInput): Account {
  const { name, roles, sections, scopes, issuer, subject, active } = input;
  return { account, name, roles, sections, scopes, issuer, subject, active };
}

/**
 * The write that gives a new account its name, which is unique in its county: an item says whose it is and is never
 * removed, so that of two organisations that take a name at once one fails. Accounts from before there were such items
 * are looked for where they are.
 */
async function name(store: Store, county: County, { jurisdiction, org, account }: Membership): Promise<Put[]> {
  const key = keyOf(jurisdiction, 'name', account);
  const owner = ((await store.get(key))?.value as { org: string } | undefined)?.org;
  if (owner === org) return [];
  const others = county.organisations.filter((o) => o.code !== org);
  const keys = others.map((o) => accountsKey(jurisdiction, o.code));
  const items = await itemsOf(store, keys);
  const known = items.some((item) =>
    (item?.value as Accounts | undefined)?.accounts.some((a) => a.account === account),
  );
  if (owner !== undefined || known) {
    throw new Problem('account-exists', '该账号已被其他单位使用，请换一个账号名称。');
  }
  return [{ item: plainItem(key, { org }), expected: null }];
}
