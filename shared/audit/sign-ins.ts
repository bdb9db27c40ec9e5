/** Signing in: an entry in the account's chain of the month, once for each token and each session. */
import { type Changed, change, plainItem } from '../change.ts';
import type { County } from '../county.ts';
import { keyOf, sha256 } from '../keys.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { audited, changedWith } from './chain.ts';
import type { Act } from './entry.ts';
import { monthOf, roomOfDoing } from './rooms.ts';
import { keyOfChain } from './things.ts';

/** The account that signs in. */
export interface SignsIn {
  readonly jurisdiction: string;
  readonly org: string;
  readonly account: string;
}

/** By what: a token of an OIDC issuer, a token that the platform gave to a machine, a session of the console. */
export type SignInBy = 'token' | 'machine-token' | 'session';

/**
 * Writes the entry of a sign-in. `detail`: what else is to be known of it, nothing secret. `beside`: what the same
 * commit writes, such as the session's item; asked at each attempt, null where the sign-in has been written already.
 */
export async function signedIn(
  store: Store,
  who: SignsIn,
  by: SignInBy,
  at: Instant,
  { detail = {}, beside = async () => [] }: SignInOptions = {},
): Promise<void> {
  const { jurisdiction, org, account } = who;
  const county = (await store.get(keyOf(jurisdiction, 'county', 'county')))?.value as County;
  const thing = `sign-ins/${account}/${monthOf(at)}`;
  const room = roomOfDoing(county, org, 'administration');
  const act: Act = { at, by: account, act: 'sign-in', thing, detail: { by, ...detail }, room };
  await change(store, keyOfChain(jurisdiction, thing), async (before, inTime): Promise<Changed<undefined>> => {
    const puts = await beside(inTime);
    if (puts === null) return { item: null, result: undefined };
    return changedWith(await audited(inTime, jurisdiction, before, {}, act), undefined, puts);
  });
}

export interface SignInOptions {
  readonly detail?: Readonly<Record<string, string>>;
  readonly beside?: (store: Store) => Promise<readonly Put[] | null>;
}

/** A token that is good until then. */
export interface Token {
  readonly text: string;
  readonly until: Instant;
}

/** Writes the sign-in of a token that has not been used before; one read where it has. */
export async function tokenUsed(store: Store, who: SignsIn, token: Token, by: SignInBy, at: Instant): Promise<void> {
  const key = keyOf(who.jurisdiction, 'token', `used#${sha256(token.text)}`);
  if (await store.get(key)) return;
  const item: Item = plainItem(key, { usedAt: at });
  const beside = async (inTime: Store): Promise<Put[] | null> =>
    (await inTime.get(key)) ? null : [{ item, expected: null, expires: token.until }];
  await signedIn(store, who, by, at, { beside });
}
