/**
 * Identities that administrators of several counties and organisations name: whom a name binds, and who has to agree.
 */
import { describe, expect, it } from 'vitest';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { type InProcess, type InProcessOptions, inProcess } from '../in-process.ts';
import { putAgain } from '../put.ts';
import { expectRefusal } from './county.ts';

const FEW = demonstrationOrganisations().filter(({ code }) => ['SPJ', 'SCJG', 'WJJ'].includes(code));
const A = '371525';
const B = '371526';
const PERSON = { name: '张三', roles: ['officer'], sections: 'all' };

/** County A, where Zhang is at work, and county B of the same deployment; tokens are signed for subjects of A. */
async function counties(more: InProcessOptions = {}) {
  const here = await inProcess({ organisations: FEW, matters: null, jurisdiction: A });
  const { store } = here.platform.ports;
  const there = await inProcess({ organisations: FEW, matters: null, jurisdiction: B, store, ...more });
  const [{ issuer = '' } = {}] = here.platform.settings.issuers;
  const zhang = { ...PERSON, issuer, subject: `${A}/zhang` };
  const put = ({ call }: InProcess, body: object, account = 'zhang', org = 'SCJG', as = 'spj.admin') =>
    putAgain(call, `/organisations/${org}/accounts/${account}`, { as, body });
  const me = async (jurisdiction?: string) =>
    (await here.call('GET', jurisdiction ? `/me?jurisdiction=${jurisdiction}` : '/me', { as: 'zhang' })).status;
  const invitations = async (): Promise<unknown[]> =>
    (await here.call('GET', '/me/invitations', { as: 'zhang' })).json.items;
  const answer = (act: string, county = B) =>
    here.call('POST', `/me/invitations/${county}/${act}`, { as: 'zhang', body: {} });
  return { here, there, zhang, put, me, invitations, answer };
}

describe('an identity at work in one county, named by another', () => {
  it.each([
    ['inactive', { active: false }],
    ['active', {}],
  ])('by an %s account, signs in as before and need not say where', async (_name, more) => {
    const { here, there, zhang, put, me } = await counties();
    await put(here, zhang);
    expect((await put(there, { ...zhang, ...more })).status).toBe(201);
    expect([await me(), await me(A), await me(B)]).toEqual([200, 200, 404]);
  });

  it('is asked, accepts, and from then on says where', async () => {
    const { here, there, zhang, put, me, invitations, answer } = await counties();
    await put(here, zhang);
    expect((await put(there, zhang)).json.consent).toBe('waiting');
    const asked = { jurisdiction: B, county: '冠县', org: 'SCJG', account: 'zhang', consent: 'waiting' };
    expect(await invitations()).toMatchObject([asked]);
    expect((await answer('accept')).json).toMatchObject({ ...asked, consent: 'given' });
    expect([await me(), await me(A), await me(B)]).toEqual([422, 200, 200]);
    expect(await invitations()).toEqual([]);
    expect((await answer('accept')).status).toBe(200);
    await put(there, { ...zhang, active: false });
    expect([await me(), await me(B)]).toEqual([200, 404]);
    expect((await put(there, zhang)).json.consent).toBe('given');
  });

  it('refuses, is asked no more by the same, and asked again once it was taken away and named anew', async () => {
    const { here, there, zhang, put, me, invitations, answer } = await counties();
    await put(here, zhang);
    await put(there, zhang);
    expect((await answer('refuse')).status).toBe(200);
    expectRefusal(await answer('accept'), 404, 'not-found');
    await put(there, { ...zhang, name: '张三丰' });
    expect([await me(), await me(B), await invitations()]).toEqual([200, 404, []]);
    await put(there, { ...zhang, issuer: null, subject: null });
    await put(there, zhang);
    expect((await invitations()).length).toBe(1);
  });

  it('refused, but is bound once it has nothing elsewhere, and asked again where it was closed meanwhile', async () => {
    const { here, there, zhang, put, me, invitations, answer } = await counties();
    await put(here, zhang);
    await put(there, zhang);
    await answer('refuse');
    await put(there, { ...zhang, active: false });
    await put(there, zhang);
    expect((await invitations()).length).toBe(1);
    await answer('refuse');
    await put(here, { ...zhang, active: false });
    expect((await put(there, zhang)).json.consent).toBeUndefined();
    expect([await me(), await me(B)]).toEqual([200, 200]);
  });

  it('is asked where an account that was made before, inactive, becomes active', async () => {
    const { here, there, zhang, put, me, invitations } = await counties();
    await put(there, { ...zhang, active: false });
    await put(here, zhang);
    expect((await put(there, zhang)).json.consent).toBe('waiting');
    expect([await me(), (await invitations()).length]).toEqual([200, 1]);
  });

  it('gives up what it was bound to before it came, once it has another account', async () => {
    const { here, there, zhang, put, me, answer } = await counties();
    expect((await put(there, zhang)).json.consent).toBeUndefined();
    expectRefusal(await answer('refuse'), 404, 'not-found');
    await put(here, zhang);
    expect([await me(B), await me(A)]).toEqual([200, 404]);
    expect((await answer('accept', A)).status).toBe(200);
    expect((await answer('refuse')).status).toBe(200);
    expect([await me(), await me(B)]).toEqual([200, 404]);
  });

  it("is bound at once by an issuer of that county's own", async () => {
    const { issuer } = await testIssuer();
    const { here, there, zhang, put, me } = await counties({ settings: { issuers: [{ ...issuer, ownOf: B }] } });
    await put(here, zhang);
    expect((await put(there, zhang)).json.consent).toBeUndefined();
    expect(await me(B)).toBe(200);
  });
});

describe('invitations', () => {
  it('are read and answered with a token alone, and each by its own identity', async () => {
    const { here, there, zhang, put } = await counties();
    await put(here, zhang);
    await put(there, zhang);
    expectRefusal(await here.call('GET', '/me/invitations'), 401, 'unauthenticated');
    expect((await here.call('GET', '/me/invitations', { as: 'nobody' })).json).toEqual({ items: [], next: null });
    const other = await here.call('POST', `/me/invitations/${B}/accept`, { as: 'spj.admin', body: {} });
    expectRefusal(other, 404, 'not-found');
  });
});

describe('within a county', () => {
  it('an inactive account keeps nobody from an identity; an active one does', async () => {
    const { here, zhang, put, me } = await counties();
    expect((await put(here, { ...zhang, active: false }, 'scjg.ghost', 'SCJG', 'scjg.admin')).status).toBe(201);
    expect((await put(here, zhang, 'wjj.zhang', 'WJJ', 'wjj.admin')).status).toBe(201);
    expect(await me()).toBe(200);
    expectRefusal(await put(here, zhang, 'scjg.ghost', 'SCJG', 'scjg.admin'), 409, 'identity-in-use');
  });

  it("names that begin with another organisation's code are left to it and to the bureau's administrator", async () => {
    const { here, put } = await counties();
    const taken = await put(here, PERSON, 'wjj.new', 'SCJG', 'scjg.admin');
    expectRefusal(taken, 422, 'invalid', ['/account']);
    expect((await put(here, PERSON, 'wjj.new', 'WJJ', 'wjj.admin')).status).toBe(201);
    expect((await put(here, PERSON, 'zhang.san', 'SCJG', 'scjg.admin')).status).toBe(201);
    expect((await put(here, PERSON, 'wjj.other', 'SCJG', 'spj.admin')).status).toBe(201);
  });
});
