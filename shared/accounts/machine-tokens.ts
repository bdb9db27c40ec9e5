/**
 * Tokens that the platform itself gives to machines: opaque, for an hour, kept as SHA-256. A token says where its
 * account is, so that the account is read in the same round as the token.
 */
import { plainItem } from '../change.ts';
import { keyOf, sha256 } from '../keys.ts';
import type { Item, Ports, Store } from '../ports.ts';
import { CLOCKS_APART, HOUR, type Instant } from '../time.ts';
import type { Account, Accounts } from './account.ts';
import type { Beside } from './memberships.ts';
import { type Secrets, secretsKey } from './secrets.ts';
import { accountsKey, type Membership } from './stored.ts';

export const TOKEN_GOOD = HOUR;

/** What programs that look for secrets in texts can recognise. */
const FORM = /^sgt_(\d{6})_([A-Z][A-Z0-9]{0,19})_([a-z0-9][a-z0-9._-]{0,49})_[\w-]{43}$/;

interface Stored {
  /** Of the secrets that it was had by. */
  generation: number;
  issuedAt: Instant;
  expires: Instant;
  /** Of the account's scopes those that were asked for; absent: all that it has. */
  scopes?: readonly string[];
}

/** Whose token is asked for: by a secret of which generation, and for which scopes, where not for all. */
export interface AskedFor {
  readonly at: Membership;
  readonly generation: number;
  readonly scopes?: readonly string[] | undefined;
}

/** Why a token is not taken. */
export type Refusal = 'unknown' | 'expired' | 'account';

export function isMachineToken(text: string): boolean {
  return FORM.test(text);
}

/**
 * Makes a token for a machine account and keeps what is needed to know it again. It is good for an hour of the
 * machine's own time, and kept for as long by the platform's, where that is ahead.
 */
export async function issueToken(
  { store, random, clock }: Pick<Ports, 'store' | 'random' | 'clock'>,
  { at, generation, scopes }: AskedFor,
): Promise<string> {
  const now = clock.now();
  const issuedAt = clock.machine?.() ?? now;
  const secret = Buffer.from(random.bytes(32)).toString('base64url');
  const token = `sgt_${at.jurisdiction}_${at.org}_${at.account}_${secret}`;
  const stored: Stored = { generation, issuedAt, expires: issuedAt + TOKEN_GOOD, ...(scopes && { scopes }) };
  const item = plainItem(tokenKey(at.jurisdiction, token), stored);
  await store.commit([{ item, expected: null, expires: Math.max(stored.expires, now + TOKEN_GOOD) }]);
  return token;
}

/** A machine that is known by its token. */
export interface Machine {
  readonly at: Membership;
  readonly account: Account;
  readonly expires: Instant;
  /** What was asked for beside it, as it lay in the store in the same round. */
  readonly beside: readonly (Item | undefined)[];
}

/** Whose token it is, by one round of reads; the account as it is now. */
export async function machineOf(
  store: Store,
  token: string,
  now: Instant,
  also: Beside = () => [],
): Promise<Machine | Refusal> {
  const [, jurisdiction = '', org = '', name = ''] = FORM.exec(token) ?? [];
  const keys = [tokenKey(jurisdiction, token), accountsKey(jurisdiction, org), secretsKey(jurisdiction, name)];
  const [own, beside] = parted(await store.getMany([...keys, ...also(jurisdiction)]), keys.length);
  const [known, accounts, secrets] = own.map((item) => item?.value);
  if (known === undefined) return 'unknown';
  const { issuedAt, expires, generation, scopes } = known as Stored;
  // Given by a clock that was ahead and has come back: it would be good for as long as that was off.
  if (expires <= now || issuedAt > now + CLOCKS_APART) return 'expired';
  if ((secrets as Secrets | undefined)?.generation !== generation) return 'unknown';
  const account = (accounts as Accounts | undefined)?.accounts.find((one) => one.account === name);
  if (!account?.active || !account.roles.includes('system')) return 'account';
  return { at: { jurisdiction, org, account: name }, account: narrowed(account, scopes), expires, beside };
}

/** With the token's scopes, as far as the account has them still. */
function narrowed(account: Account, scopes: readonly string[] | undefined): Account {
  if (scopes === undefined) return account;
  return { ...account, scopes: (account.scopes ?? []).filter((scope) => scopes.includes(scope)) };
}

function parted<T>(all: readonly T[], at: number): [readonly T[], readonly T[]] {
  return [all.slice(0, at), all.slice(at)];
}

function tokenKey(jurisdiction: string, token: string): string {
  return keyOf(jurisdiction, 'token', sha256(token));
}
