/**
 * Who calls: a bearer token of an issuer we trust, then the platform's own account for that identity, read at this
 * request, so that a right taken away is gone at the next one.
 */
import { actorOf } from '../../shared/accounts/account.ts';
import { identityKey, type Memberships, readAccounts } from '../../shared/accounts/directory.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Instant } from '../../shared/time.ts';
import { verifiedJwt } from './jwt.ts';
import { invalidToken, unauthenticated } from './unauthenticated.ts';

export interface Caller {
  jurisdiction: string;
  actor: Actor;
}

/** The caller of a request, in the jurisdiction asked for where there are several. Throws 401, or 422 for the choice. */
export async function callerOf(
  platform: Platform,
  authorization: string | undefined,
  asked: string | null,
  now: Instant,
): Promise<Caller> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw authorization === undefined ? unauthenticated() : invalidToken('A bearer token is wanted');
  const { issuer, subject } = await verifiedJwt(platform, token, now);
  const item = await platform.ports.store.get(identityKey(issuer, subject));
  const memberships = (item?.value as Memberships | undefined)?.memberships ?? [];
  const mine = memberships.filter((m) => asked === null || m.jurisdiction === asked);
  if (mine.length > 1) {
    throw invalid([{ pointer: '?jurisdiction', detail: '您的身份对应多个县（市、区），请指明行政区划代码' }]);
  }
  const [membership] = mine;
  if (!membership) throw memberships.length > 0 ? notFound('该县（市、区）') : invalidToken('The account is unknown');
  const accounts = await readAccounts(platform.ports.store, membership.jurisdiction, membership.org);
  const account = accounts.find((a) => a.account === membership.account);
  const same = account?.active && account.issuer === issuer && account.subject === subject;
  if (!same) throw invalidToken('The account is unknown');
  return { jurisdiction: membership.jurisdiction, actor: actorOf(account, membership.org) };
}
