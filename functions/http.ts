/**
 * From an HTTP API event (payload 2.0) to a handler and back, in the contract's order of checks: 404/405, 401, 413/415,
 * 400, 422, then what the handler says. Every error leaves here as a problem document.
 */

import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { type FieldError, invalid, Problem } from '../shared/errors.ts';
import { lazily } from '../shared/lazily.ts';
import type { Platform } from '../shared/platform.ts';
import { type Result, resultOf } from './body.ts';
import { deskAt } from './desk.ts';
import { type Caller, callerOf } from './identity.ts';
import { type Found, type Match, matcher } from './matcher.ts';
import type { Answer, Call, Route } from './route.ts';

export const BODY_LIMIT = 1_048_576;

const NO_QUERY = lazily(() => z.strictObject({}));
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Of tens of thousands of unknown fields no more are named than fit into an answer. */
const UNKNOWN_SHOWN = 200;

/** What is known of a call beside its event. */
export interface Context {
  /** Aborted when nobody waits for the answer any more; with a `Problem` where that is to be answered. */
  readonly gone?: AbortSignal;
}

export type HttpHandler = (event: APIGatewayProxyEventV2, context?: Context) => Promise<Result>;

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
  const text = bodyText(route, event, headers);
  const json = text === '' ? {} : parseJson(text);
  const key = headers['idempotency-key'] ?? null;
  const errors: FieldError[] = [];
  const query = parsed((route.query ?? NO_QUERY)(), queryObject(search), (path) => `?${path.join('.')}`, errors);
  for (const error of errors) {
    if (search.getAll(error.pointer.slice(1)).length > 1) error.detail = '该参数只能给一个，请删除重复的参数';
  }
  const body = route.body ? parsed(route.body(), json, pointerOf, errors) : undefined;
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    errors.push({ pointer: 'Idempotency-Key', detail: '应为 1 至 200 个可见 ASCII 字符' });
  }
  const call: Call = {
    platform,
    desk: deskAt(platform, caller?.jurisdiction ?? asked[0] ?? platform.settings.jurisdiction),
    actor: caller?.actor ?? null,
    ...{ params, query, body, headers, key, requestId },
  };
  if (errors.length > 0) throw invalid([...errors, ...(await besides(route, call, json, errors))]);
  return route.handle(call);
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
  if (route.security === 'public') return null;
  return callerOf(platform, headers.authorization, asked, platform.ports.clock.now());
}

/** 413 and 415 before 400. A body where none belongs is not read. */
function bodyText(route: Route, event: APIGatewayProxyEventV2, headers: Record<string, string>): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_LIMIT) {
    throw new Problem(
      'body-too-large',
      '请求体超过 1 MB。请减少内容或分次提交；附件只提交名称和摘要，不提交文件本身。',
    );
  }
  if (!route.body || bytes.length === 0) return '';
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Problem('unsupported-media-type', '请以 application/json 提交，并设置 Content-Type 请求头。');
  }
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    throw badJson(error);
  }
}

function parseJson(text: string): unknown {
  let poisoned = false;
  try {
    // Only a text that says so, perhaps in escapes, can hold the key; looking at every key is dear.
    if (!/__proto__|\\u/.test(text)) return JSON.parse(text);
    const value = JSON.parse(text, (key, inner: unknown) => {
      poisoned ||= key === '__proto__';
      return inner;
    });
    if (poisoned) throw invalid([{ pointer: '/__proto__', detail: '未知字段，请删除' }]);
    return value;
  } catch (error) {
    throw error instanceof Problem ? error : badJson(error);
  }
}

function badJson(cause: unknown): Problem {
  return new Problem('bad-json', '请求体不是合法的 UTF-8 JSON，请检查括号、引号、逗号和字符编码后重新提交。', {
    cause,
  });
}

/** A parameter given twice is an error, not a guess. */
function queryObject(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name);
      return [name, values.length > 1 ? values : (values[0] as string)];
    }),
  );
}

function parsed(
  schema: z.ZodType,
  value: unknown,
  pointer: (path: PropertyKey[]) => string,
  errors: FieldError[],
): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // A field that fails two checks for the same reason is named once.
  const said = new Map(
    result.error.issues.flatMap((issue) => fieldErrors(issue, pointer)).map((e) => [JSON.stringify(e), e]),
  );
  errors.push(...said.values());
  return undefined;
}

function fieldErrors(issue: z.core.$ZodIssue, pointer: (path: PropertyKey[]) => string): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_SHOWN).map((key) => {
      const where = pointer([...issue.path, key]);
      return { pointer: where, detail: where.startsWith('?') ? '未知参数，请删除' : '未知字段，请删除' };
    });
  }
  const english = /^[\x20-\x7e]*$/.test(issue.message);
  return [{ pointer: pointer(issue.path), detail: english ? '内容缺失或类型不对，请按接口文档填写' : issue.message }];
}

function pointerOf(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
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
  };
  if (problem.retryAfter !== undefined) headers['retry-after'] = String(problem.retryAfter);
  if (problem.status === 401) headers['www-authenticate'] = 'Bearer';
  const allow = problem.more.allow;
  if (typeof allow === 'string') headers.allow = allow;
  return { statusCode: problem.status, headers, body: JSON.stringify(problem) };
}
