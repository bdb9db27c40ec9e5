/** A machine with `pushes:claim` alone: it sees what it is to claim, claims it, and sees nothing else. */
import { describe, expect, it } from 'vitest';
import { countyHere, document, expectRefusal, supervision } from './county.ts';

const here = await countyHere();
const { call } = here;
const SYSTEM = '/organisations/SCJG/accounts/scjg.system';

/** Its token, with these scopes. */
async function machine(scopes: string[]): Promise<string> {
  const { etag } = (await call('GET', SYSTEM, { as: 'spj.admin' })).headers;
  const identity = { issuer: null, subject: null };
  const body = { name: '业务系统', roles: ['system'], sections: 'all', scopes, ...identity };
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
  await call('PUT', SYSTEM, { as: 'spj.admin', body, headers });
  const { secret } = (await call('POST', `${SYSTEM}/secret`, { as: 'spj.admin', body: {} })).json;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'scjg.system',
    client_secret: secret,
  });
  const asked = { body: String(form), headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  return (await call('POST', '/oauth/token', asked)).json.access_token;
}

describe('with pushes:claim alone', async () => {
  const authorization = `Bearer ${await machine(['pushes:claim'])}`;
  const get = (path: string) => call('GET', path, { headers: { authorization } });
  const received = (await here.push('IN')).json.id;
  const own = (await call('POST', '/pushes', { as: 'scjg.officer', body: supervision('OUT') })).json.id;
  const others = await call('POST', '/pushes', { as: 'zfb.office', body: document('WJJ', { to: { org: 'WJJ' } }) });

  it('it lists and reads what its organisation received, and claims it', async () => {
    const { items } = (await get('/pushes?box=in&status=pending')).json;
    expect(items.map(({ id }: { id: string }) => id)).toContain(received);
    expect((await get(`/pushes/${received}`)).json).toMatchObject({ id: received, status: 'pending' });
    const body = { ids: [received] };
    const claimed = await call('POST', '/pushes/claim', { headers: { authorization }, body });
    expect(claimed.json.results).toEqual([{ id: received, ok: true, code: null }]);
    expect((await get(`/pushes/${received}`)).json).toMatchObject({ status: 'claimed', claimedBy: 'scjg.system' });
  });

  it.each<[string, string, number]>([
    ['what its organisation sent', '/pushes?box=out', 403],
    ['a push that its organisation sent', `/pushes/${own}`, 403],
    ["another organisation's", '/pushes?org=WJJ', 403],
    ["another organisation's push", `/pushes/${others.json.id}`, 404],
    ['records of other kinds', '/tasks', 403],
    ['the inbox of all kinds', '/inbox', 403],
  ])('it does not read %s', async (_name, path, status) => {
    expectRefusal(await get(path), status, status === 403 ? 'not-allowed' : 'not-found');
  });

  it('it does not push', async () => {
    const answer = await call('POST', '/pushes', { headers: { authorization }, body: supervision('NO') });
    expectRefusal(answer, 403, 'not-allowed');
  });
});
