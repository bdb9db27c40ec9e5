/**
 * Which accounts an identity has. An administrator names an identity of somebody he may not know; so a membership
 * counts only while its account is active and, where the identity is at work in another county already, once that
 * person has agreed to it.
 */
import { plainItem } from '../change.ts';
import { Problem } from '../errors.ts';
import { itemsOf } from '../pages.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Account, Accounts } from './account.ts';
import { accountsKey, identityKey, type Membership, type Memberships } from './stored.ts';

/** Whom an issuer vouches for. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** An account of an identity, and where it is. */
export interface Named {
  readonly at: Membership;
  readonly account: Account;
  /** All accounts of its organisation. */
  readonly colleagues: readonly Account[];
  /** What was asked for beside it, as it lay in the store in the same round. */
  readonly beside: readonly (Item | undefined)[];
}

/** Keys to be read in the same round as the accounts of a county. */
export type Beside = (jurisdiction: string) => readonly string[];

const NOTHING: Beside = () => [];

/** The active accounts that name an identity, whether or not its owner has agreed. */
export async function accountsNaming(store: Store, identity: Identity, beside?: Beside): Promise<Named[]> {
  return activeOf(store, (await membershipsOf(store, identity)).memberships, identity, beside);
}

/** The accounts that name an identity and are closed: whoever signs in with it is told so. */
export async function closedAccountsNaming(store: Store, identity: Identity): Promise<Pick<Named, 'at' | 'account'>[]> {
  const { memberships } = await membershipsOf(store, identity);
  const items = await itemsOf(
    store,
    memberships.map(({ jurisdiction, org }) => accountsKey(jurisdiction, org)),
  );
  return memberships.flatMap((at, i) => {
    const { accounts } = (items[i]?.value as Accounts | undefined) ?? { accounts: [] };
    const account = accounts.find((one) => one.account === at.account && isSameIdentity(one, identity));
    return account && !account.active ? [{ at, account }] : [];
  });
}

/** The same for a session; none where all sessions of that time have been ended since. */
export async function accountsOfSession(
  store: Store,
  { issuer, subject, began }: Identity & { readonly began: Instant },
): Promise<Named[] | 'ended'> {
  const { memberships, sessionsSince = began } = await membershipsOf(store, { issuer, subject });
  return began < sessionsSince ? 'ended' : activeOf(store, memberships, { issuer, subject });
}

/** The write that ends all sessions of an identity that have begun before: its password is another from now on. */
export async function endingSessions(store: Store, { issuer, subject }: Identity, now: Instant): Promise<Put> {
  const key = identityKey(issuer, subject);
  const item = await store.get(key);
  const before = (item?.value as Memberships | undefined) ?? { memberships: [] };
  return { item: plainItem(key, { ...before, sessionsSince: now }), expected: item?.head ?? null };
}

async function membershipsOf(store: Store, { issuer, subject }: Identity): Promise<Memberships> {
  const item = await store.get(identityKey(issuer, subject));
  return (item?.value as Memberships | undefined) ?? { memberships: [] };
}

/** True where the account is its owner's: nobody had to be asked, or he has agreed. */
export function isBound({ consent }: Account): boolean {
  return consent === undefined || consent === 'given';
}

/**
 * What has to be known of an account's consent when it is put with that identity. `own`: the issuer is the county's
 * own, whose people are the county's.
 */
export async function consentOf(
  store: Store,
  at: Membership,
  account: Account,
  before: Account | undefined,
  own: boolean,
): Promise<Account['consent']> {
  const identity = identityOf(account);
  if (identity === null || own) return undefined;
  const same = before !== undefined && isSameIdentity(before, identity);
  const refused = same && before.consent === 'refused' && account.active;
  if (same && !refused && (before.active || before.consent !== undefined || !account.active)) return before.consent;
  const elsewhere = (await accountsNaming(store, identity)).some((one) => {
    return one.at.jurisdiction !== at.jurisdiction && isBound(one.account);
  });
  if (!elsewhere) return undefined;
  // Whoever has refused is not asked again by any change, but where the account was closed meanwhile.
  return refused && before.active ? 'refused' : 'waiting';
}

/**
 * The writes that point an identity to its account, and the one before no longer. What the identity has in other
 * counties is left as it is. Throws `identity-in-use` where another active account of the county has it.
 */
export async function pointers(
  store: Store,
  at: Membership,
  account: Account,
  before: Account | undefined,
): Promise<Put[]> {
  const [now, then] = [identityOf(account), before ? identityOf(before) : null];
  const leaves = then !== null && !isSameIdentity(account, then) ? await pointer(store, then, at, false) : [];
  return [...leaves, ...(now === null ? [] : await pointer(store, now, at, true))];
}

async function pointer(store: Store, identity: Identity, at: Membership, stays: boolean): Promise<Put[]> {
  const key = identityKey(identity.issuer, identity.subject);
  const item = await store.get(key);
  const { memberships: before, ...rest } = (item?.value as Memberships | undefined) ?? { memberships: [] };
  const others = before.filter((one) => !isSame(one, at));
  const rivals = stays ? others.filter(({ jurisdiction }) => jurisdiction === at.jurisdiction) : [];
  if ((await activeOf(store, rivals, identity)).length > 0) {
    throw new Problem('identity-in-use', '该登录身份已对应另一个账号，一个身份在一个县（市、区）只能有一个账号。');
  }
  const kept = others.filter((one) => !rivals.includes(one));
  return [
    { item: plainItem(key, { ...rest, memberships: stays ? [...kept, at] : kept }), expected: item?.head ?? null },
  ];
}

async function activeOf(
  store: Store,
  memberships: readonly Membership[],
  identity: Identity,
  beside = NOTHING,
): Promise<Named[]> {
  if (memberships.length === 0) return [];
  const keys = memberships.map(({ jurisdiction, org }) => accountsKey(jurisdiction, org));
  const also = memberships.map(({ jurisdiction }) => beside(jurisdiction));
  const items = await itemsOf(store, [...keys, ...also.flat()]);
  const rest = items.splice(keys.length);
  return memberships.flatMap((at, i) => {
    const own = rest.splice(0, also[i]?.length ?? 0);
    const { accounts } = (items[i]?.value as Accounts | undefined) ?? { accounts: [] };
    const account = accounts.find((one) => one.account === at.account);
    const found = account?.active && isSameIdentity(account, identity);
    return found ? [{ at, account, colleagues: accounts, beside: own }] : [];
  });
}

export function identityOf({ issuer, subject }: Account): Identity | null {
  return issuer === null || subject === null ? null : { issuer, subject };
}

export function isSameIdentity(account: Account, { issuer, subject }: Identity): boolean {
  return account.issuer === issuer && account.subject === subject;
}

function isSame(a: Membership, b: Membership): boolean {
  return a.jurisdiction === b.jurisdiction && a.org === b.org && a.account === b.account;
}
