/** Who changed what, who signed in, and who is shown it: told day by day over HTTP. */
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal } from '../contract-http/county.ts';
import { putAgain } from '../put.ts';
import { type ReportingCounty, reportingCounty } from '../reports/county.ts';

const OFFICER = { name: '王五', roles: ['officer'], sections: 'all', scopes: null, issuer: null, subject: null };

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
type Entry = any;

let county: ReportingCounty;

async function audit(as: string, query = ''): Promise<Entry[]> {
  const { status, json, text } = await county.call('GET', `/audit?limit=200${query}`, { as });
  expect([status, text]).toEqual([200, text]);
  return json.items;
}

const chain = async (thing: string, as = 'spj.admin') =>
  (await county.call('GET', `/audit/chain?thing=${thing}`, { as })).json;
const told = (entries: Entry[]) => entries.map(({ at, by, act, thing }) => [at.slice(0, 16), by, act, thing].join(' '));
const administration = async (as = 'spj.admin') =>
  told((await audit(as)).filter(({ act }) => act !== 'sign-in' && act !== 'add-account'));

/** An account as it is, as a `PUT` takes it, with what is changed. */
async function changed(org: string, account: string, more: object): Promise<object> {
  const path = `/organisations/${org}/accounts/${account}`;
  const { account: _, ...input } = (await county.call('GET', path, { as: 'spj.admin' })).json;
  return { ...input, ...more };
}

