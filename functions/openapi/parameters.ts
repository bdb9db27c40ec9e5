/** Parameters that follow from a route's path and its nature; those of its query come from the schema. */
import type { oas31 } from 'zod-openapi';
import type { Route } from '../http/route.ts';

type Parameter = oas31.ParameterObject;

const IN_PATH: Readonly<Record<string, { description: string; example: string }>> = {
  id: { description: '编号', example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' },
  jurisdiction: { description: '行政区划代码', example: '371522' },
  year: { description: '年份', example: '2026' },
  org: { description: '单位代码', example: 'SCJG' },
  account: { description: '账号', example: 'xsdw.officer' },
  quarter: { description: '季度', example: '2026Q3' },
  code: { description: '事项编码', example: '371525-SCJG-001' },
  record: { description: '记录编号', example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' },
  list: { description: '名单的名称，小写字母、数字和连字符', example: 'example' },
  ticket: { description: '一次性地址中的凭证', example: '3q2fZk8V0bXw1Yt5' },
};

/** An organisation that the demonstration does not have: a call that is copied changes none that is there. */
const NEW_ORGANISATION = 'XSDW';

export const SHARED_PARAMETERS: Readonly<Record<string, Parameter>> = {
  jurisdiction: {
    name: 'jurisdiction',
    in: 'query',
    description: '行政区划代码；只在账号对应多个县（市、区）时需要，公开接口不填为本平台所在县（市、区）',
    schema: { type: 'string', example: '371525' },
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: '本次请求的唯一标识，1–200 个可见 ASCII 字符。以同一标识重发同一请求，得到同一结果，不会重复办理',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$', example: '0f9c2a58-6d1e-4b7a-9c33-1f2e3d4c5b6a' },
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: '读取时所得的 ETag；其后已被他人更新的，答复 412',
    schema: { type: 'string', example: '"3f2a"' },
  },
  ifMatchExisting: {
    name: 'If-Match',
    in: 'header',
    description:
      '已经存在的，必须携带读取时所得的 ETag（没有携带的，答复 428；其后已被他人更新的，答复 412）；新增的不携带',
    schema: { type: 'string', example: '"3f2a"' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: '上次所得的 ETag；没有变化的，答复 304',
    schema: { type: 'string', example: '"3f2a"' },
  },
};

export function parametersOf(route: Route): (Parameter | oas31.ReferenceObject)[] {
  const shared = ['jurisdiction'];
  if (route.idempotent) shared.push('idempotencyKey');
  if (route.ifMatch) shared.push(route.ifMatch === 'always' ? 'ifMatch' : 'ifMatchExisting');
  if (route.answers[304] || hasTag(route)) shared.push('ifNoneMatch');
  return [...inPath(route), ...shared.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

/** Whether it is read with a tag, and so answers 304 to who has it. */
export function hasTag({ method, answers }: Route): boolean {
  return method === 'GET' && answers[200]?.headers?.etag !== undefined;
}

function inPath({ path, method }: Route): Parameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const known = IN_PATH[name] ?? { description: name, example: '' };
    const { description } = known;
    const example = name === 'org' && method !== 'GET' ? NEW_ORGANISATION : known.example;
    return { name, in: 'path', required: true, description, schema: { type: 'string', example } };
  });
}
