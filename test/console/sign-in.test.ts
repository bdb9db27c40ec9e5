/** Signing in by one click, in process: the flow of every issuer, and where it ends. */
import { beforeAll, describe, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { LOCAL_ISSUER, localIssuer, openIssuer } from '../../infra/local/issuer/issuer.ts';
import { OneClick } from '../../infra/local/issuer/one-click.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import type { SignIn } from '../../shared/platform.ts';
import { parseInstant } from '../../shared/time.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const ADDRESS = 'http://127.0.0.1:8787';
const NOW = '2026-09-28T09:00:00+08:00';

let home: InProcess;
beforeAll(async () => {
  const store = openSqliteStore(':memory:');
  const clock = { now: () => home?.clock.now() ?? (parseInstant(NOW) as number) };
  const oneClick = new OneClick(await openIssuer(store, systemRandom), clock, systemRandom);
  const signIn = oneClick.signIn(ADDRESS, () => clock.now() - systemClock.now());
  home = await inProcess({
    ...{ store, now: NOW, routes: [...ROUTES, ...PAGES, ...oneClick.routes()] },
    settings: { issuers: [localIssuer('http://127.0.0.1:1/none', signIn)] },
  });
  const county = (await readCounty(store, JURISDICTION)) as County;
  const input = { name: '张三', roles: ['officer' as const], sections: 'all' as const, scopes: null, active: true };
  const org = organisationOf(county, 'SCJG') as Organisation;
  const who = { by: 'scjg.admin', at: clock.now() };
  await putAccount(store, county, org, 'zhangsan', { ...input, issuer: LOCAL_ISSUER, subject: 'zhangsan' }, who);
});

/** To the issuer's page and back, as far as the answer to the button. */
async function clicked(browser: Browser, to: string, account = 'zhangsan') {
  const begun = await browser.get(`/console/sign-in?${new URLSearchParams({ to })}`);
  const page = await browser.get((begun.headers.location as string).replace(ADDRESS, ''));
  const hidden = [...page.text.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return browser.post('/issuer/authorize', { ...Object.fromEntries(hidden), account });
}

describe('signing in', () => {
  it('leads from a page to the issuer, and back to that very page', async () => {
    const browser = await browserOf(home, null);
    const wanted = await browser.get('/console?x=1');
    expect([wanted.status, wanted.headers.location]).toEqual([303, '/console/sign-in?to=%2Fconsole%3Fx%3D1']);
    const granted = await clicked(browser, '/console?x=1');
    expect([...browser.cookies.keys()]).toEqual([expect.stringMatching(/^__Host-signin-[0-9a-f]{8}$/)]);
    const back = await browser.get((granted.headers.location as string).replace(ADDRESS, ''));
    expect([back.status, back.headers.location]).toEqual([303, '/console?x=1']);
    expect([...browser.cookies.keys()]).toEqual(['__Host-session']);
    expect((await browser.follow(back)).text).toContain('张三');
  });

  it('says whom to try first, and offers each account once', async () => {
    const { store, clock } = home.platform.ports;
    const county = (await readCounty(store, JURISDICTION)) as County;
    const input = { name: '李四', roles: ['officer' as const], sections: 'all' as const, scopes: null, active: true };
    const whose = { by: 'scjg.admin', at: clock.now(), replaces: () => {} };
    const org = organisationOf(county, 'SCJG') as Organisation;
    await putAccount(store, county, org, 'scjg.officer', { ...input, issuer: LOCAL_ISSUER, subject: 'lisi' }, whose);
    const browser = await browserOf(home, null);
    const begun = await browser.get('/console/sign-in?to=%2Fconsole');
    const { text } = await browser.get((begun.headers.location as string).replace(ADDRESS, ''));
    expect(text).toMatch(/可以先从这几个账号看起[\s\S]*value="scjg\.officer"[\s\S]*认领推送[\s\S]*value="zhangsan"/);
    expect(text.match(/value="scjg\.officer"/g)).toHaveLength(1);
  });

  it('by another name of this machine begins again under ours', async () => {
    const browser = await browserOf(home, null);
    const begun = await browser.get('/console/sign-in?to=%2Fconsole%2Fdrafts', { host: 'localhost:8787' });
    expect(begun.headers.location).toBe(`${ADDRESS}/console/sign-in?to=%2Fconsole%2Fdrafts`);
    const proxied = await browser.get('/console/sign-in', { host: 'platform.example' });
    expect(proxied.headers.location).toContain('/issuer/authorize?');
  });

  it.each([
    '//evil.example',
    'https://evil.example/console',
    '/console/..//evil.example',
    '/console\\..\\..\\evil.example',
  ])('leads to no other place: %s', async (to) => {
    const browser = await browserOf(home, null);
    const granted = await clicked(browser, to);
    const back = await browser.get((granted.headers.location as string).replace(ADDRESS, ''));
    expect(back.headers.location).toBe('/console');
  });

  it('comes about from an address too long for a cookie, too', async () => {
    const browser = await browserOf(home, null);
    const begun = await browser.get(
      `/console/sign-in?${new URLSearchParams({ to: `/console?q=${'x'.repeat(5_000)}` })}`,
    );
    expect(begun.cookies?.[0]?.length).toBeLessThan(4_096);
  });

  it('ends the session that the browser had before', async () => {
    const browser = await browserOf(home, null);
    const signIn = async () => browser.follow(await clicked(browser, '/console'));
    await signIn();
    const before = browser.cookies.get('__Host-session') as string;
    expect((await signIn()).status).toBe(200);
    expect(browser.cookies.get('__Host-session')).not.toBe(before);
    browser.cookies.set('__Host-session', before);
    expect((await browser.get('/console')).status).toBe(303);
  });

  it('ends with the session, for good', async () => {
    const browser = await browserOf(home, null);
    await browser.follow(await clicked(browser, '/console'));
    const secret = browser.cookies.get('__Host-session') as string;
    await browser.get('/console');
    const out = await browser.post('/console/sign-out');
    expect([out.status, out.headers['clear-site-data']]).toEqual([303, '"cache"']);
    expect((await browser.follow(out)).text).toContain('已退出登录');
    browser.cookies.set('__Host-session', secret);
    expect((await browser.get('/console')).status).toBe(303);
  });

  it('of the console leads on to the issuer, where it can be ended too, by a link', async () => {
    const { platform } = home;
    const [issuer] = platform.settings.issuers;
    const signIn = issuer?.signIn as SignIn;
    const endSession = 'https://sso.example.gov.cn/logout?realm=guan';
    const endpoints = { authorization: `${ADDRESS}/issuer/authorize`, token: `${ADDRESS}/issuer/token`, endSession };
    const offering = { ...issuer, signIn: { ...signIn, endpoints, title: '统一身份认证平台' } };
    platform.settings = { ...platform.settings, issuers: [offering as never] };
    const browser = await browserOf(home, null);
    await browser.follow(await clicked(browser, '/console'));
    await browser.get('/console');
    const { text } = await browser.follow(await browser.post('/console/sign-out'));
    const [, href = ''] = /<a class="button" href="([^"]+)">退出统一身份认证平台/.exec(text) ?? [];
    const there = new URL(href.replaceAll('&amp;', '&'));
    expect([there.origin, there.searchParams.get('realm')]).toEqual(['https://sso.example.gov.cn', 'guan']);
    expect(there.searchParams.get('post_logout_redirect_uri')).toBe(`${ADDRESS}/console/signed-out`);
    expect(there.searchParams.get('client_id')).toBe(signIn.clientId);
    for (const path of ['/console/signed-out', '/console/signed-out?issuer=https://evil.example']) {
      expect((await browser.get(path)).text).not.toContain('退出统一');
    }
  });
});
