/** What a route answers: what it declares, and the refusals that follow from its nature. */
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { problemAnswer } from '../http/problem-answer.ts';
import { conflictsOf, type Described, type Route } from '../http/route.ts';
import { CODES } from './codes.ts';
import { hasTag } from './parameters.ts';

const RETRY = { 'Retry-After': { description: '多少秒后再试', schema: { type: 'integer' as const } } };

const REFUSALS: Readonly<Record<number, string>> = {
  400: '请求体不是合法的 JSON',
  401: '未登录或凭证无效',
  403: '无权进行此操作（not-allowed、not-your-section）',
  404: '没有找到，或无权查看',
  405: '该地址不支持该请求方法',
  412: '数据已被他人更新',
  413: '请求体超过 1 MB（不需要凭证的接口为 16 KB）',
  415: '不支持的内容类型',
  422: '提交的内容或参数不符合要求，errors 逐项列明',
  428: '缺少 If-Match',
  429: '请求过于频繁',
  500: '系统内部错误',
  503: '暂时无法处理，结果未知；以相同内容重发是安全的',
};

/** Components, one a refusal, named `Problem404`. */
export function refusalComponents(): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [nameOf(status), problem(Number(status), description)]),
  );
}

export async function responsesOf(route: Route): Promise<ZodOpenApiResponsesObject> {
  const derived = refusalsOf(route).map((status) => [status, { $ref: `#/components/responses/${nameOf(status)}` }]);
  const declared: [string, ZodOpenApiResponseObject][] = [];
  for (const [status, answer] of Object.entries(route.answers)) {
    declared.push([status, await described(Number(status), answer)]);
  }
  const same = hasTag(route) ? { 304: { description: '与您已有的相同（If-None-Match）' } } : {};
  return { ...same, ...Object.fromEntries(derived), ...conflict(route), ...Object.fromEntries(declared) };
}

/** 409, where the route has it: which codes, and what each means. */
function conflict(route: Route): ZodOpenApiResponsesObject {
  const codes = conflictsOf(route).map((code) => `${code}（${CODES[code]?.[1]}）`);
  return codes.length === 0 ? {} : { 409: problem(409, `与当前状态不符：${codes.join('；')}`) };
}

function refusalsOf(route: Route): number[] {
  const account = route.security === 'account';
  return [
    ...(route.body ? [400] : []),
    ...(account ? [401, 403] : route.security === 'identity' ? [401] : []),
    // Also of a jurisdiction that is none, or none of the caller's.
    404,
    ...(route.ifMatch ? [412, 428] : []),
    ...(route.body ? [413, 415] : []),
    ...[422, 429, 500, 503],
  ];
}

async function described(status: number, answer: Described): Promise<ZodOpenApiResponseObject> {
  if (status >= 400 && !answer.schema) return problem(status, answer.description);
  const headers = answer.headers && Object.fromEntries(Object.entries(answer.headers).map(header));
  return { description: answer.description, ...(headers && { headers }), ...(await contentOf(status, answer)) };
}

async function contentOf(
  status: number,
  { contentType, schema, files = [] }: Described,
): Promise<Pick<ZodOpenApiResponseObject, 'content'>> {
  if (status >= 300 && !schema) return {};
  const type = contentType ?? 'application/json';
  const text = type.startsWith('text/') ? { schema: { type: 'string' as const } } : {};
  const also = Object.fromEntries(files.map((file) => [file, {}]));
  return { content: { [type]: schema ? { schema: await schema() } : text, ...also } };
}

function header([name, description]: [string, string]) {
  const title = name.replace(/(^|-)\w/g, (letters) => letters.toUpperCase());
  return [title, { description, schema: { type: 'string' as const } }];
}

function problem(status: number, description: string): ZodOpenApiResponseObject {
  const content = { 'application/problem+json': { schema: problemAnswer } };
  return { description, content, ...([429, 503].includes(status) && { headers: RETRY }) };
}

function nameOf(status: number | string): string {
  return `Problem${status}`;
}
