/** Machines' secrets and tokens: how they are had, how long they are good, how they are taken away. */
import { createHash, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretsKey } from '../../shared/accounts/secrets.ts';
import { plainItem } from '../../shared/change.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { declaration, PDF } from '../files/sample.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { type CallOptions, inProcess } from '../in-process.ts';
import { putAgain } from '../put.ts';
import { expectRefusal } from './county.ts';

const FEW = demonstrationOrganisations().filter(({ code }) => ['SPJ', 'SCJG'].includes(code));
const SECRET = '/organisations/SPJ/accounts/construction/secret';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function county() {
  const here = await inProcess({ organisations: FEW, matters: null });
  const { call } = here;
  const secret = async (as = 'spj.admin') => call('POST', SECRET, { as, body: {} });
  const ask = (fields: Record<string, string>, more: CallOptions = {}) =>
    call('POST', '/oauth/token', {
      body: String(new URLSearchParams({ grant_type: 'client_credentials', ...fields })),
      headers: { ...FORM, ...more.headers },
    });
  const token = (secret: string) => ask({ client_id: 'construction', client_secret: secret });
  const read = (bearer: string, path = '/me') => call('GET', path, { headers: { authorization: `Bearer ${bearer}` } });
  return { here, call, secret, ask, token, read };
}

/** A new secret, and a token by it. */
async function ready() {
  const at = await county();
  const { secret } = (await at.secret()).json;
  const { access_token: bearer } = (await at.token(secret)).json;
  return { ...at, secret, makeAnother: at.secret, bearer };
}

/** Changes something of the machine's account. */
async function change(call: Parameters<typeof putAgain>[0], more: object): Promise<void> {
  const path = '/organisations/SPJ/accounts/construction';
  const { account: _, consent: __, warnings: ___, ...known } = (await call('GET', path, { as: 'spj.admin' })).json;
  const put = await putAgain(call, path, { as: 'spj.admin', body: { ...known, ...more } });
  if (put.status !== 200) throw new Error(put.text);
}

