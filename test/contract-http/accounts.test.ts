/** What accounts must hold to whoever enters them: names, identities of several counties, room, one's own way in. */
import { describe, expect, it } from 'vitest';
import { accountsKey, putAccount, readAccounts, readCounty } from '../../shared/accounts/directory.ts';
import { type AccountInput, accountInput, accountMeant } from '../../shared/accounts/input.ts';
import { plainItem } from '../../shared/change.ts';
import { type County, organisationOf } from '../../shared/county.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { putAgain } from '../put.ts';
import { expectRefusal } from './county.ts';

const FEW = demonstrationOrganisations().filter(({ code }) => ['SPJ', 'SCJG', 'WJJ'].includes(code));
const PERSON = { name: '张三', roles: ['officer'], sections: 'all', issuer: null, subject: null };
const A = '371525';
const B = '371526';

const county = (more: object = {}) => inProcess({ organisations: FEW, matters: null, ...more });

function put({ call }: InProcess, account: string, body: object, as = 'spj.admin', org = 'SCJG') {
  return putAgain(call, `/organisations/${org}/accounts/${account}`, { as, body });
}

/** The account as it is, to be put again. */
async function inputOf({ call }: InProcess, account: string, org: string): Promise<AccountInput> {
  const { items } = (await call('GET', `/organisations/${org}/accounts`, { as: 'spj.admin' })).json;
  const { account: _account, ...input } = items.find((one: { account: string }) => one.account === account);
  return input;
}

describe('an identity of two counties', async () => {
  const there = await county({ jurisdiction: B });
  const here = await county({ jurisdiction: A, store: there.platform.ports.store });
  const { issuer } = await inputOf(there, 'spj.admin', 'SPJ');
  /** Put by `B`, with whose tests' tokens he comes. */
  const identity = { issuer, subject: `${B}/zhang` };
  const asked = async (jurisdiction: string) =>
    (await there.call('GET', `/me?jurisdiction=${jurisdiction}`, { as: 'zhang' })).status;

  it('keeps its account in the one, whatever the other does to an account of the same name', async () => {
    expect((await put(there, 'zhang', { ...PERSON, ...identity })).status).toBe(201);
    expect((await put(here, 'zhang', { ...PERSON, ...identity }, 'scjg.admin')).status).toBe(201);
    expect([await asked(A), await asked(B)]).toEqual([404, 200]);
    expect((await there.call('POST', `/me/invitations/${A}/accept`, { as: 'zhang' })).status).toBe(200);
    expect([await asked(A), await asked(B)]).toEqual([200, 200]);
    expect((await put(here, 'zhang', { ...PERSON, issuer: null, subject: null }, 'scjg.admin')).status).toBe(200);
    expect([await asked(A), await asked(B)]).toEqual([404, 200]);
    expect((await there.call('GET', '/me', { as: 'zhang' })).json).toMatchObject({ jurisdiction: B, account: 'zhang' });
  });

  it('has one account in each', async () => {
    expectRefusal(await put(there, 'zhang.2', { ...PERSON, ...identity }), 409, 'identity-in-use');
  });
});

