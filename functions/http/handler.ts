/**
 * From an HTTP API event (payload 2.0) to a handler and back, in one order of checks: 404/405, 401, 413/415,
 * 400, 422, then what the handler says. Every error leaves here as a problem document.
 */

import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Identity } from '../../shared/accounts/memberships.ts';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Platform } from '../../shared/platform.ts';
import { deskAt } from '../desk.ts';
import { shortened } from './conditional.ts';
import { type Caller, callerOf, identityOfToken } from './identity.ts';
import { inputOf } from './input.ts';
import { type Found, type Match, matcher } from './matcher.ts';
import { type Result, resultOf } from './result.ts';
import type { Answer, Call, Route } from './route.ts';

/** What is known of a call beside its event. */
export interface Context {
  /** Aborted when nobody waits for the answer any more; with a `Problem` where that is to be answered. */
  readonly gone?: AbortSignal;
}

export type HttpHandler = (event: APIGatewayProxyEventV2, context?: Context) => Promise<Result>;

/** A division code: whatever else is asked for is no county of ours, and never reaches the store. */
const JURISDICTION = /^\d{6}$/;

/** For the log, of a call whose answer nobody waits for any more. */
const GONE = 499;

/** The Lambda handler of some routes. */
export function httpHandler(platform: Platform, routes: readonly Route[]): HttpHandler {
  const match = matcher(routes);
  const base: HttpHandler = (event, context) => answer(platform, match, event, context?.gone);
  return middy<APIGatewayProxyEventV2, Result>().handler(base as never) as unknown as HttpHandler;
}

async function answer(
  platform: Platform,
  match: Match,
  event: APIGatewayProxyEventV2,
  gone: AbortSignal | undefined,
): Promise<Result> {
  const requestId = event.requestContext.requestId;
  const begun = performance.now();
  const method = event.requestContext.http.method;
  let found: Found | undefined;
  let result: Result;
  try {
    found = match(method, event.rawPath);
    const asking = { files: platform.ports.files, method, path: event.rawPath, gone };
    result = await resultOf(await handle(platform, found, event, requestId), asking);
  } catch (error) {
    const left = gone?.aborted && error === gone.reason && !(error instanceof Problem);
    result = left ? { statusCode: GONE, headers: {} } : problemResult(platform, error, requestId);
  }
  const millis = Math.round(performance.now() - begun);
  const fields = { requestId, method, route: found?.route.path ?? null, status: result.statusCode ?? 0, millis };
  platform.ports.log.info('request', fields);
  result.headers = { 'x-request-id': requestId, ...result.headers };
  return method === 'HEAD' ? { ...result, body: '' } : result;
}

async function handle(
  platform: Platform,
  { route, params }: Found,
  event: APIGatewayProxyEventV2,
  requestId: string,
): Promise<Answer> {
  const search = new URLSearchParams(event.rawQueryString);
  const asked = search.getAll('jurisdiction');
  if (asked.length === 1) search.delete('jurisdiction');
  const headers = event.headers as Record<string, string>;
  const caller = await callerFor(platform, route, headers, asked[0] ?? null);
  const known = route.security === 'identity' ? { identity: await identityFor(platform, headers) } : {};
  const { errors, json, ...input } = inputOf(route, event, headers, search);
  const call: Call = {
    platform,
    desk: deskAt(platform, caller?.jurisdiction ?? asked[0] ?? platform.settings.jurisdiction),
    actor: caller?.actor ?? null,
    ...{ params, headers, requestId, ...input, ...known },
  };
  if (errors.length > 0) throw invalid([...errors, ...(await besides(route, call, json, errors))]);
  if (!caller && asked[0] !== undefined && !JURISDICTION.test(asked[0])) throw notFound('该县（市、区）');
  return shortened(route.method, headers, await route.handle(call));
}

/** What else is wrong, without what is said already of a field or of the whole it belongs to. */
async function besides(route: Route, call: Call, json: unknown, said: FieldError[]): Promise<FieldError[]> {
  const found = (await route.wrongBeside?.(call, json)) ?? [];
  const within = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`);
  return found.filter(({ pointer }) => !said.some((known) => within(pointer, known.pointer)));
}

async function callerFor(
  platform: Platform,
  route: Route,
  headers: Record<string, string>,
  asked: string | null,
): Promise<Caller | null> {
  if (route.security !== 'account') return null;
  return callerOf(platform, headers.authorization, asked, platform.ports.clock.now());
}

function identityFor(platform: Platform, headers: Record<string, string>): Promise<Identity> {
  return identityOfToken(platform, headers.authorization, platform.ports.clock.now());
}

/** A fault of ours is logged with its stack and answered without a word of the inside. */
export function problemResult(platform: Platform, error: unknown, requestId: string): Result {
  const known = error instanceof Problem;
  if (!known || error.status >= 500) platform.ports.log.error('fault', { requestId }, error);
  const problem = known
    ? error
    : new Problem(
        'internal',
        `系统内部错误，本次操作未完成。请稍后重试；仍不成功的，请将请求编号 ${requestId} 告知系统管理员。`,
      );
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...problem.headers,
  };
  if (problem.retryAfter !== undefined) headers['retry-after'] = String(problem.retryAfter);
  const allow = problem.more.allow;
  if (typeof allow === 'string') headers.allow = allow;
  return { statusCode: problem.status, headers, body: JSON.stringify(problem) };
}
