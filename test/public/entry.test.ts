/** The deployed public function: its own pages, and the description of all routes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import type { HttpHandler } from '../../functions/http/handler.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { eventOf } from '../in-process.ts';

const before = { ...process.env };
let handler: HttpHandler;

beforeAll(async () => {
  for (const name of VARIABLES) process.env[name] = name === 'ISSUERS' ? '[]' : '1';
  Object.assign(process.env, { FILES_BUCKET: '1', AWS_REGION: 'cn-north-1' });
  ({ handler } = await import('../../functions/entries/public.ts'));
});

afterAll(() => {
  process.env = before;
});

async function ask(method: string, path: string) {
  const { statusCode, headers, body = '', isBase64Encoded } = await handler(eventOf(method, path, {}, null));
  return { status: statusCode, headers, body: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body };
}

describe('the public function', () => {
  it('describes the routes of all functions', async () => {
    const { status, body } = await ask('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(body).paths)).toEqual([...new Set(ROUTES.map(({ path }) => path))]);
    expect((await ask('GET', '/docs')).body).toContain('推送与认领');
  });

  it.each([
    ['POST', '/health', 405, 'GET, HEAD'],
    ['GET', '/public/no-such', 404, undefined],
    ['GET', '/no-such', 404, undefined],
    ['GET', '/__dev/accounts', 404, undefined],
  ])('answers %s %s with %i', async (method, path, status, allow) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8' });
    expect(answer.headers?.allow).toBe(allow);
  });
});
