/**
 * Signing in and out. Sign-in begins with GET, since a form may not be redirected to another site by our own policy.
 */
import { html } from 'hono/html';
import { accountsNaming, type Identity } from '../../shared/accounts/memberships.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import type { Platform } from '../../shared/platform.ts';
import { beginSession, endSession } from '../../shared/sessions/session.ts';
import type { Answer, Call, Route } from '../http/route.ts';
import { isPerson } from '../http/signed-in.ts';
import { openPage, signedInForm } from './declare.ts';
import {
  type Attempt,
  beginAttempt,
  endAttempt,
  type SignInIssuer,
  signInIssuers,
  signOutAddress,
} from './issuer-client.ts';
import { countyName, pageAnswer, seeOther } from './page.ts';
import { signInPath, targetOf } from './refusal.ts';
import { type Cookies, cookie, SESSION_COOKIE } from './session.ts';

const SIGNED_OUT = '/console/signed-out';
const ATTEMPT_COOKIE = '__Host-signin-';
/** Seconds for signing in. */
const ATTEMPT_GOOD = 600;

const begin = openPage({
  path: '/console/sign-in',
  id: 'pageSignIn',
  summary: '登录',
  handle: async (call) => {
    const { to, issuer } = call.query as { to?: unknown; issuer?: unknown };
    const elsewhere = otherName(call);
    if (elsewhere) return seeOther(`${elsewhere}${signInPath(targetOf(to))}`);
    const issuers = signInIssuers(call.platform);
    const target = targetOf(to);
    const chosen = issuers.find((one) => one.issuer === issuer) ?? (issuers.length === 1 ? issuers[0] : undefined);
    if (!chosen) return choosing(call.platform, issuers, target);
    const { attempt, address } = await beginAttempt(call.platform, chosen, target);
    const value = Buffer.from(JSON.stringify(attempt)).toString('base64url');
    return seeOther(address, { cookies: [cookie(attemptCookie(attempt.state), value, ATTEMPT_GOOD)] });
  },
});

const end = openPage({
  path: '/console/signed-in',
  id: 'pageSignedIn',
  summary: '登录完成',
  handle: async (call) => {
    const answered = new URLSearchParams(call.query as Record<string, string>);
    const attempt = attemptOf(call.cookies, answered.get('state') ?? '');
    const issuer = signInIssuers(call.platform).find((one) => one.issuer === attempt?.issuer);
    if (!attempt || !issuer) return lost(call.platform);
    const identity = await endAttempt(call.platform, issuer, attempt, answered);
    return signedIn(call, identity, attempt);
  },
});

const out = signedInForm({
  path: '/console/sign-out',
  id: 'pageSignOut',
  summary: '退出登录',
  handle: async ({ platform, cookies, session, form }) => {
    if (!session.isToken(form.get('token'))) {
      throw new Problem('not-allowed', '该页面已过期，没有退出。请返回工作台，再点“退出”。');
    }
    const { store, clock } = platform.ports;
    await endSession(store, cookies.get(SESSION_COOKIE) as string, clock.now());
    const headers = { 'clear-site-data': '"cache"' };
    return seeOther(signedOutPath(session.identity.issuer), { headers, cookies: [cookie(SESSION_COOKIE, '', 0)] });
  },
});

const gone = openPage({
  path: SIGNED_OUT,
  id: 'pageSignedOut',
  summary: '已退出登录',
  handle: async ({ platform, query }) => {
    const { issuer } = query as { issuer?: unknown };
    const asked = signInIssuers(platform).find((one) => one.issuer === issuer);
    const there = asked && (await signOutAddress(platform, asked, SIGNED_OUT));
    const content = html`<h1>已退出登录</h1>
${
  there &&
  html`<p>您在统一身份认证仍可能处于登录状态。公用电脑请同时退出：</p>
<p><a class="button" href="${there}">退出${asked.signIn.title ?? '统一身份认证'}</a></p>`
}
<p><a href="${signInPath('/console')}">重新登录</a></p>`;
    return pageAnswer({ title: '已退出登录', content, session: null, county: await countyName(platform) });
  },
});

