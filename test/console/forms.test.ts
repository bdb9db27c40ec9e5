/** Forms: taken from our own pages alone, and nothing that was typed is lost. */
import { html } from 'hono/html';
import { beforeEach, describe, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { draftAddress, keptFields, keptForm } from '../../functions/console/kept-form.ts';
import { seeOther } from '../../functions/console/page.ts';
import { invalid, Problem, unavailable } from '../../shared/errors.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const PATH = '/console/sample/{id}';
const HERE = '/console/sample/7';
const TEXT = '写了半小时的答复意见';

let home: InProcess;
let browser: Browser;
let fails: Problem | null;
let acted: { text: string | null; key: string | null }[];

const sample = keptForm({
  ...{ path: PATH, id: 'pageSample', summary: '样例', drafts: true },
  show: async (call, filled) => ({
    ...{ title: '样例', county: '冠县', session: call.session },
    content: html`<p>${filled?.problem?.message}</p><p>${filled?.keptAt && '已恢复草稿'}</p>
<form method="post">${keptFields(call, filled)}<textarea name="text">${filled?.values.get('text')}</textarea></form>`,
  }),
  act: async ({ form, key }) => {
    if (fails) throw fails;
    acted.push({ text: form.get('text'), key });
    return seeOther('/console');
  },
});

beforeEach(async () => {
  fails = null;
  acted = [];
  home = await inProcess({ routes: [...ROUTES, ...PAGES, ...sample] });
  browser = await browserOf(home, 'scjg.officer');
});

const keyIn = (text: string): string => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';

describe('a form is taken', () => {
  const good = { 'sec-fetch-site': 'same-origin' };
  type Sent = { from: string; headers: Record<string, string>; token: boolean; status: number };
  it.each<Sent>([
    { from: 'our page', headers: good, token: true, status: 303 },
    { from: 'our page in an old browser', headers: { origin: 'http://127.0.0.1:8787' }, token: true, status: 303 },
    { from: 'our page without a token', headers: good, token: false, status: 403 },
    { from: 'another page of this site', headers: { 'sec-fetch-site': 'same-site' }, token: true, status: 403 },
    { from: 'another site', headers: { 'sec-fetch-site': 'cross-site' }, token: true, status: 403 },
    { from: 'a bookmark', headers: { 'sec-fetch-site': 'none' }, token: true, status: 403 },
    { from: 'another site in an old browser', headers: { origin: 'https://evil.example' }, token: true, status: 403 },
    { from: 'a page without an origin', headers: { origin: 'null' }, token: true, status: 403 },
    { from: 'our name on another port', headers: { origin: 'http://127.0.0.1:1' }, token: true, status: 403 },
    { from: 'nowhere', headers: {}, token: true, status: 403 },
    { from: 'our page in IE 11', headers: { referer: 'http://127.0.0.1:8787/console' }, token: true, status: 303 },
    { from: 'another site in IE 11', headers: { referer: 'http://127.0.0.1:8787.evil/' }, token: true, status: 403 },
    {
      ...{ from: 'another site through our address', token: true, status: 403 },
      headers: { origin: 'null', referer: 'http://127.0.0.1:8787/console' },
    },
    {
      ...{ from: 'another site that says it is ours', token: true, status: 403 },
      headers: { origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'cross-site' },
    },
  ])('from $from: $status', async ({ headers, token, status }) => {
    const shown = await browser.get(HERE);
    const fields = {
      text: TEXT,
      key: keyIn(shown.text),
      token: /name="token" value="([^"]+)"/.exec(shown.text)?.[1] ?? '',
    };
    const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
    const body = new URLSearchParams(token ? fields : { ...fields, token: '' });
    const answer = await home.call('POST', HERE, { body, headers: { cookie, ...headers } });
    expect([answer.status, acted.length]).toEqual([status, status === 303 ? 1 : 0]);
  });

  it('with the token of no other session', async () => {
    const other = await browserOf(home, 'scjg.head');
    const token = /name="token" value="([^"]+)"/.exec((await other.get(HERE)).text)?.[1] as string;
    expect((await browser.post(HERE, { text: TEXT, token })).status).toBe(403);
    expect(acted).toEqual([]);
  });

  it('with a token that looks different each time', async () => {
    const seen = [await browser.get(HERE), await browser.get(HERE)].map(
      ({ text }) => /name="token" value="([^"]+)"/.exec(text)?.[1],
    );
    expect(new Set(seen).size).toBe(2);
  });
});

