/**
 * Who calls: a bearer token of an issuer we trust, then the platform's own account for that identity, read at this
 * request, so that a right taken away is gone at the next one.
 */
import { actorOf } from '../../shared/accounts/account.ts';
import { isMachineToken, machineOf, type Refusal } from '../../shared/accounts/machine-tokens.ts';
import { accountsNaming, isBound } from '../../shared/accounts/memberships.ts';
import { invalid, notFound } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Item } from '../../shared/ports.ts';
import { SESSION_LIMITS } from '../../shared/sessions/settings.ts';
import { civilDateOf, type Instant } from '../../shared/time.ts';
import { writesBy } from '../../shared/tries.ts';
import { cookiesOf, SESSION_COOKIE } from '../console/session.ts';
import { factKeys, factsIn, type ReadBefore } from '../desk.ts';
import type { VerifiedIdentity } from './jwt.ts';
import type { Found } from './route.ts';
import { SignIns } from './sign-ins.ts';
import type { Caller, Stage } from './stage.ts';
import { invalidToken, unauthenticated } from './unauthenticated.ts';

/** Not needed by the machines' own tokens and the console's sessions. */
const jwt = lazily(() => import('./jwt.ts'));
/** Of the console's pages alone. */
const sessions = lazily(() => import('./signed-in.ts'));

/** Finds out who calls, in which county; throws 401, or 422 for the choice. */
export function identity(): Stage {
  const signIns = new SignIns();
  return {
    before: async ({ event, context }) => {
      const search = new URLSearchParams(event.rawQueryString);
      const asked = search.getAll('jurisdiction');
      if (asked.length === 1) search.delete('jurisdiction');
      context.search = search;
      context.asked = asked[0] ?? null;
      context.caller = null;
      const { security } = (context.found as Found).route;
      context.cookies = cookiesOf(event.cookies, event.headers.cookie);
      if (security === 'public') return;
      const { authorization } = event.headers;
      const platform = context.platform as Platform;
      const now = platform.ports.clock.now();
      if (security === 'session' || security === 'signed-in') {
        const { sessionOf, signedIn } = await sessions();
        context.session = await sessionOf(platform, context.cookies, now);
        const { absolute } = platform.settings.sessions ?? SESSION_LIMITS;
        const token = { text: context.cookies.get(SESSION_COOKIE) as string, until: context.session.began + absolute };
        context.caller = signedIn(context.session, security, token);
      } else if (security === 'account') context.caller = await callerOf(platform, authorization, context.asked, now);
      else context.identity = await identityOfToken(platform, authorization, now);
      const reads = ['GET', 'HEAD'].includes(event.requestContext.http.method);
      if (context.caller) await signIns.see(platform, context.caller, now, reads);
    },
  };
}

/** The time by which tokens are judged: the machine's, also while the platform's own stands. */
function judgedAt({ ports: { clock } }: Platform, now: Instant): Instant {
  return clock.machine?.() ?? now;
}

/**
 * The caller of a request, in the jurisdiction asked for where there are several. Throws 401, or 422 for the choice.
 */
export async function callerOf(
  platform: Platform,
  authorization: string | undefined,
  asked: string | null,
  now: Instant,
): Promise<Caller> {
  const given = tokenIn(authorization);
  if (isMachineToken(given)) return machine(platform, given, asked, now);
  if (given.startsWith('sgt_')) throw invalidToken('The token is not whole: send it as POST /oauth/token gave it');
  const identity = await identityOfToken(platform, authorization, now);
  const ofCounty = (jurisdiction: string) => (asked === null || asked === jurisdiction ? factKeys(jurisdiction) : []);
  const named = await accountsNaming(platform.ports.store, identity, ofCounty);
  const bound = named.filter(({ account }) => isBound(account));
  const mine = bound.filter(({ at }) => asked === null || at.jurisdiction === asked);
  if (mine.length > 1) {
    throw invalid([{ pointer: '?jurisdiction', detail: '您的身份对应多个县（市、区），请指明行政区划代码' }]);
  }
  const [found] = mine;
  if (!found) throw bound.length > 0 ? notFound('该县（市、区）') : invalidToken('The account is unknown');
  const { at, account, colleagues, beside } = found;
  const token = { text: given, until: identity.expires, by: 'token' } as const;
  return {
    jurisdiction: at.jurisdiction,
    actor: actorOf(account, at.org, { colleagues, today: civilDateOf(now) }),
    token,
    ...readBefore(platform, now, beside),
  };
}

/** The facts for the request's first decision: read with the account, by one round. */
function readBefore({ ports }: Platform, now: Instant, items: readonly (Item | undefined)[]): { read?: ReadBefore } {
  const facts = factsIn(now, items);
  return facts ? { read: { facts, at: performance.now(), writes: writesBy(ports.store) } } : {};
}

/** The machine that the platform itself gave the token to. */
async function machine(platform: Platform, text: string, asked: string | null, now: Instant): Promise<Caller> {
  const found = await machineOf(platform.ports.store, text, judgedAt(platform, now), factKeys);
  if (typeof found === 'string') throw invalidToken(REFUSALS[found]);
  const { jurisdiction, org } = found.at;
  if (asked !== null && asked !== jurisdiction) throw notFound('该县（市、区）');
  const token = { text, until: found.expires, by: 'machine-token' } as const;
  const actor = actorOf(found.account, org, { colleagues: [], today: civilDateOf(now) });
  return { jurisdiction, actor, token, ...readBefore(platform, now, found.beside) };
}

const REFUSALS: Record<Refusal, string> = {
  unknown: 'The token is unknown or was taken away',
  expired: 'The token has expired',
  account: 'The account is unknown',
};

function tokenIn(authorization: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** Whom the token names, whether or not there is an account for him. Throws 401. */
async function identityOfToken(
  platform: Platform,
  authorization: string | undefined,
  now: Instant,
): Promise<VerifiedIdentity> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw authorization === undefined ? unauthenticated() : invalidToken('A bearer token is wanted');
  return (await jwt()).verifiedJwt(platform, token, judgedAt(platform, now));
}
