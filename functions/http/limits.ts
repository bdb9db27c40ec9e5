/** 429 for whoever asks too often, and headers that say how much is left (draft-ietf-httpapi-ratelimit-headers). */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../shared/errors.ts';
import type { Limiter, Taken } from '../../shared/limiter.ts';
import type { Platform } from '../../shared/platform.ts';
import { cookiesOf, SESSION_COOKIE } from '../console/session.ts';
import { refusalOf } from './faults.ts';
import type { Made } from './result.ts';
import type { Passage, Stage } from './stage.ts';

/**
 * Counts what is asked without a valid token by the network that it comes from: at once where there is none, and with
 * whatever becomes of it where there is something in its place. It stands before `faults`, so that it sees refusals.
 */
export function limits(platform: Platform, limiter: Limiter): Stage {
  return {
    before: ({ event, context }) => {
      if (event.headers.authorization !== undefined || hasSession(event)) return;
      context.taken = ofNetwork(limiter, event);
      mustBeAllowed(context.taken);
    },
    after: (passage) => told(passage),
    onError: async (passage) => {
      const { event, context } = passage;
      // Neither an account nor an address was counted: a token that is not taken, or no route at all.
      if (context.taken === undefined) {
        context.taken = ofNetwork(limiter, event);
        if (context.taken?.allowed === false) {
          passage.response = await refusalOf(platform, tooMany(context.taken), event);
        }
      }
      told(passage);
    },
  };
}

/** Counts what is asked with a valid token by its account. It stands after `identity`. */
export function callerLimits(limiter: Limiter): Stage {
  return {
    before: ({ event, context }) => {
      const { caller, taken } = context;
      const identity = context.identity ?? context.session?.identity;
      if (taken !== undefined) return;
      if (caller) context.taken = limiter.ofAccount(`${caller.jurisdiction}/${caller.actor.account}`);
      else if (identity) context.taken = limiter.ofAccount(JSON.stringify([identity.issuer, identity.subject]));
      else context.taken = ofNetwork(limiter, event);
      mustBeAllowed(context.taken);
    },
  };
}

/** The console without a session and the issuer's pages have nothing but signing in. */
const SIGNING_IN = /^\/(?:console|issuer)(?:\/|$)/;

function ofNetwork(limiter: Limiter, { rawPath, requestContext }: APIGatewayProxyEventV2): Taken | null {
  const { sourceIp } = requestContext.http;
  return SIGNING_IN.test(rawPath) ? limiter.ofSignIn(sourceIp) : limiter.ofAddress(sourceIp);
}

/** Whether there is something in place of a session, which is counted by its account where it is one. */
function hasSession({ cookies, headers }: APIGatewayProxyEventV2): boolean {
  return cookiesOf(cookies, headers.cookie).has(SESSION_COOKIE);
}

function mustBeAllowed(taken: Taken | null): void {
  if (taken?.allowed === false) throw tooMany(taken);
}

function tooMany({ limit, next }: Taken): Problem {
  const retryAfter = secondsOf(next);
  const whose = limit.name === 'account' ? '本账号' : '您所在地址未登录';
  const detail = `${whose}的请求过于频繁，本次没有办理。请在 ${retryAfter} 秒后重新提交，并降低请求频率（平均每秒不超过 ${limit.rate} 次）。`;
  return new Problem('too-many-requests', detail, { retryAfter });
}

function told(passage: Passage<Made>): void {
  const { taken } = passage.context;
  if (!taken) return;
  const { limit, left, full } = taken;
  const headers = {
    'ratelimit-policy': `"${limit.name}";q=${limit.burst};w=${limit.burst / limit.rate}`,
    ratelimit: `"${limit.name}";r=${left};t=${secondsOf(full)}`,
  };
  passage.response = { ...passage.response, headers: { ...passage.response.headers, ...headers } };
}

function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
