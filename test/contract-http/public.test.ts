/** What anybody may call: the document of the interface, its page, health, the list; and 503 with its Retry-After. */
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Store } from '../../shared/ports.ts';
import { countyHere, expectRefusal } from './county.ts';

const { call } = await countyHere();

describe('/openapi.json', async () => {
  const { json } = await call('GET', '/openapi.json');

  it('is OpenAPI 3.1 of every route, each with its security: none says []', () => {
    expect(json.openapi).toMatch(/^3\.1\./);
    for (const { path, method, security } of ROUTES) {
      const operation = json.paths[path]?.[method.toLowerCase()];
      expect([path, method, operation?.security]).toEqual([
        path,
        method,
        security === 'public' ? [] : [{ bearer: [] }],
      ]);
    }
  });

  it('names what the contract names', () => {
    const acts = ['claim', 'return', 'readdress', 'withdraw', 'assign', 'dispute', 'quarantine', 'responsible'];
    for (const act of acts) expect(json.paths).toHaveProperty([`/pushes/{id}/${act}`, 'post']);
    for (const path of [
      '/pushes/{id}',
      '/pushes/{id}/history',
      '/pushes',
      '/calendar/{year}',
      '/calendar/explain',
      '/register',
    ]) {
      expect(json.paths).toHaveProperty([path, 'get']);
    }
    for (const path of ['/pushes', '/pushes/claim', '/calendar/extensions', '/reconciliations']) {
      expect(json.paths).toHaveProperty([path, 'post']);
    }
  });
});

it.each([
  ['/openapi.json', /^application\/json/],
  ['/docs', /^text\/html/],
  ['/health', /^application\/json/],
  ['/', /^text\/html/],
  ['/public/boundary-list', /^text\/html/],
  ['/public/boundary-list.json', /^application\/json/],
  ['/public/boundary-list.csv', /^text\/csv/],
  ['/public/boundary-list.xlsx', /^application\/vnd\.openxmlformats/],
  ['/calendar/2026', /^application\/json/],
])('%s needs no login, and takes no notice of a bad one', async (path, type) => {
  for (const headers of [{}, { authorization: 'Bearer x' }] as Record<string, string>[]) {
    const answer = await call('GET', path, { headers });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringMatching(type)]);
  }
});

it('the docs need no other host', async () => {
  const { text } = await call('GET', '/docs');
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

it('the list has what the contract names, with codes of organisations', async () => {
  const { json } = await call('GET', '/public/boundary-list.json');
  expect(json).toMatchObject({ version: expect.any(String), validFrom: '2022-09-02' });
  const named =
    `code name powerType stages approvalDuty supervisionDuty pushMethod addressing approvingSection department
    section enforcementAgency`.split(/\s+/);
  for (const item of json.items) expect(named.filter((field) => !(field in item))).toEqual([]);
  expect(new Set(json.items.map(({ addressing }: { addressing: string }) => addressing))).toEqual(
    new Set(['listed', 'named-per-push']),
  );
});

describe('a store that does not answer', async () => {
  const kept = openSqliteStore(':memory:');
  let down = false;
  const up = async <T>(answer: () => Promise<T>): Promise<T> => {
    if (down) throw unavailable();
    return answer();
  };
  const store: Store = {
    get: (key) => up(() => kept.get(key)),
    getMany: (keys) => up(() => kept.getMany(keys)),
    query: (...asked) => up(() => kept.query(...asked)),
    commit: (puts, first) => up(() => kept.commit(puts, first)),
  };
  const here = await countyHere({ store });
  const { id } = (await here.push('A')).json;

  it('is 503 with Retry-After and not a word of the inside; sent again it is done once', async () => {
    down = true;
    const answer = await here.act(id, 'claim', 'scjg.officer', {}, { 'idempotency-key': 'k' });
    expectRefusal(answer, 503, 'unavailable');
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.text).not.toMatch(/Error|sqlite|\.ts/);
    down = false;
    expect((await here.act(id, 'claim', 'scjg.officer', {}, { 'idempotency-key': 'k' })).json.status).toBe('claimed');
  });
});