describe('the name of an account', () => {
  it.each(['clock', 'system'])("is not %s, as histories call the platform's own acts", async (name) => {
    expectRefusal(await put(await county(), name, PERSON), 422, 'invalid', ['/account']);
  });

  it('is given once where several organisations take it at the same time', async () => {
    const here = await county();
    for (let i = 0; i < 20; i++) {
      const both = await Promise.all(['SCJG', 'WJJ'].map((org) => put(here, `same.${i}`, PERSON, 'spj.admin', org)));
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('is not given where an account has it from before names had items of their own', async () => {
    const here = await county();
    const { store } = here.platform.ports;
    const key = accountsKey(A, 'WJJ');
    const before = await store.get(key);
    const old = { account: 'old', ...accountMeant(accountInput().parse(PERSON)) };
    const accounts = [...(await readAccounts(store, A, 'WJJ')), old];
    const item = plainItem(key, { org: 'WJJ', accounts });
    expect(await store.commit([{ item, expected: before?.head ?? null }])).toEqual({ committed: true });
    expectRefusal(await put(here, 'old', PERSON), 409, 'account-exists');
    expect((await put(here, 'old', { ...PERSON, active: false }, 'spj.admin', 'WJJ')).status).toBe(200);
  });
});

describe('the accounts of an organisation', () => {
  /** SCJG with as many accounts of that input as wanted, and its three of the demonstration. */
  async function filled(count: number, input: (i: number) => object): Promise<InProcess> {
    const here = await county();
    const { store } = here.platform.ports;
    const key = accountsKey(A, 'SCJG');
    const many = Array.from({ length: count }, (_, i) => ({
      account: `x${i}`,
      ...accountMeant(accountInput().parse({ ...PERSON, ...input(i) })),
    }));
    const accounts = [...(await readAccounts(store, A, 'SCJG')), ...many];
    const expected = (await store.get(key))?.head ?? null;
    await store.commit([{ item: plainItem(key, { org: 'SCJG', accounts }), expected }]);
    return here;
  }

  it('are 300 at most; those there are may still be changed', async () => {
    const here = await filled(296, () => ({}));
    expect((await put(here, 'last', PERSON)).status).toBe(201);
    const refused = await put(here, 'one-more', PERSON);
    expectRefusal(refused, 422, 'invalid', ['/account']);
    expect(refused.json.errors[0].detail).toContain('300');
    expect((await put(here, 'last', { ...PERSON, active: false })).status).toBe(200);
  });

  it('fit into what the store takes; access may still be taken away', async () => {
    const long = (i: number) => ({ issuer: '址'.repeat(300), subject: `${i}${'名'.repeat(190)}` });
    const here = await filled(200, long);
    let answer = await put(here, 'y200', { ...PERSON, ...long(200) });
    for (let i = 201; answer.status === 201; i++) answer = await put(here, `y${i}`, { ...PERSON, ...long(i) });
    expectRefusal(answer, 422, 'invalid', ['/account']);
    expect((await put(here, 'x0', { ...PERSON, ...long(0), active: false })).status).toBe(200);
    const deputy = { account: 'scjg.head', from: '2026-10-08', to: '2026-10-16' };
    const standIn = (i: number) =>
      here.call('PUT', `/organisations/SCJG/accounts/x${i}/deputy`, { as: 'spj.admin', body: deputy });
    let set = await standIn(1);
    for (let i = 2; set.status === 200 && i < 60; i++) set = await standIn(i);
    expectRefusal(set, 422, 'invalid', ['/account']);
  });

  it('and all sections of a county with its settings, which every sweep must still be able to note in', async () => {
    const here = await county();
    const sections = Array.from({ length: 100 }, (_, i) => ({
      ...{ code: `K${i}`, name: '名'.repeat(100), mail: `${'m'.repeat(180)}@example.cn` },
    }));
    const body = { name: '某局', type: 'department', mail: null, sections, defaultSection: null };
    const add = (n: number) => here.call('PUT', `/organisations/N${n}`, { as: 'spj.admin', body });
    const statuses = [];
    for (let n = 0; n < 10 && statuses.at(-1) !== 422; n++) statuses.push((await add(n)).status);
    expect([statuses.slice(0, 3), statuses.at(-1)]).toEqual([[201, 201, 201], 422]);
    expectRefusal(await add(9), 422, 'invalid', ['/sections']);
    const { json, headers } = await here.call('GET', '/county/settings', { as: 'spj.admin' });
    const articles = Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`第${i + 1}条`, '文'.repeat(2_000)]));
    const settings = { ...json, regulation: { ...json.regulation, articles } };
    const set = { as: 'spj.admin', headers: { 'if-match': headers.etag as string }, body: settings };
    expectRefusal(await here.call('PUT', '/county/settings', set), 422, 'invalid', ['/regulation']);
  });
});

describe('an account that is put with little', () => {
  it.each([
    ['nothing', {}, ['/name', '/roles', '/sections', '/issuer', '/subject']],
    ['a name', { name: '王五' }, ['/roles', '/sections', '/issuer', '/subject']],
  ])('%s: is told all that is missing at once', async (_name, body, pointers) => {
    const { call } = await inProcess();
    const path = '/organisations/SCJG/accounts/scjg.officer';
    const { headers } = await call('GET', path, { as: 'spj.admin' });
    const put = (as: string) => call('PUT', path, { as, body, headers: { 'if-match': headers.etag as string } });
    for (const as of ['spj.admin', 'scjg.admin']) expectRefusal(await put(as), 422, 'invalid', pointers);
    // Whoever may not read it is told of what was sent alone.
    expectRefusal(await put('wjj.admin'), 422, 'invalid', pointers.slice(0, -3));
  });
});

describe("one's own account", async () => {
  const here = await county();
  const own = await inputOf(here, 'spj.admin', 'SPJ');

  it.each<[string, Partial<AccountInput>]>([
    ['without an identity', { issuer: null, subject: null }],
    ['with an identity that nobody vouches for', { issuer: 'https://elsewhere.example' }],
    ['without its role', { roles: ['org-admin'] }],
    ['not active', { active: false }],
  ])('is not put %s', async (_name, change) => {
    expectRefusal(await put(here, 'spj.admin', { ...own, ...change }, 'spj.admin', 'SPJ'), 409, 'own-account');
    expect((await here.call('GET', '/me', { as: 'spj.admin' })).status).toBe(200);
  });

  it('is put with another name, and by another administrator as he likes', async () => {
    expect((await put(here, 'spj.admin', { ...own, name: '李四' }, 'spj.admin', 'SPJ')).status).toBe(200);
    const { store } = here.platform.ports;
    const facts = (await readCounty(store, A)) as County;
    const bureau = organisationOf(facts, 'SPJ') as never;
    const who = { by: 'spj.admin', at: here.clock.now() };
    await putAccount(store, facts, bureau, 'second', { ...own, subject: `${A}/second` }, who);
    const without = { ...own, issuer: null, subject: null };
    expect((await put(here, 'spj.admin', without, 'second', 'SPJ')).status).toBe(200);
    expectRefusal(await here.call('GET', '/me', { as: 'spj.admin' }), 401, 'unauthenticated');
  });
});
