/** The order of checks, the headers of refusals, and addresses: nothing here depends on what a push is. */
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { approval, CLOCK_STANDS, countyAnywhere, expectRefusal } from './county.ts';

const here = await countyAnywhere();
const { call } = here;
const id = (await here.push('A')).json.id;
const LARGE = ' '.repeat(1_048_577);
const NOWHERE = '0'.repeat(32);

describe('the order of checks, each with everything after it wrong as well', () => {
  it.each<[string, string, string, Parameters<typeof call>[2], number, string]>([
    ['no such route', 'POST', '/push?x=1', { body: LARGE }, 404, 'not-found'],
    ['no such method', 'PATCH', '/pushes?x=1', { body: LARGE }, 405, 'method-not-allowed'],
    [
      'no token',
      'POST',
      '/pushes?x=1',
      { body: LARGE, headers: { 'content-type': 'text/plain' } },
      401,
      'unauthenticated',
    ],
    ['too large', 'POST', '/pushes?x=1', { as: 'spj.officer', body: LARGE }, 413, 'body-too-large'],
    [
      'not JSON by its type',
      'POST',
      '/pushes?x=1',
      { as: 'spj.officer', body: '{', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ['not JSON', 'POST', '/pushes?x=1', { as: 'spj.officer', body: '{' }, 400, 'bad-json'],
    ['does not fit', 'POST', `/pushes/${NOWHERE}/return`, { as: 'spj.officer', body: {} }, 422, 'invalid'],
    [
      'names nobody',
      'POST',
      `/pushes/${NOWHERE}/return`,
      { as: 'spj.officer', body: { reason: 'x', suggestedOrg: 'NO' } },
      422,
      'invalid',
    ],
    ['not there', 'POST', `/pushes/${NOWHERE}/return`, { as: 'spj.officer', body: { reason: 'x' } }, 404, 'not-found'],
    [
      'not yours to do',
      'POST',
      `/pushes/${id}/return`,
      { as: 'spj.officer', body: { reason: 'x' } },
      403,
      'not-allowed',
    ],
    [
      'a matter not on the list, by who may not push',
      'POST',
      '/pushes',
      { as: 'spj.admin', body: approval('Z', { matter: 'NONE' }) },
      422,
      'invalid',
    ],
    [
      'a year that does not fit, by who may not',
      'PUT',
      '/calendar/2027',
      { as: 'scjg.officer', body: { source: 's', days: [] } },
      422,
      'invalid',
    ],
    [
      'a section nobody has, by who may not',
      'PUT',
      '/organisations/SCJG/accounts/x',
      { as: 'scjg.officer', body: { name: 'x', roles: ['officer'], sections: ['NONE'] } },
      422,
      'invalid',
    ],
    [
      'a role reserved, and oneself',
      'PUT',
      '/organisations/SCJG/accounts/scjg.admin',
      { as: 'scjg.admin', body: { name: 'x', roles: ['system'] } },
      403,
      'not-allowed',
    ],
  ])('%s', async (_name, method, path, asked, status, code) => {
    expectRefusal(await call(method, path, asked), status, code);
  });
});

describe('headers', () => {
  it('401 says Bearer', async () => {
    for (const authorization of [undefined, 'Basic YTpi', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'bearer e30.e30.e30']) {
      const answer = await call('GET', '/me', { headers: authorization === undefined ? {} : { authorization } });
      expectRefusal(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  it('405 says what is allowed, on every path there is', async () => {
    const paths = new Map<string, string[]>();
    for (const { path, method } of ROUTES) paths.set(path, [...(paths.get(path) ?? []), method]);
    // A deployed API, whose clock runs, answers an address so often a minute and no more (429).
    const some = CLOCK_STANDS ? [...paths] : [...paths].filter((_, i) => i % 4 === 0);
    for (const [path, methods] of some) {
      const answer = await call('PATCH', path.replaceAll(/\{\w+\}/g, 'x'));
      expectRefusal(answer, 405, 'method-not-allowed');
      for (const method of methods) expect(answer.headers.allow).toContain(method);
    }
  });

  // The emulator of the deployed API knows no HEAD.
  it.runIf(CLOCK_STANDS)('HEAD is GET without its body', async () => {
    for (const [path, as] of [
      ['/pushes', 'spj.officer'],
      ['/calendar/2026', undefined],
      ['/nowhere', undefined],
    ] as const) {
      const [get, head] = [await call('GET', path, { as }), await call('HEAD', path, { as })];
      expect([head.status, head.text]).toEqual([get.status, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
      expect(head.headers.etag).toBe(get.headers.etag);
    }
    expect((await call('HEAD', '/pushes/1', { as: 'spj.officer' })).status).toBe(404);
  });
});

describe('addresses', () => {
  it.each<[string, number]>([
    // Clients resolve dots on the way out.
    [CLOCK_STANDS ? '/pushes/%2e%2e/me' : '/pushes/%2e%2e%2e', 404],
    ['/pushes/', 404],
    ['//pushes', 404],
    ['/%70ushes', 200],
    [`/pushes/%${id.charCodeAt(0).toString(16)}${id.slice(1)}`, 200],
    ['/pushes/%E0%A4%A', 404],
    [`/pushes/${'a'.repeat(8000)}`, 404],
    ['/pushes/%00', 404],
    ['/pushes/371525%23exchange', 404],
    ['/PUSHES', 404],
  ])('%s is %i', async (path, status) => {
    expect((await call('GET', path, { as: 'spj.officer' })).status).toBe(status);
  });

  it.each<[string, string, string[]]>([
    ['unknown', '/pushes?page=2', ['?page']],
    ['unknown on a record', `/pushes/${id}?full=1`, ['?full']],
    ['twice', '/pushes?limit=1&limit=2', ['?limit']],
    [
      'the county twice',
      `/pushes?jurisdiction=${here.jurisdiction}&jurisdiction=${here.jurisdiction}`,
      ['?jurisdiction'],
    ],
    ['an empty word', '/pushes?box=', ['?box']],
    ['none of the words', '/pushes?status=done&box=all', ['?box', '?status']],
    ['no credit code', '/pushes?party=1', ['?party']],
    ['a prototype', '/pushes?__proto__=1&constructor=1', ['?__proto__', '?constructor']],
    ['0', '/pushes?limit=0', ['?limit']],
    ['201', '/pushes?limit=201', ['?limit']],
    ['a word', '/pushes?limit=many', ['?limit']],
    ['no cursor of ours', '/pushes?cursor=abc', ['?cursor']],
    ['nor this', '/pushes?cursor=W10', ['?cursor']],
    ['nor that', '/register?cursor=%FF', ['?cursor']],
  ])('parameters: %s', async (_name, path, pointers) => {
    expectRefusal(await call('GET', path, { as: 'spj.officer' }), 422, 'invalid', pointers);
  });

  it("the county asked for: one's own, or none", async () => {
    expect((await call('GET', `/me?jurisdiction=${here.jurisdiction}`, { as: 'spj.officer' })).status).toBe(200);
    for (const other of ['371524', '', 'x'.repeat(300)]) {
      expectRefusal(await call('GET', `/me?jurisdiction=${other}`, { as: 'spj.officer' }), 404, 'not-found');
      expectRefusal(await call('GET', `/calendar/2026?jurisdiction=${other}`), 404, 'not-found');
    }
  });
});

it('says of a parameter that it is unknown, or given twice', async () => {
  const answer = await call('GET', '/pushes?box=in&box=out&colour=red', { as: 'spj.officer' });
  expectRefusal(answer, 422, 'invalid', ['?box', '?colour']);
  expect(
    Object.fromEntries(answer.json.errors.map((e: { pointer: string; detail: string }) => [e.pointer, e.detail])),
  ).toEqual({
    '?box': '该参数只能给一个，请删除重复的参数',
    '?colour': '未知参数，请删除',
  });
});

it('names no more unknown fields than fit into an answer', async () => {
  const body = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`f${i}`, 1]));
  const answer = await call('POST', '/pushes/claim', { as: 'scjg.officer', body });
  expect([answer.status, answer.json.code]).toEqual([422, 'invalid']);
  expect(answer.json.errors.length).toBeLessThan(300);
});

it.each<[string, string, string, string, object, string[]]>([
  [
    'a letter',
    'POST',
    '/letters',
    'spj.officer',
    { purpose: 'inquiry', title: '', text: '某', to: [{ org: 'NIEMAND' }, { org: 'SCJG', section: 'NONE' }, {}] },
    ['/title', '/to/0/org', '/to/1/section', '/to/2/org'],
  ],
  [
    'an act',
    'POST',
    `/pushes/${id}/return`,
    'scjg.officer',
    { reason: '', suggestedOrg: 'NIEMAND' },
    ['/reason', '/suggestedOrg'],
  ],
  [
    'an organisation',
    'PUT',
    '/organisations/NEU',
    'spj.admin',
    { name: '', type: 'department', sections: [1, 2].map(() => ({ code: 'A', name: '某' })), defaultSection: 'B' },
    ['/name', '/sections/1/code', '/defaultSection'],
  ],
])(
  'tells all at once what does not fit in %s, and what nobody knows',
  async (_name, method, path, as, body, pointers) => {
    expectRefusal(await call(method, path, { as, body }), 422, 'invalid', pointers);
  },
);
