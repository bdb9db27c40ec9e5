/** The OpenAPI document: valid, whole, and saying of every operation who may call it and what may come back. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { conflictsOf } from '../../functions/http/route.ts';
import { CODES } from '../../functions/openapi/codes.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { type Code, Problem } from '../../shared/errors.ts';
import { personActs } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { inProcess } from '../in-process.ts';

const ROOT = join(import.meta.dirname, '../..');
// biome-ignore lint/suspicious/noExplicitAny: the tests walk through plain JSON
const document: any = JSON.parse(JSON.stringify(await openApiDocument(ROUTES, { address: 'http://127.0.0.1:8787' })));
const operationOf = (method: string, path: string) => document.paths[path]?.[method.toLowerCase()];
const each = ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const);

it('is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect([result.errors, result.valid]).toEqual([undefined, true]);
  expect(document.openapi).toMatch(/^3\.1\./);
});

it('holds every route of the catalogue and nothing else', () => {
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(each.map(([name]) => name).sort());
});

it('names each operation once', () => {
  const ids = ROUTES.map((route) => route.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

describe.each(each)('%s', (_name, route) => {
  const operation = operationOf(route.method, route.path);

  it('declares security, a tag, a Chinese summary and every path parameter', () => {
    expect(operation.security).toEqual(route.security === 'public' ? [] : [{ bearer: [] }]);
    expect(document.tags.map((tag: { name: string }) => tag.name)).toContain(operation.tags[0]);
    expect(operation.summary).toMatch(/[\u4e00-\u9fff]|OpenAPI/);
    const inPath = operation.parameters
      .filter((p: { in?: string }) => p.in === 'path')
      .map((p: { name: string }) => p.name);
    expect(inPath).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]));
    for (const parameter of operation.parameters)
      expect(parameter.$ref ?? parameter.description ?? parameter.schema).toBeDefined();
  });

  it('declares the headers and refusals that follow from its nature', () => {
    const refs = operation.parameters.map((p: { $ref?: string }) => p.$ref?.split('/').at(-1));
    expect(refs).toContain('jurisdiction');
    expect(refs.includes('idempotencyKey')).toBe(route.idempotent === true);
    const statuses = Object.keys(operation.responses);
    expect(statuses).toEqual(expect.arrayContaining(['422', '429', '503']));
    if (route.security === 'account') expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
    if (route.body) expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415']));
    if (route.path.includes('{')) expect(statuses).toContain('404');
    expect(Boolean(operation.requestBody)).toBe(Boolean(route.body ?? route.form ?? route.takesBytes));
  });
});

it('answers every refusal with the one Problem, but a wrong client as OAuth wants it', () => {
  for (const [path, item] of Object.entries<Record<string, { responses: Record<string, unknown> }>>(document.paths)) {
    for (const { responses } of Object.values(item)) {
      for (const [status, answer] of Object.entries(responses)) {
        if (Number(status) < 400 || (path === '/oauth/token' && ['400', '401'].includes(status))) continue;
        expect(JSON.stringify(answer)).toMatch(/#\/components\/(schemas\/Problem"|responses\/Problem\d{3}")/);
      }
    }
  }
});

it('lets every list be asked for in pages', () => {
  const propertiesOf = ({ $ref, properties }: { $ref?: string; properties?: object } = {}): object =>
    $ref ? propertiesOf(document.components.schemas[$ref.split('/').at(-1) as string]) : (properties ?? {});
  const lists = ROUTES.filter(({ method, path }) => {
    const answer = method === 'GET' && operationOf(method, path).responses[200]?.content?.['application/json'];
    return answer && 'next' in propertiesOf(answer.schema);
  });
  expect(lists.length).toBeGreaterThan(40);
  for (const { method, path } of lists) {
    const names = operationOf(method, path).parameters.map(({ name }: { name?: string }) => name);
    expect([path, names]).toEqual([path, expect.arrayContaining(['limit', 'cursor'])]);
  }
});

it('documents what goes in, not what becomes of it', () => {
  const { properties, required } = document.components.schemas.PushInput;
  expect(required.toSorted()).toEqual(['kind', 'occurredAt', 'reference', 'summary']);
  expect(properties.occurredAt).toMatchObject({ type: 'string', format: 'date-time' });
  expect(properties.reference).toMatchObject({ type: 'string', minLength: 1, maxLength: 100 });
  expect(document.components.schemas.PushInput.additionalProperties).toBe(false);
});

it('says what fields and the values of choices are called', () => {
  const { PushInput, ProblemRecord } = document.components.schemas;
  expect(PushInput.properties.reference.title).toBe('编号');
  expect(PushInput.properties.conditions).toMatchObject({ title: '许可附带的条件', anyOf: [{}, { type: 'null' }] });
  expect(PushInput.properties.conditions.anyOf[0].title).toBeUndefined();
  expect(ProblemRecord.properties.status['x-enumDescriptions']).toEqual({ open: '处理中', resolved: '已办结' });
});

it('has no schema that says nothing, but where anything may stand', () => {
  const empty: string[] = [];
  walk(document.paths, 'paths', empty);
  walk(document.components, 'components', empty);
  expect(empty.filter((at) => !/\.(detail|info|paths|additionalProperties)$/.test(at))).toEqual([]);
});

it('knows every code that an act can answer, with its status', () => {
  const acts = [...KINDS.values()].flatMap((kind) => personActs(kind));
  const codes = acts.flatMap(([, act]) => Object.values(act.otherwise));
  expect(codes.filter((code) => code === undefined || !(code in CODES))).toEqual([]);
  for (const [code, [status]] of Object.entries(CODES))
    expect([code, new Problem(code as Code, '').status]).toEqual([code, status]);
});

it('knows every code that is refused with', () => {
  const sources = ['shared', 'functions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
  );
  const named = sources.flatMap((text) => [
    ...text.matchAll(/new Problem\(\s*'([a-z-]+)'/g),
    ...text.matchAll(/\bcode: '([a-z-]+)', detail/g),
  ]);
  const codes = new Set(named.map(([, code]) => code as string));
  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => !(code in CODES))).toEqual([]);
});

it('names every code of a conflict in the answer 409 of its route, and no route without one has it', () => {
  const told = ROUTES.map((route) => {
    const { description = '' } = operationOf(route.method, route.path).responses[409] ?? {};
    return [route.id, [...description.matchAll(/[a-z]+(?:-[a-z]+)+(?=（)/g)].map(String)];
  });
  expect(told).toEqual(ROUTES.map((route) => [route.id, [...conflictsOf(route)]]));
  expect(ROUTES.filter((route) => route.answers[409]).map(({ id }) => id)).toEqual([]);
  const dispute = operationOf('POST', '/pushes/{id}/dispute').responses[409].description;
  expect(dispute).toMatch(/^与当前状态不符：.*not-claimed（推送尚未认领）.*already-disputed（推送已经提出过异议）/);
});

it('is served, kept, and not sent twice', async () => {
  const { call } = await inProcess();
  const { status, json, headers } = await call('GET', '/openapi.json');
  expect([status, json]).toEqual([200, document]);
  expect(headers['cache-control']).toBe('public, max-age=60');
  const again = await call('GET', '/openapi.json', { headers: { 'if-none-match': headers.etag as string } });
  expect([again.status, again.text]).toEqual([304, '']);
});

/** Notes each `schema`, property or item that is the empty schema. */
function walk(node: unknown, at: string, empty: string[]): void {
  if (node === null || typeof node !== 'object') return;
  const schemas = /\.(schema|items|properties\.[^.]+|additionalProperties)$/.test(at);
  if (schemas && !Array.isArray(node) && Object.keys(node).length === 0) empty.push(at);
  for (const [name, child] of Object.entries(node)) walk(child, `${at}.${name}`, empty);
}
