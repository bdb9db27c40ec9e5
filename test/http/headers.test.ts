/** What leaves beside the answer itself: its coding, what scripts of other sites may read, and what a path takes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { httpHandler } from '../../functions/http/handler.ts';
import { publicRoute } from '../../functions/http/route.ts';
import { type Called, type CallOptions, eventOf, type InProcess, inProcess } from '../in-process.ts';

const YEAR = '/calendar/2026';

let home: InProcess;
let call: InProcess['call'];
beforeAll(async () => {
  home = await inProcess();
  call = home.call;
});

/** What is answered to `Accept-Encoding: accepted`. */
function asking(accepted: string, path = YEAR, more: CallOptions = {}): Promise<Called> {
  return call('GET', path, { ...more, headers: { 'accept-encoding': accepted, ...more.headers } });
}

describe('the coding of an answer', () => {
  it.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['*', 'br'],
    ['br;q=0, gzip;q=0', undefined],
    ['identity', undefined],
    ['identity, gzip;q=0.5', undefined],
    ['deflate', undefined],
    ['zstd', undefined],
    ['compress;q=x, ,;', undefined],
  ])('%s: %s', async (accepted, coding) => {
    const plain = await call('GET', YEAR);
    const answer = await asking(accepted);
    expect([answer.status, answer.headers['content-encoding'], answer.headers.vary]).toEqual([
      200,
      coding,
      'Accept-Encoding',
    ]);
    expect(answer.text).toBe(plain.text);
    expect(answer.headers.etag).toBe(plain.headers.etag);
  });

  const route = (body: string | Uint8Array, type: string, headers = {}) =>
    publicRoute({
      ...{
        method: 'GET',
        path: '/sample',
        id: 'sample',
        summary: '样例',
        tag: '样例',
        answers: { 200: { description: '' } },
      },
      handle: async () => ({ status: 200, content: { type, data: body }, headers }),
    });
  const sample = async (body: string | Uint8Array, type: string, headers = {}) => {
    const event = eventOf('GET', '/sample', { headers: { 'accept-encoding': 'gzip' } }, null);
    const result = await httpHandler(home.platform, [route(body, type, headers)])(event);
    return { ...result.headers, coding: (result.headers as Record<string, string>)['Content-Encoding'] };
  };

  it.each([
    ['1,024 bytes', 'a'.repeat(1024), 'text/csv', undefined, 'Accept-Encoding'],
    ['1,025 bytes', 'a'.repeat(1025), 'text/csv', 'gzip', 'Accept-Encoding'],
    ['Chinese text of 342 characters', '审'.repeat(342), 'text/html; charset=utf-8', 'gzip', 'Accept-Encoding'],
    ['2 MB of text', 'a'.repeat(2_000_000), 'application/json', 'gzip', 'Accept-Encoding'],
    ['a problem document', 'a'.repeat(2000), 'application/problem+json', 'gzip', 'Accept-Encoding'],
    [
      'a workbook',
      new Uint8Array(5000),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      undefined,
      undefined,
    ],
    ['a picture', new Uint8Array(5000), 'image/png', undefined, undefined],
  ])('%s', async (_name, body, type, coding, vary) => {
    expect(await sample(body, type)).toMatchObject({ coding, ...(vary && { vary }) });
    if (vary === undefined) expect(await sample(body, type)).not.toHaveProperty('vary');
  });

  it('is left alone where the answer must not be transformed', async () => {
    const headers = { 'cache-control': 'no-store, no-transform' };
    expect((await sample('a'.repeat(5000), 'text/csv', headers)).coding).toBeUndefined();
  });

  it('is for refusals too', async () => {
    const body = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`unknown${i}`, i]));
    const answer = await call('POST', '/pushes', { as: 'spj.officer', body, headers: { 'accept-encoding': 'gzip' } });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([422, 'gzip']);
    expect(answer.json).toMatchObject({ code: 'invalid' });
  });

  it('varies for HEAD and 304 as for GET', async () => {
    const { headers } = await call('GET', '/public/boundary-list.json');
    const list = '/public/boundary-list.json';
    const same = await asking('gzip', list, { headers: { 'if-none-match': headers.etag as string } });
    expect([same.status, same.text, same.headers.vary, same.headers['content-encoding']]).toEqual([
      304,
      '',
      'Accept-Encoding',
      undefined,
    ]);
    const head = await call('HEAD', YEAR, { headers: { 'accept-encoding': 'gzip' } });
    expect([head.status, head.text, head.headers.vary]).toEqual([200, '', 'Accept-Encoding']);
  });
});