const back = openPage({
  path: '/console/signed-in-again',
  id: 'pageSignedInAgain',
  summary: '已重新登录',
  handle: async ({ platform }) => {
    const content = html`<h1>已重新登录</h1>
<p>请关闭本窗口，回到原来的页面，按“继续”。</p>`;
    return pageAnswer({ title: '已重新登录', content, session: null, county: await countyName(platform) });
  },
});

export const signInRoutes: readonly Route[] = [begin, end, out, gone, back];

/** The page of whoever has signed out, with the way to sign out of the issuer: a form may not lead there itself. */
function signedOutPath(issuer: string): string {
  return `${SIGNED_OUT}?${new URLSearchParams({ issuer })}`;
}

/** Begins the session, in the one county that the person has an account in, or without until one is chosen. */
async function signedIn(call: Call, identity: Identity, { state, to }: Attempt): Promise<Answer> {
  const { platform, requestId } = call;
  const { store, random, clock, log } = platform.ports;
  const named = (await accountsNaming(store, identity)).filter(({ account }) => isPerson(account));
  const [only = null] = named.length === 1 ? named : [];
  const jurisdiction = only?.at.jurisdiction ?? null;
  const secret = await beginSession(store, random, identity, jurisdiction, clock.now(), platform.settings.sessions);
  // The one that this browser had before would be good for an hour still, and nobody could sign out of it.
  const before = call.cookies.get(SESSION_COOKIE);
  if (before !== undefined) await endSession(store, before, clock.now());
  log.info('signed-in', { requestId, jurisdiction, account: only?.at.account ?? null });
  const cookies = [cookie(SESSION_COOKIE, secret), cookie(attemptCookie(state), '', 0)];
  return seeOther(jurisdiction === null ? `/console/county?${new URLSearchParams({ to })}` : to, { cookies });
}

/**
 * The platform's own address where this machine was asked by another of its names (`localhost`): cookies are for one
 * name, and the issuer leads back to ours. Null otherwise: a proxy may have changed the name that people asked for.
 */
function otherName({ platform: { settings }, headers }: Call): string | null {
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;
  const { host } = new URL(settings.address);
  const asked = headers.host ?? host;
  return asked !== host && loopback.test(asked) && loopback.test(host) ? settings.address : null;
}

function attemptCookie(state: string): string {
  return `${ATTEMPT_COOKIE}${state.slice(0, 8)}`;
}

/** The attempt that an answer belongs to; null where this browser made none. */
function attemptOf(cookies: Cookies, state: string): Attempt | null {
  if (!/^[0-9a-f]{8}\./.test(state)) return null;
  try {
    return JSON.parse(Buffer.from(cookies.get(attemptCookie(state)) ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

async function choosing(platform: Platform, issuers: readonly SignInIssuer[], to: string): Promise<Answer> {
  if (issuers.length === 0) throw notFound('统一身份认证的配置');
  const content = html`<h1>登录</h1>
<ul>${issuers.map(({ issuer, signIn }) => {
    const address = `${signInPath(to)}&${new URLSearchParams({ issuer })}`;
    return html`<li><a href="${address}">${signIn.title ?? issuer}</a></li>`;
  })}</ul>`;
  return pageAnswer({ title: '登录', content, session: null, county: await countyName(platform) });
}

async function lost(platform: Platform): Promise<Answer> {
  const content = html`<h1>登录没有完成</h1>
<p>登录用时超过 10 分钟，或者中途换了浏览器。</p>
<p><a href="${signInPath('/console')}">重新登录</a></p>`;
  const county = await countyName(platform);
  return pageAnswer({ title: '登录没有完成', content, session: null, county, status: 400 });
}