describe('a week of administration', () => {
  const as = 'spj.admin';
  const put = (path: string, body: object, who = as) => putAgain(county.call, path, { as: who, body });
  let change: string;

  beforeAll(async () => {
    county = await reportingCounty('2026-09-21T09:00');
    const { clock, call } = county;
    const accounts = '/organisations/SCJG/accounts';
    await put(`${accounts}/scjg.wangwu`, OFFICER, 'scjg.admin');
    clock.set('2026-09-21T15:00:00+08:00');
    await put(`${accounts}/scjg.wangwu`, { ...OFFICER, active: false }, 'scjg.admin');
    clock.set('2026-09-22T09:00:00+08:00');
    await put('/county/settings', { regulation: null, mailHours: ['09:30', '14:30'] });
    clock.set('2026-09-22T10:00:00+08:00');
    const body = { from: '2026-09-24', to: '2026-09-24', documentNumber: '冠政发〔2026〕9号', reason: '停电' };
    await call('POST', '/calendar/extensions', { as, body });
    clock.set('2026-09-23T09:00:00+08:00');
    await call('POST', '/organisations/SPJ/accounts/construction/secret', { as });
    clock.set('2026-09-23T10:00:00+08:00');
    await put('/reports/weights', { onTimeRate: 1, seriousQuarter: 5, lateItem: 0.5, notNamed: 1 }, 'zfb.office');
    clock.set('2026-09-24T09:00:00+08:00');
    const rebound = await changed('SCJG', 'scjg.head', { subject: 'another' });
    change = (await put(`${accounts}/scjg.head`, rebound)).json.id;
    clock.set('2026-09-24T10:00:00+08:00');
    await call('POST', `/changes/${change}/confirm`, { as: 'zfb.office', body: {} });
    clock.set('2026-09-25T09:00:00+08:00');
    await put('/organisations/JW/accounts/jw.clerk', OFFICER);
  });

  it('is told to the bureau’s administrators, newest first', async () => {
    expect(await administration()).toEqual([
      `2026-09-24T10:00 zfb.office confirm-change changes/${change}`,
      '2026-09-24T10:00 zfb.office change-account accounts/SCJG/scjg.head',
      `2026-09-24T09:00 spj.admin ask-change changes/${change}`,
      '2026-09-23T10:00 zfb.office change-weights weights',
      '2026-09-23T09:00 spj.admin make-secret secrets/construction',
      '2026-09-22T10:00 spj.admin enter-extension calendar',
      '2026-09-22T09:00 spj.admin change-settings settings',
      '2026-09-21T15:00 scjg.admin close-account accounts/SCJG/scjg.wangwu',
    ]);
  });

  it('says what was there and what is', async () => {
    const [closed, added] = await audit(as, '&thing=accounts/SCJG/scjg.wangwu');
    expect([added.act, added.detail.before, added.detail.after.name]).toEqual(['add-account', null, '王五']);
    expect([closed.detail.before.active, closed.detail.after.active]).toEqual([true, false]);
    expect([closed.found, closed.previousHash]).toEqual([added.state, added.hash]);
    const [settings] = await audit(as, '&act=change-settings');
    expect(settings.detail).toMatchObject({ regulation: null, mailHours: ['09:30', '14:30'] });
  });

  it('says nothing of a secret', async () => {
    const [made] = await audit(as, '&thing=secrets/construction');
    expect(made.detail).toEqual({ org: 'SPJ' });
  });

  it.each([
    ['thing=accounts/SCJG&act=close-account', ['close-account']],
    ['by=zfb.office&act=change-weights', ['change-weights']],
    ['by=scjg.admin&from=2026-09-21&to=2026-09-21&act=add-account', ['add-account']],
    ['from=2026-09-22&to=2026-09-22&by=spj.admin&act=enter-extension', ['enter-extension']],
    ['from=2026-09-23&to=2026-09-23&act=enter-extension', []],
    ['thing=calendar&from=2026-09-23', []],
    ['thing=calendar&to=2026-09-22', ['enter-extension']],
    ['thing=accounts/ZZZ', []],
  ])('is found by %s', async (query, acts) => {
    expect((await audit(as, `&${query}`)).map(({ act }) => act)).toEqual(acts);
  });

  it('comes in pages, each entry once', async () => {
    const all = told(await audit(as));
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { json } = await county.call('GET', `/audit?limit=7${cursor}`, { as });
      expect(json.items.length).toBeLessThanOrEqual(7);
      found.push(...told(json.items));
      if (json.next === null) break;
      cursor = `&cursor=${json.next}`;
    }
    expect(found).toEqual(all);
    expectRefusal(await county.call('GET', '/audit?cursor=x', { as }), 422, 'invalid', ['?cursor']);
  });

  it('verifies, chain by chain', async () => {
    for (const thing of [
      'accounts/SCJG',
      'settings',
      'calendar',
      'weights',
      'secrets/construction',
      `changes/${change}`,
    ]) {
      expect([thing, (await chain(thing)).verified]).toEqual([thing, true]);
    }
    expect(await chain('accounts/SCJG/scjg.wangwu')).toMatchObject({
      thing: 'accounts/SCJG',
      entries: 6,
      brokenAt: null,
    });
    expectRefusal(await county.call('GET', '/audit/chain?thing=accounts/ZZZ', { as }), 404, 'not-found');
  });

  it('tells the office all but what is done to discipline inspection’s accounts, and discipline inspection these', async () => {
    const changes = (entries: string[]) => entries.filter((one) => one.includes('accounts/JW/jw.clerk'));
    const added = ['2026-09-25T09:00 spj.admin add-account accounts/JW/jw.clerk'];
    expect(changes(told(await audit('spj.admin')))).toEqual(added);
    expect(changes(told(await audit('jw.discipline')))).toEqual(added);
    expect(changes(told(await audit('zfb.office')))).toEqual([]);
    expect(told(await audit('jw.discipline')).filter((one) => one.includes('SCJG'))).toEqual([]);
    expectRefusal(await county.call('GET', '/audit/chain?thing=accounts/JW', { as: 'zfb.office' }), 404, 'not-found');
    expect((await chain('accounts/JW', 'jw.discipline')).verified).toBe(true);
    expect(await administration('zfb.office')).toEqual(await administration('spj.admin'));
  });

  it.each(['spj.officer', 'scjg.admin', 'scjg.officer', 'construction'])('is none of %s’s', async (who) => {
    expectRefusal(await county.call('GET', '/audit', { as: who }), 403, 'not-allowed');
    expectRefusal(await county.call('GET', '/audit/chain?thing=weights', { as: who }), 403, 'not-allowed');
  });

  it('keeps no name for an account that the operator has', async () => {
    const { status, json } = await put('/organisations/SCJG/accounts/operator', OFFICER);
    expect([status, json.errors[0].pointer]).toEqual([422, '/account']);
  });
});

