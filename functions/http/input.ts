/**
 * What comes in with a request: read, parsed and checked against its route's schemas, all that is wrong told at once.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { type FieldError, invalid, notFound, Problem } from '../../shared/errors.ts';
import { lazily } from '../../shared/lazily.ts';
import { deskAt } from '../desk.ts';
import type { Call, Route } from './route.ts';
import type { Passing, Stage } from './stage.ts';
import { wordsOf } from './wrong-field.ts';

export const BODY_LIMIT = 1_048_576;
/** Of whoever has not said who he is: what is held of any body. */
export const PUBLIC_BODY_LIMIT = 16_384;

const NO_QUERY = lazily(() => z.strictObject({}));
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Of tens of thousands of unknown fields no more are named than fit into an answer. */
const UNKNOWN_SHOWN = 200;

/** A division code: whatever else is asked for is no county of ours, and never reaches the store. */
const JURISDICTION = /^\d{6}$/;

/** Reads and checks what comes in; throws 413, 415, 400, 422, and 404 for a county that cannot be. */
export function input(): Stage {
  return {
    before: async ({ event, context }) => {
      const { platform, found, search, asked, caller, identity, session, cookies, operation } =
        context as Required<Passing>;
      const { route, params } = found;
      const headers = event.headers as Record<string, string>;
      const { errors, json, ...input } = inputOf(route, event, headers, search);
      const call: Call = {
        platform,
        desk: deskAt(platform, caller?.jurisdiction ?? asked ?? platform.settings.jurisdiction, caller?.read),
        asked,
        actor: caller?.actor ?? null,
        ...{ params, path: route.path, headers, requestId: event.requestContext.requestId, ...input },
        address: event.requestContext.http.sourceIp,
        ...{ cookies, operation, ...(identity && { identity }), ...(session && { session }) },
        bytes: isBytes(route, headers) ? sentBytes(event, context) : inOne(NOTHING),
      };
      if (errors.length > 0) throw invalid([...errors, ...(await besides(route, call, json, errors))]);
      if (!caller && asked !== null && !JURISDICTION.test(asked)) throw notFound('该县（市、区）');
      context.call = call;
    },
  };
}

const NOTHING = new Uint8Array();

/** Whether the handler reads the body by itself: a file, or a form with files in it. */
export function isBytes(
  { takesBytes, takesFiles }: Route,
  headers: Readonly<Record<string, string | undefined>>,
): boolean {
  return takesBytes === true || (takesFiles === true && isMultipart(headers));
}

/** Whether it is a form with files in it. */
export function isMultipart(headers: Readonly<Record<string, string | undefined>>): boolean {
  return mediaTypeOf(headers) === 'multipart/form-data';
}

/** The body as it comes in, or as it came in the event. */
export function sentBytes(event: APIGatewayProxyEventV2, { bytes }: Passing): AsyncIterable<Uint8Array> {
  return bytes ?? inOne(bytesOf(event));
}

export async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** What else is wrong, without what is said already of a field or of the whole it belongs to. */
export async function besides(route: Route, call: Call, json: unknown, said: FieldError[]): Promise<FieldError[]> {
  return withoutSaid((await route.wrongBeside?.(call, json)) ?? [], said);
}