describe.each(PAGES.filter(({ method }) => method === 'POST').map(({ path }) => path))('the form %s', (path) => {
  const address = path.replaceAll(/\{\w+\}/g, 'x');
  it('takes nothing without a token, and nothing from elsewhere', async () => {
    await browser.get('/console');
    const without = await browser.post(address, { token: '' });
    expect([303, 403, 404]).toContain(without.status);
    if (without.status === 303) expect(without.headers.location).toMatch(/^\/console/);
    expect((await browser.post(address, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('what was typed is there again', () => {
  it.each([
    { why: 'it does not fit', problem: invalid([{ pointer: '/text', detail: '太短' }]), status: 422 },
    { why: 'somebody was faster', problem: new Problem('already-done', '已由张三办结'), status: 409 },
    { why: 'the store does not answer', problem: unavailable(), status: 503 },
  ])('where $why ($status), with the same key', async ({ problem, status }) => {
    const key = keyIn((await browser.get(HERE)).text);
    fails = problem;
    const answer = await browser.post(HERE, { text: TEXT, key });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<title>错误：样例`);
    expect(answer.text).toContain(TEXT);
    expect(answer.text).toContain(problem.message);
    expect(keyIn(answer.text)).toBe(key);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
    fails = null;
    expect((await browser.post(HERE, { text: TEXT, key })).status).toBe(303);
    expect(acted).toEqual([{ text: TEXT, key }]);
  });

  it('where a key was used for something else, with a new key, in words without keys', async () => {
    const key = keyIn((await browser.get(HERE)).text);
    fails = new Problem('idempotency-key-reused', '该 Idempotency-Key 已用于另一内容的请求');
    const { text } = await browser.post(HERE, { text: TEXT, key });
    const again = keyIn(text);
    expect([again.length, again === key]).toEqual([32, false]);
    expect(text).toContain('该表单已经提交并办理过一次');
    expect(text).not.toContain('Idempotency-Key');
  });

  it('where the session ended meanwhile, and is done once, after signing in again', async () => {
    const key = keyIn((await browser.get(HERE)).text);
    home.clock.advance(2 * HOUR);
    const ended = await browser.post(HERE, { text: TEXT, key });
    expect(ended.status).toBe(401);
    expect(ended.text).toContain('重新登录（新窗口）');
    expect(ended.text).toContain(`<p>${TEXT}</p>`);
    const { cookies } = await browserOf(home, 'scjg.officer');
    browser.cookies.set('__Host-session', cookies.get('__Host-session') as string);
    const resent = await browser.post(HERE, { text: TEXT, key, token: '' });
    expect([resent.status, acted]).toEqual([403, []]);
    expect(resent.text).toContain(TEXT);
    expect((await browser.post(HERE, { text: TEXT, key: keyIn(resent.text) })).status).toBe(303);
    expect(acted).toEqual([{ text: TEXT, key }]);
  });

  it('is shown to nobody on another site', async () => {
    home.clock.advance(2 * HOUR);
    const answer = await browser.post(HERE, { text: TEXT }, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain(TEXT);
  });
});

describe('a draft', () => {
  const address = draftAddress(HERE, '样例：第 7 件');

  it('is there when the form is opened again, and gone once it is acted on', async () => {
    const key = keyIn((await browser.get(HERE)).text);
    const saved = await browser.post(address, { text: TEXT, key });
    expect([saved.status, saved.headers.location]).toEqual([303, `${HERE}?kept=${key}`]);
    const shown = await browser.get(HERE);
    expect(shown.text).toContain('已恢复草稿');
    expect(shown.text).toContain(TEXT);
    expect(keyIn(shown.text)).toBe(key);
    expect((await browser.get('/console/drafts')).text).toContain('样例：第 7 件');
    await browser.post(HERE, { text: TEXT, key });
    expect((await browser.get('/console/drafts')).text).toContain('没有草稿');
    expect((await browser.get(HERE)).text).not.toContain(TEXT);
  });

  it('is saved by the script without leaving the page', async () => {
    await browser.get(HERE);
    const headers = { 'sec-fetch-mode': 'cors' };
    expect((await browser.post(address, { text: TEXT }, headers)).status).toBe(204);
  });

  it('is seen by nobody else, and kept for 30 days', async () => {
    await browser.get(HERE);
    await browser.post(address, { text: TEXT });
    const other = await browserOf(home, 'scjg.head');
    expect((await other.get(HERE)).text).not.toContain(TEXT);
    expect((await other.get('/console/drafts')).text).toContain('没有草稿');
    home.clock.advance(30 * DAY);
    const later = await browserOf(home, 'scjg.officer');
    expect((await later.get(HERE)).text).not.toContain(TEXT);
  });

  it.each([
    { most: '64 KB', text: '长'.repeat(22_000), status: 413 },
    { most: '50 of a person', text: TEXT, status: 409 },
  ])('is at most $most', async ({ text, status }) => {
    await browser.get(HERE);
    const before = status === 409 ? 50 : 0;
    for (let i = 0; i < before; i++) await browser.post(draftAddress(`/console/sample/a${i}`, '样例'), { text: 'x' });
    const answer = await browser.post(address, { text });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('没有保存');
  });
});

it('常用语 are at most 20, one’s own, and told what is wrong with them', async () => {
  await browser.get('/console/phrases');
  expect((await browser.post('/console/phrases', { phrase: ' ' })).text).toContain('请填写常用语');
  for (let i = 1; i <= 20; i++)
    expect((await browser.post('/console/phrases', { phrase: `第 ${i} 句` })).status).toBe(303);
  const full = await browser.post('/console/phrases', { phrase: '第 21 句' });
  expect([full.status, full.text.includes('第 21 句'), full.text.includes('最多 20 条')]).toEqual([422, true, true]);
  await browser.post('/console/phrases', { drop: '第 1 句' });
  expect((await browser.post('/console/phrases', { phrase: '第 21 句' })).status).toBe(303);
  expect((await (await browserOf(home, 'scjg.head')).get('/console/phrases')).text).not.toContain('第 2 句');
});