describe('a token', () => {
  it('is had by id and secret, in the form or by Basic, and is good for an hour', async () => {
    const { here, ask, token, read, secret } = await ready();
    const answer = await token(secret);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const basic = `Basic ${Buffer.from(`construction:${encodeURIComponent(secret)}`).toString('base64')}`;
    const { access_token: bearer } = (await ask({}, { headers: { authorization: basic } })).json;
    expect((await read(bearer)).json).toMatchObject({ account: 'construction', org: 'SPJ', roles: ['system'] });
    here.clock.advance(HOUR - 1);
    expect((await read(bearer)).status).toBe(200);
    here.clock.advance(1);
    const over = await read(bearer);
    expectRefusal(over, 401, 'unauthenticated');
    expect(over.headers['www-authenticate']).toContain('error_description="The token has expired"');
  });

  it.each([
    ['no grant type', 'client_id=construction&client_secret=x', {}, 'grant_type is missing'],
    [
      'a grant type twice',
      'grant_type=client_credentials&grant_type=client_credentials',
      {},
      'grant_type is given twice',
    ],
    [
      'a secret twice',
      'grant_type=client_credentials&client_secret=a&client_secret=b',
      {},
      'client_secret is given twice',
    ],
    [
      'Basic and the form together',
      'grant_type=client_credentials&client_id=construction&client_secret=x',
      { authorization: `Basic ${Buffer.from('construction:x').toString('base64')}` },
      'Authenticate by Basic or in the form, not both',
    ],
    [
      'another client in the form than by Basic',
      'grant_type=client_credentials&client_id=other',
      { authorization: `Basic ${Buffer.from('construction:x').toString('base64')}` },
      'client_id is not that of Basic',
    ],
  ])('is not had by a request with %s', async (_, body, headers, said) => {
    const { call } = await county();
    const { status, json } = await call('POST', '/oauth/token', { body, headers: { ...FORM, ...headers } });
    expect([status, json]).toEqual([400, { error: 'invalid_request', error_description: said }]);
  });

  it('is had by Basic with the same client in the form; more than 16 KB are refused as what they are', async () => {
    const { ask, secret } = await ready();
    const authorization = `Basic ${Buffer.from(`construction:${encodeURIComponent(secret)}`).toString('base64')}`;
    expect((await ask({ client_id: 'construction' }, { headers: { authorization } })).status).toBe(200);
    const large = await ask({ client_id: 'construction', client_secret: 'x'.repeat(20_000) });
    expectRefusal(large, 413, 'body-too-large');
    expect(large.json.detail).toMatch(/^请求体超过 16 KB。/);
  });

  it('that was cut off is told so', async () => {
    const { read, bearer } = await ready();
    const { status, headers } = await read(bearer.slice(0, -1));
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringContaining('The token is not whole')]);
  });

  it('has no secret where the account is closed', async () => {
    const { call, secret } = await county();
    await change(call, { active: false });
    const refused = await secret();
    expectRefusal(refused, 409, 'account-inactive');
    expect(refused.json.detail).toContain('construction 已停用');
  });

  it('of letters:write alone reads, lists and withdraws what its organisation sent', async () => {
    const { call, here, read, bearer } = await ready();
    await change(call, { scopes: ['letters:write'] });
    const headers = { authorization: `Bearer ${bearer}` };
    const body = { purpose: 'inquiry', title: '询问', text: '请函告', to: [{ org: 'SCJG' }] };
    const made = await call('POST', '/letters', { body, headers });
    const { id } = made.json.items[0];
    expect((await read(bearer, `/letters/${id}`)).json).toMatchObject({
      id,
      acts: expect.arrayContaining(['withdraw']),
    });
    expect((await read(bearer, '/letters?box=out')).json.items).toHaveLength(1);
    expect((await read(bearer, '/letters?box=part')).status).toBe(403);
    expect((await read(bearer, '/problems?box=out')).status).toBe(403);
    const withdrawn = await call('POST', `/letters/${id}/withdraw`, { body: { reason: '误发' }, headers });
    expect([withdrawn.status, withdrawn.json.status]).toEqual([200, 'withdrawn']);
    expect(here.logged.filter(({ event }) => event === 'fault')).toEqual([]);
  });

  it('is kept by its SHA-256 alone, and dropped from the store some time after it expired', async () => {
    const { here, bearer } = await ready();
    const key = `371525#token#${createHash('sha256').update(bearer).digest('hex')}`;
    const { store } = here.platform.ports;
    const stored = JSON.stringify(await store.get(key));
    expect(stored).toContain('expires');
    expect(stored).not.toContain(bearer.slice(-43));
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['a wrong secret', { client_id: 'construction', client_secret: 'x'.repeat(43) }, 401, 'invalid_client'],
    ['no secret', { client_id: 'construction' }, 401, 'invalid_client'],
    ['nobody', { client_id: 'nobody', client_secret: 'x' }, 401, 'invalid_client'],
    ['a person', { client_id: 'spj.admin', client_secret: '' }, 401, 'invalid_client'],
    ['what is no name', { client_id: '../x#y', client_secret: 'x' }, 401, 'invalid_client'],
    ['another county', { client_id: '371526/construction', client_secret: 'x' }, 401, 'invalid_client'],
    ['another grant', { grant_type: 'password', client_id: 'construction' }, 400, 'unsupported_grant_type'],
  ])('is not had by %s', async (_name, fields, status, error) => {
    const answer = await (await ready()).ask(fields);
    expect([answer.status, answer.json.error]).toEqual([status, error]);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Basic realm="shenguan"' : undefined);
  });

  it.each<[asked: string | undefined, given: string[]]>([
    [undefined, ['pushes:read', 'files:write']],
    ['', ['pushes:read', 'files:write']],
    ['pushes:read', ['pushes:read']],
    ['files:write  pushes:read files:write', ['files:write', 'pushes:read']],
  ])('for the scope %o may do that and says so', async (asked, given) => {
    const { call, ask, read, secret } = await ready();
    await change(call, { scopes: ['pushes:read', 'files:write'] });
    const fields = { client_id: 'construction', client_secret: secret, ...(asked !== undefined && { scope: asked }) };
    const { status, json } = await ask(fields);
    expect([status, json.scope]).toEqual([200, given.join(' ')]);
    const bearer = json.access_token;
    expect((await read(bearer)).json.scopes.sort()).toEqual([...given].sort());
    const headers = { authorization: `Bearer ${bearer}` };
    const made = await call('POST', '/files', { body: declaration(PDF), headers });
    expect(made.status).toBe(given.includes('files:write') ? 201 : 403);
    // What the account has lost since, the token has lost, too.
    await change(call, { scopes: ['files:write'] });
    expect((await read(bearer)).json.scopes).toEqual(given.filter((scope) => scope === 'files:write'));
  });

  it.each(['nonsense', 'letters:write', 'pushes:read letters:write', '推送"'])(
    'is not had for the scope %s, which the account has not',
    async (scope) => {
      const { call, ask, secret } = await ready();
      await change(call, { scopes: ['pushes:read'] });
      const { status, json } = await ask({ client_id: 'construction', client_secret: secret, scope });
      expect([status, json.error]).toEqual([400, 'invalid_scope']);
      expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    },
  );

  it('is not had by JSON, nor read by GET', async () => {
    const { call } = await county();
    const json = await call('POST', '/oauth/token', { body: { grant_type: 'client_credentials' } });
    expect([json.status, json.json.error]).toEqual([400, 'invalid_request']);
    expectRefusal(await call('GET', '/oauth/token'), 405, 'method-not-allowed');
  });

  it.each([
    ['nobody has', (bearer: string) => `${bearer.slice(0, -1)}${bearer.endsWith('A') ? 'B' : 'A'}`],
    ['names another organisation', (bearer: string) => bearer.replace('_SPJ_', '_SCJG_')],
    ['names another county', (bearer: string) => bearer.replace('371525', '371526')],
  ])('that %s is refused', async (_name, changed) => {
    const { read, bearer } = await ready();
    expectRefusal(await read(changed(bearer)), 401, 'unauthenticated');
    expectRefusal(await read(bearer, '/me?jurisdiction=371526'), 404, 'not-found');
    expect((await read(bearer, '/me?jurisdiction=371525')).status).toBe(200);
  });

  it('of a machine that is switched off, or is no machine any more, is refused at once', async () => {
    const { here, call, read, token, secret, bearer } = await ready();
    const path = '/organisations/SPJ/accounts/construction';
    const machine = { name: '系统', roles: ['system'], sections: 'all', scopes: [], issuer: null, subject: null };
    const put = (body: object) => putAgain(call, path, { as: 'spj.admin', body });
    expect((await put({ ...machine, active: false })).status).toBe(200);
    expectRefusal(await read(bearer), 401, 'unauthenticated');
    expect((await token(secret)).status).toBe(401);
    await put(machine);
    expect((await read(bearer)).status).toBe(200);
    await put({ ...machine, roles: ['officer'], scopes: null });
    expectRefusal(await read(bearer), 401, 'unauthenticated');
    expect(here.logged.filter(({ event }) => event === 'token').map(({ fields }) => fields)).toMatchObject([
      { client: 'construction', status: 200 },
      { client: 'construction', status: 401 },
    ]);
    expect(JSON.stringify(here.logged)).not.toMatch(new RegExp(`${secret}|${bearer.slice(-43)}`));
  });
});