describe('scripts of other sites', () => {
  const open = ROUTES.filter(({ method, security }) => method === 'GET' && security === 'public');

  it.each(open.map(({ path }) => [path.replace('{year}', '2026')]))('may read %s', async (path) => {
    const { headers } = await call('GET', path);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    ['GET', '/public/boundary-list.json?version=none', 404],
    ['GET', '/calendar/explain', 422],
  ])('may read why %s %s is refused', async (method, path, status) => {
    const answer = await call(method, path);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, '*']);
  });

  it.each([
    ['GET', '/me', 200],
    ['GET', '/pushes', 200],
    ['PUT', '/calendar/2026', 422],
    ['GET', '/nowhere', 404],
    ['DELETE', '/health', 405],
  ])('may not read %s %s', async (method, path, status) => {
    const body = method === 'GET' ? undefined : {};
    const answer = await call(method, path, {
      as: 'spj.admin',
      body,
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('what people read in a browser', () => {
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it.each([
    [BROWSER, true],
    ['text/html', true],
    ['application/json;q=0.5, text/html', true],
    ['application/json, text/html', false],
    ['text/html;q=0', false],
    ['application/json, text/plain, */*', false],
    ['*/*', false],
    [undefined, false],
  ])('a refusal asked for with %s is a page: %s', async (accept, isPage) => {
    const { status, headers } = await call('GET', '/nowhere', { headers: { ...(accept && { accept }) } });
    const type = isPage ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8';
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([404, type, 'no-store']);
  });

  it.each([
    ['GET', '/nowhere', undefined, 404, '没有找到该地址'],
    ['GET', '/reports/quarters/2026Q3.html', undefined, 401, '登录工作台'],
    ['GET', '/pushes/none', 'spj.officer', 404, '没有找到您要找的内容'],
    ['DELETE', '/health', undefined, 405, '请检查请求方法'],
    ['GET', '/public/boundary-list?page=<b>', undefined, 422, '?page</code>：未知参数，请删除'],
  ])('a refusal of %s %s says what to do', async (method, path, as, status, words) => {
    const page = await call(method, path, { as, headers: { accept: BROWSER } });
    expect(page.status).toBe(status);
    expect(page.text).toContain(words);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' });
    const told = await call(method, path, { as });
    for (const name of ['www-authenticate', 'allow']) expect(page.headers[name]).toBe(told.headers[name]);
    expect(told.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('the calendar and its explanations', async () => {
    const read = (path: string) => call('GET', path, { headers: { accept: BROWSER } });
    const year = await read('/calendar/2026');
    expect([year.status, year.headers['content-type'], year.headers.etag]).toEqual([
      200,
      'text/html; charset=utf-8',
      undefined,
    ]);
    expect(year.text).toContain('2026-10-10 星期六</th><td>上班</td><td>调休上班</td>');
    expect(year.text).not.toContain('尚未发布');
    expect((await read('/calendar/2027')).text).toContain('尚未发布有关年份的放假通知');
    const why = await read('/calendar/explain?from=2026-09-25T23:59:00%2B08:00&workingDays=2');
    expect(why.text).toContain('至 2026-09-29（星期二）止，即 2026-09-30 00:00 以前');
    expect(why.text).toContain('2026-09-26 星期六</th><td>不计入</td><td>中秋节放假</td>');
    expect((await read('/calendar/2099')).text).toContain('没有 2099 年的日历');
  });

  it('nothing of it for HEAD', async () => {
    const { status, text } = await call('HEAD', '/nowhere', { headers: { accept: BROWSER } });
    expect([status, text]).toEqual([404, '']);
  });
});

describe('OPTIONS', () => {
  it.each([
    ['/pushes', 'POST, GET, HEAD', undefined],
    ['/pushes/claim', 'POST', undefined],
    ['/calendar/2026', 'GET, HEAD, PUT', '*'],
    ['/public/boundary-list.json?version=1&q=x', 'GET, HEAD', '*'],
    ['/organisations/SPJ', 'GET, HEAD, PUT', undefined],
  ])('of %s says %s', async (path, allow, origin) => {
    const { status, text, headers } = await call('OPTIONS', path, {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([status, text, headers.allow]).toEqual([204, '', allow]);
    expect(headers['access-control-allow-origin']).toBe(origin);
    expect(headers['access-control-allow-methods']).toBe(origin && 'GET, HEAD');
    expect(headers['access-control-allow-headers']).toBe(origin && 'If-None-Match');
  });

  it('of no address is 404', async () => {
    expect(await call('OPTIONS', '/nowhere')).toMatchObject({ status: 404, json: { code: 'not-found' } });
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/me', 'spj.officer'],
    ['GET', '/', undefined],
    ['GET', '/public/boundary-list.xlsx', undefined],
    ['GET', '/pushes', undefined],
    ['GET', '/nowhere', undefined],
    ['OPTIONS', '/me', undefined],
  ])('is what its type says: %s %s', async (method, path, as) => {
    const { headers } = await call(method, path, { as });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('is by TLS alone where the address is, and pages keep a policy of their own', async () => {
    const settings = { ...home.platform.settings, address: 'https://sg.gx.gov.cn' };
    const handler = httpHandler({ ...home.platform, settings }, ROUTES);
    const page = await handler(eventOf('GET', '/', {}, null));
    const names = Object.keys(page.headers).map((name) => name.toLowerCase());
    expect(page.headers).toMatchObject({ 'Strict-Transport-Security': 'max-age=31536000', 'x-frame-options': 'DENY' });
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /^(?:x-xss|x-dns|origin-agent|report|x-permitted|x-download)/.test(name))).toEqual(
      [],
    );
  });
});