describe('signing in', () => {
  beforeAll(async () => {
    county = await reportingCounty('2026-09-28T09:00');
  });

  it('is told once for each token, however often it is used', async () => {
    const { call, clock } = county;
    for (let n = 0; n < 3; n++) await call('GET', '/me', { as: 'scjg.officer' });
    clock.set('2026-09-29T09:00:00+08:00');
    await call('GET', '/pushes', { as: 'scjg.officer' });
    const entries = await audit('spj.admin', '&by=scjg.officer');
    expect(told(entries)).toEqual([
      '2026-09-29T09:00 scjg.officer sign-in sign-ins/scjg.officer/2026-09',
      '2026-09-28T09:00 scjg.officer sign-in sign-ins/scjg.officer/2026-09',
    ]);
    expect(entries[0].detail).toEqual({ by: 'token' });
  });

  it('of a machine with a token of the platform’s own is told too', async () => {
    const { call } = county;
    const { secret } = (await call('POST', '/organisations/SPJ/accounts/construction/secret', { as: 'spj.admin' }))
      .json;
    const body = `grant_type=client_credentials&client_id=construction&client_secret=${secret}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { access_token: token } = (await call('POST', '/oauth/token', { body, headers })).json;
    expect(await audit('spj.admin', '&by=construction')).toEqual([]);
    for (let n = 0; n < 2; n++) await call('GET', '/me', { headers: { authorization: `Bearer ${token}` } });
    const entries = await audit('spj.admin', '&by=construction');
    expect(entries.map(({ detail }) => detail)).toEqual([{ by: 'machine-token' }]);
  });

  it('of discipline inspection is its own', async () => {
    await county.call('GET', '/me', { as: 'jw.discipline' });
    expect(await audit('jw.discipline', '&act=sign-in')).toHaveLength(1);
    for (const as of ['spj.admin', 'zfb.office']) expect(await audit(as, '&by=jw.discipline')).toEqual([]);
  });

  it('stands in the log with each request', async () => {
    await county.call('GET', '/me', { as: 'scjg.officer' });
    await county.call('GET', '/health');
    const lines = county.logged.filter(({ event }) => event === 'request').map(({ fields }) => fields);
    expect(lines.at(-2)).toMatchObject({ route: '/me', account: 'scjg.officer', org: 'SCJG' });
    expect(lines.at(-1)).toMatchObject({ route: '/health', account: null, org: null });
  });
});

it('a quarantine is told by the ids of what it took, and by nothing of it', async () => {
  county = await reportingCounty('2026-09-28T09:00');
  const { id } = await county.push('Q-1', { matter: '371525-ZJJ-001', summary: '涉密内容' });
  const { copies } = (await county.call('GET', `/pushes/${id}`, { as: 'spj.officer' })).json;
  await county.call('POST', `/pushes/${id}/quarantine`, { as: 'spj.officer', body: { reason: '误传涉密内容' } });
  const [entry] = await audit('spj.admin', '&act=quarantine');
  expect([entry.by, entry.thing, entry.detail]).toEqual(['spj.officer', `quarantines/${id}`, { path: 'pushes' }]);
  expect(entry.records.toSorted()).toEqual([id, ...copies].toSorted());
  expect(JSON.stringify(entry)).not.toContain('涉密');
  expect((await chain(`quarantines/${id}`)).verified).toBe(true);
});
