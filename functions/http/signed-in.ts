/** Who is signed in to the console: the session of a cookie, with the account as it is at this request. */
import { actorOf } from '../../shared/accounts/account.ts';
import { accountsOfSession, isBound, type Named } from '../../shared/accounts/memberships.ts';
import type { Token } from '../../shared/audit/sign-ins.ts';
import { Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Platform } from '../../shared/platform.ts';
import { endOf, keepAwake, readSession } from '../../shared/sessions/session.ts';
import { SESSION_LIMITS } from '../../shared/sessions/settings.ts';
import { civilDateOf, type Instant } from '../../shared/time.ts';
import { type Cookies, SESSION_COOKIE, type Session, SIZE_COOKIE, textSizeOf, tokensOf } from '../console/session.ts';
import type { Caller } from './stage.ts';

/** The session, which is kept awake by this use; throws 401 where there is none. */
export async function sessionOf({ ports, settings }: Platform, cookies: Cookies, now: Instant): Promise<Session> {
  const { store, random } = ports;
  const limits = settings.sessions ?? SESSION_LIMITS;
  const secret = cookies.get(SESSION_COOKIE) ?? '';
  const found = await readSession(store, secret, now, limits);
  if (!found) throw signedOut();
  const { began, seen } = await keepAwake(store, found, now, limits);
  const { issuer, subject, jurisdiction = null } = found.session;
  const identity = { issuer, subject };
  const named = await accountsOfSession(store, found.session);
  if (named === 'ended') throw signedOut();
  return {
    ...{ identity, jurisdiction, began, seen, ends: endOf({ began, seen }, limits) },
    actor: jurisdiction === null ? null : actorIn(named, jurisdiction, now),
    otherCounties: otherCountiesOf(named, jurisdiction),
    textSize: textSizeOf(cookies.get(SIZE_COOKIE)),
    ...tokensOf(secret, random),
  };
}

/** Who acts; null where a page asks for no account. Throws 403 where it does and there is none. */
export function signedIn(
  { actor, jurisdiction }: Session,
  security: 'session' | 'signed-in',
  token: Token,
): Caller | null {
  if (actor && jurisdiction !== null) return { jurisdiction, actor, token: { ...token, by: 'session' } };
  if (security === 'signed-in') return null;
  throw new Problem(
    'account-needed',
    '您已登录，但在所选的县（市、区）没有启用的账号。请选择县（市、区），或联系本单位管理员开通账号。',
  );
}

/** The account of a person in a county, which may be gone since the session began. Machines sign in to no page. */
function actorIn(named: readonly Named[], jurisdiction: string, now: Instant): Actor | null {
  const found = named.find(({ at, account }) => at.jurisdiction === jurisdiction && isPerson(account));
  return found ? actorOf(found.account, found.at.org, { colleagues: found.colleagues, today: civilDateOf(now) }) : null;
}

function otherCountiesOf(named: readonly Named[], jurisdiction: string | null): Session['otherCounties'] {
  const others = named.filter(({ at }) => at.jurisdiction !== jurisdiction);
  return {
    bound: others.some(({ account }) => isPerson(account)),
    waiting: others.some(({ account }) => account.consent === 'waiting'),
  };
}

/** True for an account that a person has, not asked for in vain and no machine's. */
export function isPerson(account: Parameters<typeof isBound>[0]): boolean {
  return isBound(account) && !account.roles.includes('system');
}

function signedOut(): Problem {
  return new Problem('unauthenticated', '您尚未登录，或登录已过期。请重新登录后再办理；已填写的内容不会丢失。');
}
