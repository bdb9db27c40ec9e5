/** People of several counties: one is chosen, and accounts that another county made are agreed to or not. */
import { beforeEach, describe, expect, it } from 'vitest';
import { putAccount } from '../../shared/accounts/directory.ts';
import type { Organisation } from '../../shared/county.ts';
import { beginSession } from '../../shared/sessions/session.ts';
import { demonstrationOrganisations, JURISDICTION, seedCounty, subjectOf } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const OTHER = '371522';

let home: InProcess;
let browser: Browser;
beforeEach(async () => {
  home = await inProcess();
  const { store, random, clock } = home.platform.ports;
  const { issuer } = (await testIssuer()).issuer;
  const organisations = demonstrationOrganisations();
  const county = await seedCounty(store, {
    ...{ jurisdiction: OTHER, since: '2022-09-02', organisations, matters: null, issuer },
  });
  const identity = { issuer, subject: subjectOf(JURISDICTION, 'scjg.officer') };
  const org = organisations.find(({ code }) => code === 'SCJG') as Organisation;
  const input = {
    name: '两地工作的人',
    roles: ['officer' as const],
    sections: 'all' as const,
    scopes: null,
    active: true,
  };
  await putAccount(store, county, org, 'both', { ...input, ...identity }, { by: 'scjg.admin', at: clock.now() });
  browser = await browserOf(home, null);
  browser.cookies.set('__Host-session', await beginSession(store, random, identity, null, clock.now()));
});

it('a page leads to the choice until there is one', async () => {
  const answer = await browser.get('/console');
  expect([answer.status, answer.headers.location]).toEqual([303, '/console/county']);
});

it('the workbench tells of an account that waits for consent, 更多事务 leads to other counties', async () => {
  const waits = /<a href="\/console\/county">另一个县（市、区）为您设置了账号，等待您同意/;
  const leads = '<a href="/console/county">进入其他县（市、区）';
  const shown = async () => {
    const [desk, more] = [await browser.get('/console'), await browser.get('/console/more')];
    return [waits.test(desk.text), more.text.includes(leads)];
  };
  await browser.get('/console/county');
  await browser.post('/console/county', { jurisdiction: JURISDICTION });
  expect(await shown()).toEqual([true, true]);
  await browser.post('/console/invitations', { jurisdiction: OTHER, act: 'accept' });
  expect(await shown()).toEqual([false, true]);
  browser = await browserOf(home, 'scjg.head');
  expect(await shown()).toEqual([false, false]);
});

describe('an account of another county', () => {
  it('is asked for, agreed to, and entered', async () => {
    const asked = await browser.get('/console/county');
    expect(asked.text).toContain('等待您同意的账号');
    expect(asked.text.match(/进入：/g)).toHaveLength(1);
    const agreed = await browser.post('/console/invitations', { jurisdiction: OTHER, act: 'accept' });
    const both = await browser.follow(agreed);
    expect(both.text.match(/进入：/g)).toHaveLength(2);
    const entered = await browser.post('/console/county', { jurisdiction: OTHER, to: '/console/drafts' });
    expect([entered.status, entered.headers.location]).toEqual([303, '/console/drafts']);
    expect((await browser.get('/console')).text).toContain('两地工作的人');
  });

  it('is entered with the public pages of that county', async () => {
    await browser.get('/console/county');
    await browser.post('/console/invitations', { jurisdiction: OTHER, act: 'accept' });
    await browser.post('/console/county', { jurisdiction: OTHER });
    for (const path of ['/console/boundary-list', '/console/help', '/console/help/entry', '/console/more']) {
      const { text } = await browser.get(path);
      const links = [...text.matchAll(/href="(\/(?:public|docs)[^"]*)"/g)].map(([, href]) => href as string);
      expect([path, links.length > 0, links.filter((href) => !href.includes(`jurisdiction=${OTHER}`))]).toEqual([
        path,
        true,
        [],
      ]);
    }
  });

  it('is refused, and then asked for no more', async () => {
    await browser.get('/console/county');
    const refused = await browser.post('/console/invitations', { jurisdiction: OTHER, act: 'refuse' });
    expect((await browser.follow(refused)).text).not.toContain('等待您同意的账号');
    expect((await browser.post('/console/county', { jurisdiction: OTHER })).status).toBe(404);
  });

  it('is nobody’s to enter who has none there', async () => {
    await browser.get('/console/county');
    expect((await browser.post('/console/county', { jurisdiction: '371523' })).status).toBe(404);
    expect((await browser.post('/console/county', { jurisdiction: JURISDICTION, token: 'x' })).status).toBe(403);
  });
});