describe('a secret', () => {
  it('is shown once to administrators, and replaces the one before within a day', async () => {
    const { here, makeAnother, token, secret } = await ready();
    const second = (await makeAnother()).json;
    expect(second).toMatchObject({ clientId: 'construction', oldUntil: '2026-09-29T09:00:00+08:00' });
    // One that was lost on its way takes nothing from the one in use.
    const third = (await makeAnother()).json;
    for (const one of [secret, second.secret, third.secret]) expect((await token(one)).status).toBe(200);
    here.clock.advance(DAY);
    expect((await token(secret)).status).toBe(401);
    expect((await token(second.secret)).status).toBe(401);
    expect((await token(third.secret)).status).toBe(200);
  });

  it('is taken away at once, with the tokens had by it', async () => {
    const { call, makeAnother, token, read, secret, bearer } = await ready();
    const gone = await call('DELETE', SECRET, { as: 'spj.admin' });
    expect([gone.status, gone.json]).toEqual([200, { clientId: 'construction', secret: null, oldUntil: null }]);
    expect((await token(secret)).status).toBe(401);
    expectRefusal(await read(bearer), 401, 'unauthenticated');
    const { access_token: fresh } = (await token((await makeAnother()).json.secret)).json;
    expect((await read(fresh)).status).toBe(200);
  });

  it.each<[string, string, string, number, string]>([
    ['officers', SECRET, 'spj.officer', 403, 'not-allowed'],
    ["another organisation's administrator", SECRET, 'scjg.admin', 404, 'not-found'],
    ['a machine', SECRET, 'construction', 403, 'not-allowed'],
    [
      'an administrator, for a person',
      '/organisations/SPJ/accounts/spj.head/secret',
      'spj.admin',
      409,
      'not-a-machine',
    ],
    ['an administrator, for nobody', '/organisations/SPJ/accounts/nobody/secret', 'spj.admin', 404, 'not-found'],
  ])('is not made by %s', async (_name, path, as, status, code) => {
    const { call } = await county();
    expectRefusal(await call('POST', path, { as, body: {} }), status, code);
    expectRefusal(await call('DELETE', path, { as }), status, code);
  });

  it('from before, kept by scrypt, is checked that way once more and then kept by SHA-256', async () => {
    const { here, token } = await county();
    const { store } = here.platform.ports;
    const key = secretsKey('371525', 'construction');
    const kept = { salt: 'abcd', hash: scryptSync('old-secret', 'abcd', 32).toString('hex') };
    await store.commit([{ item: plainItem(key, kept), expected: null }]);
    // Of many at once one is checked; the others may come again.
    const flood = await Promise.all(Array.from({ length: 20 }, () => token('wrong')));
    const statuses = flood.map(({ status }) => status);
    expect([statuses.filter((one) => one === 401).length, statuses.filter((one) => one === 503).length]).toEqual([
      1, 19,
    ]);
    expect((await token('old-secret')).status).toBe(200);
    const digest = createHash('sha256').update('old-secret').digest('hex');
    expect((await store.get(key))?.value).toMatchObject({ org: 'SPJ', current: { sha256: digest } });
    expect(JSON.stringify((await store.get(key))?.value)).not.toContain(kept.hash);
    expect((await token('old-secret')).status).toBe(200);
  });
});

it('is described to those who build clients', async () => {
  const { call } = await county();
  const document = (await call('GET', '/openapi.json')).json;
  const { post } = document.paths['/oauth/token'];
  expect(Object.keys(post.requestBody.content)).toEqual(['application/x-www-form-urlencoded']);
  expect(post.security).toEqual([]);
  expect((await call('GET', '/docs')).text).toContain('grant_type=client_credentials');
});
