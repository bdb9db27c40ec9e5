/** How many accounts an organisation may have (art. 16): asked for, granted, set; and the last of an office stays. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const person = (name: string, more: object = {}) => ({ name, roles: ['officer'], sections: 'all', ...more });
const put = (here: Here, account: string, as: string, more: object = {}, headers = {}) => {
  const org = account.split('.')[0]?.toUpperCase();
  return here.call('PUT', `/organisations/${org}/accounts/${account}`, { as, body: person(account, more), headers });
};
const ask = (here: Here, as = 'wjj.admin', more: object = {}) =>
  here.call('POST', '/account-requests', {
    as,
    body: {
      ...{ accounts: 4, roles: ['officer'], reason: '新设科室' },
      people: [{ name: '李某', section: 'YZK', duty: '医政许可' }],
      ...more,
    },
  });
const act = (here: Here, id: string, name: string, as: string, body: object) =>
  here.call('POST', `/account-requests/${id}/${name}`, { as, body });
const quota = async (here: Here, org: string, as = 'spj.admin') =>
  (await here.call('GET', `/organisations/${org}/quota`, { as })).json;

describe('an account request', async () => {
  const here = await countyHere();
  const section = (await here.call('GET', '/organisations/WJJ', { as: 'wjj.admin' })).json.sections[0].code;
  const people = [{ name: '李某', section, duty: '医政许可' }];

  it('asks for no role that its accounts cannot have', async () => {
    const roles = ['officer', 'bureau-admin', 'government-office'];
    expectRefusal(await ask(here, 'wjj.admin', { roles, people }), 422, 'invalid', ['/roles/1', '/roles/2']);
  });

  it('goes to the bureau, which owes a decision within five working days', async () => {
    const { status, json } = await ask(here, 'wjj.admin', { people });
    expect([status, json.status, json.to.org, json.due]).toEqual([201, 'pending', 'SPJ', '2026-10-10']);
    expectRefusal(await act(here, json.id, 'grant', 'spj.officer', { accounts: 4 }), 403, 'not-allowed');
    expectRefusal(await act(here, json.id, 'grant', 'scjg.admin', { accounts: 4 }), 404, 'not-found');
    expect((await act(here, json.id, 'grant', 'spj.admin', { accounts: 4 })).json).toMatchObject({
      ...{ status: 'granted', granted: 4, decidedBy: 'spj.admin', late: null },
    });
    expect(await quota(here, 'WJJ')).toEqual({ accounts: 4, active: 3 });
    expectRefusal(await act(here, json.id, 'refuse', 'spj.admin', { reason: '某' }), 409, 'already-decided');
    const { items } = (await here.call('GET', '/audit?thing=accounts/WJJ', { as: 'spj.admin' })).json;
    expect(items.some((entry: { act: string }) => entry.act === 'set-quota')).toBe(true);
  });

  it('may be refused with a reason, or withdrawn', async () => {
    const [one, other] = [
      (await ask(here, 'wjj.admin', { people })).json.id,
      (await ask(here, 'jtj.admin', { people: [] })).json.id,
    ];
    const refused = await act(here, one, 'refuse', 'spj.admin', { reason: '已有空余' });
    expect(refused.json).toMatchObject({ status: 'refused', refusal: '已有空余' });
    expect((await act(here, other, 'withdraw', 'jtj.admin', { reason: '误报' })).json.status).toBe('withdrawn');
    expectRefusal(await act(here, other, 'grant', 'spj.admin', { accounts: 4 }), 409, 'already-decided');
    expect(await quota(here, 'JTJ')).toEqual({ accounts: null, active: 3 });
  });

  it.each<[string, object, string[]]>([
    ['accounts', { accounts: 0 }, ['/accounts']],
    ['roles', { roles: ['system'] }, ['/roles/0']],
    ['a section of another', { people: [{ name: '某', section: 'NONE', duty: '某' }] }, ['/people/0/section']],
  ])('%s that does not fit', async (_what, more, pointers) => {
    expectRefusal(await ask(here, 'wjj.admin', { people, ...more }), 422, 'invalid', pointers);
  });

  it('is the administrator’s to send', async () => {
    expectRefusal(await ask(here, 'wjj.officer', { people }), 403, 'not-allowed');
  });
});

describe('a quota', async () => {
  const here = await countyHere();
  const set = (accounts: number, headers = {}) =>
    here.call('PUT', '/organisations/WJJ/quota', { as: 'spj.admin', body: { accounts }, headers });

  it('refuses the next person, not those who are there, nor machines', async () => {
    const first = await set(4);
    expect(first.json).toEqual({ accounts: 4, active: 3 });
    expect((await put(here, 'wjj.four', 'wjj.admin')).status).toBe(201);
    const refused = await put(here, 'wjj.five', 'wjj.admin');
    expectRefusal(refused, 409, 'quota-exceeded');
    expect(refused.json).toMatchObject({ quota: 4, active: 4 });
    expect((await put(here, 'wjj.five', 'wjj.admin', { active: false })).status).toBe(201);
    expect((await put(here, 'wjj.machine', 'spj.admin', { roles: ['system'], scopes: [] })).status).toBe(201);
  });

  it('is set where none is, with the tag that was read or without one', async () => {
    const none = await here.call('GET', '/organisations/JTJ/quota', { as: 'spj.admin' });
    expect(none.json.accounts).toBe(null);
    const put = (etag: string) => {
      const said = { as: 'spj.admin', body: { accounts: 9 }, headers: { 'if-match': etag } };
      return here.call('PUT', '/organisations/JTJ/quota', said);
    };
    expectRefusal(await put('*'), 412, 'precondition-failed');
    expect((await put(none.headers.etag as string)).json.accounts).toBe(9);
    expectRefusal(await put(none.headers.etag as string), 412, 'precondition-failed');
  });

  it('a smaller one takes nobody away; who leaves makes room', async () => {
    const { headers } = await here.call('GET', '/organisations/WJJ/quota', { as: 'spj.admin' });
    expectRefusal(await set(2), 428, 'precondition-required');
    expect((await set(2, { 'if-match': headers.etag as string })).json).toEqual({ accounts: 2, active: 4 });
    expectRefusal(await set(9, { 'if-match': headers.etag as string }), 412, 'precondition-failed');
    expect((await here.call('GET', '/me', { as: 'wjj.officer' })).status).toBe(200);
    expectRefusal(await put(here, 'wjj.six', 'spj.admin'), 409, 'quota-exceeded');
  });

  it('is the bureau’s to set, and its own administrator’s to read', async () => {
    const body = { accounts: 9 };
    expectRefusal(await here.call('PUT', '/organisations/WJJ/quota', { as: 'wjj.admin', body }), 403, 'not-allowed');
    expectRefusal(await here.call('GET', '/organisations/WJJ/quota', { as: 'scjg.admin' }), 404, 'not-found');
    expect(await quota(here, 'WJJ', 'wjj.admin')).toEqual({ accounts: 2, active: 4 });
  });
});

it('the last bureau-admin and the last of the government office stay', async () => {
  const here = await countyHere();
  const { issuer } = here.platform.settings.issuers[0] as { issuer: string };
  const admin = { roles: ['bureau-admin'], issuer, subject: '371525/spj.second' };
  expect((await put(here, 'spj.second', 'spj.admin', admin)).status).toBe(201);
  const known = async (account: string, as: string) => {
    const path = `/organisations/${account.split('.')[0]?.toUpperCase()}/accounts/${account}`;
    const { json, headers } = await here.call('GET', path, { as });
    const { account: _, ...body } = json;
    return { path, body, headers: { 'if-match': headers.etag as string } };
  };
  const first = await known('spj.admin', 'spj.second');
  const closed = await here.call('PUT', first.path, {
    as: 'spj.second',
    ...first,
    body: { ...first.body, active: false },
  });
  expect(closed.status).toBe(200);
  const office = await known('zfb.office', 'spj.second');
  const asked = await here.call('PUT', office.path, {
    as: 'spj.second',
    ...office,
    body: { ...office.body, active: false },
  });
  expectRefusal(asked, 409, 'last-of-role');
  const leave = { leave: true, reason: '调离' };
  expectRefusal(
    await here.call('POST', '/organisations/SPJ/accounts/spj.second/hand-over', { as: 'spj.second', body: leave }),
    409,
    'last-of-role',
  );
});
