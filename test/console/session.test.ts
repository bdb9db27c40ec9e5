/** How long a session lasts, what it may do meanwhile, and what it is kept as. */
import { beforeEach, describe, expect, it } from 'vitest';
import { putAccount, readAccounts, readCounty } from '../../shared/accounts/directory.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

let home: InProcess;
beforeEach(async () => {
  home = await inProcess();
});

describe('a session ends', () => {
  it.each([
    { title: '59 minutes after the last page', every: 59 * MINUTE, times: 3, there: true },
    { title: 'an hour after it', every: HOUR, times: 1, there: false },
    { title: 'at most twelve hours after signing in, however busy', every: 59 * MINUTE, times: 13, there: false },
  ])('$title: $there', async ({ every, times, there }) => {
    const browser = await browserOf(home, 'scjg.officer');
    let status = 0;
    for (let i = 0; i < times; i++) {
      home.clock.advance(every);
      ({ status } = await browser.get('/console'));
    }
    expect(status).toBe(there ? 200 : 303);
  });

  it('is written again at most every five minutes', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    const { store } = home.platform.ports;
    let writes = 0;
    const { commit } = store;
    store.commit = (puts, first) => {
      if (puts.some(({ item }) => item.key.includes('#session#'))) writes += 1;
      return commit.call(store, puts, first);
    };
    for (let i = 0; i < 14; i++) {
      home.clock.advance(MINUTE);
      await browser.get('/console');
    }
    expect(writes).toBe(2);
  });
});

describe('when it ends', () => {
  const left = ({ text, headers }: { text: string; headers: Record<string, string> }) => [
    Number(/data-idle="(\d+)"/.exec(text)?.[1]),
    Number(headers['session-ends-in']),
  ];

  it.each([
    { title: 'an hour after a use that is noted', at: 5 * MINUTE, seconds: 3_600 },
    { title: 'sooner after one that is not: the page says what holds', at: 4 * MINUTE, seconds: 3_360 },
  ])('is told: $title', async ({ at, seconds }) => {
    const browser = await browserOf(home, 'scjg.officer');
    home.clock.advance(at);
    expect(left(await browser.get('/console'))).toEqual([seconds, seconds]);
    home.clock.advance(seconds * 1_000);
    expect((await browser.get('/console')).status).toBe(303);
  });

  it('is what the deployment says', async () => {
    home = await inProcess({ settings: { sessions: { idle: 30 * MINUTE, absolute: 8 * HOUR } } });
    const browser = await browserOf(home, 'scjg.officer');
    expect(left(await browser.get('/console'))).toEqual([1_800, 1_800]);
    home.clock.advance(30 * MINUTE);
    expect((await browser.get('/console')).status).toBe(303);
  });

  it('is told on the twelfth hour, however busy', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    for (let i = 0; i < 13; i++) {
      home.clock.advance(i < 12 ? 59 * MINUTE : 10 * MINUTE);
      const page = await browser.get('/console');
      if (i === 12) expect(left(page)).toEqual([120, 120]);
    }
  });

  it('is told to the script that saves a draft', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    await browser.get('/console');
    home.clock.advance(20 * MINUTE);
    const saved = await browser.post('/console/drafts?form=%2Fconsole', { text: '草稿' }, { 'sec-fetch-mode': 'cors' });
    expect([saved.status, saved.headers['session-ends-in']]).toEqual([204, '3600']);
  });
});

describe('rights', () => {
  async function change(active: boolean): Promise<void> {
    const { store } = home.platform.ports;
    const county = (await readCounty(store, JURISDICTION)) as County;
    const before = (await readAccounts(store, JURISDICTION, 'SCJG')).find(({ account }) => account === 'scjg.officer');
    const { account, consent: _consent, ...input } = before as NonNullable<typeof before>;
    const org = organisationOf(county, 'SCJG') as Organisation;
    await putAccount(store, county, org, account, { ...input, active }, { by: 'scjg.admin', at: home.clock.now() });
  }

  it('are read at each request: an account that is closed sees nothing more', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    expect((await browser.get('/console')).status).toBe(200);
    await change(false);
    const gone = await browser.get('/console');
    expect([gone.status, gone.headers.location]).toEqual([303, '/console/county']);
    expect((await browser.follow(gone)).text).toContain('账号已停用：冠县，冠县市场监督管理局');
    await change(true);
    expect((await browser.get('/console')).status).toBe(200);
  });

  it('are those of people: a machine signs in to nothing', async () => {
    const browser = await browserOf(home, 'construction');
    expect((await browser.get('/console')).headers.location).toBe('/console/county');
  });
});

it('is kept as a digest: whoever reads the store cannot sign in with it', async () => {
  const browser = await browserOf(home, 'scjg.officer');
  const secret = browser.cookies.get('__Host-session') as string;
  const items = [...(home.platform.ports.store as never as { all(): Iterable<object> }).all()];
  expect(JSON.stringify(items)).not.toContain(secret);
  // What expires is in no export, and so in nobody's hands.
  expect(JSON.stringify(items)).not.toContain('#session#');
});

it('is no way into the API, and a token is none into the console', async () => {
  const browser = await browserOf(home, 'scjg.officer');
  expect((await browser.get('/me')).status).toBe(401);
  expect((await home.call('GET', '/console', { as: 'scjg.officer' })).status).toBe(303);
});

describe('a page', () => {
  it('that is not there is a page, in Chinese', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    const answer = await browser.get('/console/no-such/thing/at/all/here');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('没有找到');
  });

  it('goes with the console’s policy, and is kept by nobody', async () => {
    const { headers } = await (await browserOf(home, 'scjg.officer')).get('/console');
    expect(headers).toMatchObject({
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  });
});

describe('signing in leads to no other place', () => {
  it.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/\\evil.example',
    '/console/../openapi.json',
    '/console/sign-in',
    '/consoles',
    'javascript:alert(1)',
    '/console/%2e%2e/docs',
  ])('%s', async (to) => {
    const browser = await browserOf(home, null);
    const { issuer } = await testIssuer();
    home.platform.settings = { ...home.platform.settings, issuers: [{ ...issuer, signIn: signInFor(issuer.issuer) }] };
    const begun = await browser.get(`/console/sign-in?${new URLSearchParams({ to })}`);
    expect(begun.status).toBe(303);
    const [attempt] = [...browser.cookies.values()];
    const { to: kept } = JSON.parse(Buffer.from(attempt as string, 'base64url').toString());
    expect(kept).toMatch(/^\/console(?:$|\/%2e%2e\/docs$)/);
  });
});

function signInFor(issuer: string) {
  return { clientId: 'console', endpoints: { authorization: `${issuer}/authorize`, token: `${issuer}/token` } };
}
