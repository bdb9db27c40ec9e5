/**
 * Who calls: a bearer token of an issuer we trust, checked by `jose`, then the platform's own account for that
 * identity, read at this request, so that a right taken away is gone at the next one.
 */
import { createRemoteJWKSet, decodeJwt, errors as jose, jwtVerify } from 'jose';
import { actorOf } from '../../shared/accounts/account.ts';
import { identityKey, type Memberships, readAccounts } from '../../shared/accounts/directory.ts';
import { invalid, notFound, Problem, unavailable } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Issuer, Platform } from '../../shared/platform.ts';
import type { Instant } from '../../shared/time.ts';

export interface Caller {
  jurisdiction: string;
  actor: Actor;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Issuers' keys, kept while the process lives; an unknown key id fetches them again, at most every 5 s. */
const keySets = new Map<string, KeySet>();

/** Tokens already checked: the signature is not checked twice, time and rights are, at each request. */
const checked = new Map<string, Verified>();
const CHECKED_AT_MOST = 5_000;
const CHECKED_FOR = 5 * 60_000;

interface Verified {
  issuer: string;
  subject: string;
  notBefore: Instant;
  expires: Instant;
  until: Instant;
}

/** The caller of a request, in the jurisdiction asked for where there are several. Throws 401, or 422 for the choice. */
export async function callerOf(
  platform: Platform,
  authorization: string | undefined,
  asked: string | null,
  now: Instant,
): Promise<Caller> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw unauthenticated();
  const { issuer, subject } = await verified(platform, token, now);
  const item = await platform.ports.store.get(identityKey(issuer, subject));
  const memberships = (item?.value as Memberships | undefined)?.memberships ?? [];
  const mine = memberships.filter((m) => asked === null || m.jurisdiction === asked);
  if (mine.length > 1) {
    throw invalid([{ pointer: '?jurisdiction', detail: '您的身份对应多个县（市、区），请指明行政区划代码' }]);
  }
  const [membership] = mine;
  if (!membership) throw memberships.length > 0 ? notFound('该县（市、区）') : unauthenticated();
  const accounts = await readAccounts(platform.ports.store, membership.jurisdiction, membership.org);
  const account = accounts.find((a) => a.account === membership.account);
  const same = account?.active && account.issuer === issuer && account.subject === subject;
  if (!same) throw unauthenticated();
  return { jurisdiction: membership.jurisdiction, actor: actorOf(account, membership.org) };
}

function unauthenticated(): Problem {
  return new Problem(
    'unauthenticated',
    '请先登录，并在 Authorization 请求头中携带有效的 Bearer 凭证；账号停用的，请联系本单位管理员。',
  );
}

async function verified(platform: Platform, token: string, now: Instant): Promise<Verified> {
  const known = checked.get(token);
  if (known && known.until > now && known.expires > now && known.notBefore <= now) return known;
  const fresh = await verify(platform, token, now);
  checked.delete(token);
  checked.set(token, fresh);
  if (checked.size > CHECKED_AT_MOST) checked.delete(checked.keys().next().value as string);
  return fresh;
}

async function verify(platform: Platform, token: string, now: Instant): Promise<Verified> {
  const issuer = issuerOf(platform, token);
  try {
    const { payload } = await jwtVerify(token, keysOf(issuer), {
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    });
    const expires = (payload.exp as number) * 1000;
    const notBefore = (payload.nbf ?? 0) * 1000;
    return { issuer: issuer.issuer, subject: payload.sub as string, notBefore, expires, until: now + CHECKED_FOR };
  } catch (error) {
    const ours = error instanceof jose.JWKSTimeout || !(error instanceof jose.JOSEError);
    throw ours ? unavailable(error) : unauthenticated();
  }
}

function issuerOf(platform: Platform, token: string): Issuer {
  try {
    const { iss } = decodeJwt(token);
    const issuer = platform.settings.issuers.find((known) => known.issuer === iss);
    if (issuer) return issuer;
  } catch {
    // Not a token at all: refused like one of an unknown issuer.
  }
  throw unauthenticated();
}

function keysOf(issuer: Issuer): KeySet {
  const found = keySets.get(issuer.jwksUri);
  const keys =
    found ?? createRemoteJWKSet(new URL(issuer.jwksUri), { cooldownDuration: 5_000, timeoutDuration: 5_000 });
  keySets.set(issuer.jwksUri, keys);
  return keys;
}