/** Of what was found, what is said already of no field and of no whole that it belongs to. */
export function withoutSaid(found: readonly FieldError[], said: readonly FieldError[]): FieldError[] {
  const within = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`);
  return found.filter(({ pointer }) => !said.some((known) => within(pointer, known.pointer)));
}

/** What came in, before it is held against the route's schemas. */
export interface Given {
  readonly search: URLSearchParams;
  /** The body as it was parsed; an object without fields where there is none. */
  readonly json: unknown;
  /** The Idempotency-Key. */
  readonly key: string | null;
}

/** What the handler gets, the body as it was parsed, and what does not fit. */
export interface Input extends Pick<Call, 'query' | 'body' | 'key' | 'form'> {
  readonly json: unknown;
  readonly errors: FieldError[];
}

/** Throws 413, 415 and 400, in this order; what does not fit (422) is left to whoever knows what else is wrong. */
export function inputOf(
  route: Route,
  event: APIGatewayProxyEventV2,
  headers: Record<string, string>,
  search: URLSearchParams,
): Input {
  const bytes = heldOf(route, event, headers);
  const text = bodyText(route, bytes, headers);
  const json = text === '' ? {} : parseJson(text);
  const fitting = fittedTo(route, { search, json, key: headers['idempotency-key'] ?? null });
  return { ...fitting, ...(route.form && { form: formOf(bytes, headers) }) };
}

/** Holds what came in against the schemas of a route; what does not fit is left to whoever knows what else is wrong. */
export function fittedTo(route: Route, { search, json, key }: Given): Input {
  const errors: FieldError[] = [];
  const query = parsed((route.query ?? NO_QUERY)(), queryObject(search), (path) => `?${path.join('.')}`, errors);
  for (const error of errors) {
    if (search.getAll(error.pointer.slice(1)).length > 1) error.detail = '该参数只能给一个，请删除重复的参数';
  }
  const body = route.body ? parsed(route.body(), json, pointerOf, errors) : undefined;
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    errors.push({ pointer: 'Idempotency-Key', detail: '应为 1 至 200 个可见 ASCII 字符' });
  }
  return { query, body, key, json, errors };
}

/** Throws 422 with what handlers find wrong beside the schemas, where there is any. */
export function mustFit(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

/** The body of an event, as it was sent. */
function bytesOf({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

/** Throws 413. Bytes that the handler reads by itself are left to it. */
function heldOf(route: Route, event: APIGatewayProxyEventV2, headers: Record<string, string>): Buffer {
  const bytes = isBytes(route, headers) ? Buffer.alloc(0) : bytesOf(event);
  const [limit, said] = route.security === 'public' ? [PUBLIC_BODY_LIMIT, '16 KB'] : [BODY_LIMIT, '1 MB'];
  if (bytes.length <= limit) return bytes;
  throw new Problem('body-too-large', `请求体超过 ${said}。请减少内容或分次提交；文件请先登记（POST /files）再上传。`);
}

function mediaTypeOf(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
}

function formOf(bytes: Buffer, headers: Record<string, string>): URLSearchParams | null {
  const isForm = mediaTypeOf(headers) === 'application/x-www-form-urlencoded';
  return isForm ? new URLSearchParams(bytes.toString('utf8')) : null;
}

/** 415 before 400. A body where none belongs is not read. */
function bodyText(route: Route, bytes: Buffer, headers: Record<string, string>): string {
  if (!route.body || bytes.length === 0) return '';
  if (mediaTypeOf(headers) !== 'application/json') {
    throw new Problem('unsupported-media-type', '请以 application/json 提交，并设置 Content-Type 请求头。');
  }
  try {
    return UTF_8.decode(bytes);
  } catch (error) {
    throw badJson(error);
  }
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // Only a text that says so, perhaps in escapes, can hold the key; looking at every key is dear.
    const poisoned = /__proto__|\\u/.test(text) ? poisonedAt(value) : null;
    if (poisoned) throw invalid([{ pointer: pointerOf(poisoned), detail: '未知字段，请删除' }]);
    return value;
  } catch (error) {
    throw error instanceof Problem ? error : badJson(error);
  }
}

/** The path of the first `__proto__` in it; null where there is none. */
function poisonedAt(value: unknown): string[] | null {
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = key === '__proto__' ? [] : poisonedAt(inner);
    if (found) return [key, ...found];
  }
  return null;
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

/** What does not fit of a body. */
export function unfitting(schema: z.ZodType, json: unknown): FieldError[] {
  const errors: FieldError[] = [];
  parsed(schema, json, pointerOf, errors);
  return errors;
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
    result.error.issues.flatMap((issue) => fieldErrors(schema, issue, pointer)).map((e) => [JSON.stringify(e), e]),
  );
  errors.push(...said.values());
  return undefined;
}

function fieldErrors(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  pointer: (path: PropertyKey[]) => string,
): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_SHOWN).map((key) => {
      const where = pointer([...issue.path, key]);
      return { pointer: where, detail: where.startsWith('?') ? '未知参数，请删除' : '未知字段，请删除' };
    });
  }
  return [{ pointer: pointer(issue.path), detail: wordsOf(schema, issue) }];
}

function pointerOf(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
