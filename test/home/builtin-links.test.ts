/** Who may make the link by which a person sets his password: it is as good as another identity. */
import { beforeEach, expect, it } from 'vitest';
import { PAGES, ROUTES } from '../../functions/catalog.ts';
import { SESSION_COOKIE } from '../../functions/console/session.ts';
import { sessionOf } from '../../functions/http/signed-in.ts';
import {
  BUILTIN_ISSUER,
  beginFactor,
  endFactor,
  hasPassword,
  isLink,
  makeLink,
  subjectOf,
  usedLink,
} from '../../infra/local/builtin/credentials.ts';
import { makeLinkRoute } from '../../infra/local/builtin/making-links.ts';
import { putAccount, readAccounts, readCounty } from '../../shared/accounts/directory.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import { beginSession } from '../../shared/sessions/session.ts';
import { FaultyStore, scripted } from '../faulty-store/store.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';

let home: InProcess;
beforeEach(async () => {
  home = await inProcess({ routes: [...ROUTES, ...PAGES, makeLinkRoute] });
});

/** A new person; `used`: with a password already; `bound`: it stays as it is. */
async function person(org: string, account: string, roles: Role[], used: boolean | 'bound' = false): Promise<void> {
  const { ports } = home.platform;
  const county = (await readCounty(ports.store, JURISDICTION)) as County;
  const identity = used
    ? { issuer: BUILTIN_ISSUER, subject: subjectOf(JURISDICTION, account) }
    : { issuer: null, subject: null };
  const input = { name: '新人', roles, sections: 'all' as const, scopes: null, ...identity, active: true };
  const who = { by: 'spj.admin', at: ports.clock.now() };
  await putAccount(ports.store, county, organisationOf(county, org) as Organisation, account, input, who);
  if (used !== true) return;
  const subject = subjectOf(JURISDICTION, account);
  const secret = await makeLink(ports, subject, ports.clock.now());
  await usedLink(ports, subject, secret, '梧桐 clavier 42 雨', ports.clock.now());
}

const asked = (as: string, org: string, account: string, body: object = {}) =>
  home.call('POST', `/organisations/${org}/accounts/${account}/link`, { as, body });

it.each([
  { by: 'scjg.admin', of: 'SCJG', roles: ['officer'], used: false, status: 201 },
  { by: 'scjg.admin', of: 'SCJG', roles: ['officer'], used: true, status: 201 },
  { by: 'scjg.admin', of: 'SCJG', roles: ['org-admin'], used: true, status: 201 },
  { by: 'scjg.officer', of: 'SCJG', roles: ['officer'], used: false, status: 403 },
  { by: 'zjj.admin', of: 'SCJG', roles: ['officer'], used: false, status: 404 },
  { by: 'spj.admin', of: 'SCJG', roles: ['org-admin'], used: false, status: 201 },
  { by: 'spj.admin', of: 'SCJG', roles: ['officer'], used: true, status: 201 },
  { by: 'spj.admin', of: 'SCJG', roles: ['org-admin'], used: true, status: 403 },
  { by: 'spj.admin', of: 'SCJG', roles: ['section-head'], used: true, status: 403 },
  { by: 'spj.admin', of: 'ZFB', roles: ['government-office'], used: false, status: 403 },
] as const)('$by for a $roles of $of (used: $used): $status', async ({ by, of, roles, used, status }) => {
  await person(of, 'new.person', [...roles], used);
  expect((await asked(by, of, 'new.person')).status).toBe(status);
});

it('binds an account that nobody could sign in to, and names the way in', async () => {
  await person('SCJG', 'new.person', ['officer']);
  const { json } = await asked('scjg.admin', 'SCJG', 'new.person', { mail: 'new@example.gov.cn' });
  expect(json).toMatchObject({ account: 'new.person', until: '2026-10-01T09:00:00+08:00', mailed: true });
  const found = (await readAccounts(home.platform.ports.store, JURISDICTION, 'SCJG')).find(
    ({ account }) => account === 'new.person',
  );
  expect([found?.issuer, found?.subject]).toEqual([BUILTIN_ISSUER, '371525/new.person']);
  expect(home.mails.map(({ to }) => to)).toEqual(['new@example.gov.cn']);
  expect(home.mails[0]?.text).toContain(json.link);
  // Neither log nor store has the secret.
  const secret = new URL(json.link).searchParams.get('link') as string;
  expect(JSON.stringify(home.logged)).not.toContain(secret);
  const items = [...(home.platform.ports.store as never as { all(): Iterable<object> }).all()];
  expect(JSON.stringify(items)).not.toContain(secret);
});

it('an account has its own identity at the builtin issuer, and never another’s', async () => {
  const { settings } = home.platform;
  const here = { issuer: BUILTIN_ISSUER, audience: 'shenguan', jwksUri: '', algorithms: [], ownOf: JURISDICTION };
  Object.assign(settings, { issuers: [...settings.issuers, { ...here, ownSubjects: true }] });
  const put = (account: string, subject: string, more: object = {}, headers: Record<string, string> = {}) => {
    const body = { name: '新人', roles: ['officer'], sections: 'all', issuer: BUILTIN_ISSUER, subject, ...more };
    return home.call('PUT', `/organisations/SCJG/accounts/${account}`, { as: 'scjg.admin', body, headers });
  };
  const refused = await put('scjg.t1', '371525/spj.future');
  const detail = '本平台账号的登录身份只能是 371525/scjg.t1。请填写该身份，或留空';
  expect([refused.status, refused.json.errors]).toEqual([422, [{ pointer: '/subject', detail }]]);
  const { status, headers } = await put('scjg.t1', '371525/scjg.t1');
  expect(status).toBe(201);
  const changed = await put('scjg.t1', '371525/spj.future', {}, { 'if-match': String(headers.etag) });
  expect([changed.status, changed.json.errors]).toEqual([422, [{ pointer: '/subject', detail }]]);
});

it('ends all sessions once it is used, and not before; an account that changes later keeps them ended', async () => {
  await person('SCJG', 'new.person', ['officer'], true);
  const { ports } = home.platform;
  const subject = subjectOf(JURISDICTION, 'new.person');
  const identity = { issuer: BUILTIN_ISSUER, subject };
  const session = await beginSession(ports.store, ports.random, identity, JURISDICTION, ports.clock.now());
  const name = async () => {
    const cookies = new Map([[SESSION_COOKIE, session]]);
    const found = sessionOf(home.platform, cookies, ports.clock.now());
    return found.then(
      ({ actor }) => actor?.account,
      ({ code }) => code,
    );
  };
  home.clock.set('2026-09-28T09:10:00+08:00');
  const secret = await makeLink(ports, subject, ports.clock.now());
  expect(await name()).toBe('new.person');
  await usedLink(ports, subject, secret, '海棠 Bremen 17 雪', ports.clock.now());
  expect(await name()).toBe('unauthenticated');
  await person('SCJG', 'new.person', ['officer', 'section-head'], 'bound');
  expect(await name()).toBe('unauthenticated');
});

it('gives the link on paper where the mail server takes nothing', async () => {
  await person('SCJG', 'new.person', ['officer']);
  home.platform.ports.mailer.send = async () => {
    throw new Error('down');
  };
  const { status, json } = await asked('scjg.admin', 'SCJG', 'new.person', { mail: 'new@example.gov.cn' });
  expect([status, json.mailed, json.link.length > 80]).toEqual([201, false, true]);
});

it('is used up by the commit that keeps the password and begins the second factor, and by none that failed', async () => {
  const store = new FaultyStore(openSqliteStore(':memory:'));
  const ports = { ...home.platform.ports, store };
  const now = ports.clock.now();
  const subject = subjectOf(JURISDICTION, 'new.person');
  const secret = await makeLink(ports, subject, now);
  const begun = await beginFactor(ports, JURISDICTION, now);
  const using = () => usedLink(ports, subject, secret, '海棠 Bremen 17 雪', now, begun);
  store.reschedule(scripted([{ outcome: 'fail' }]));
  await expect(using()).rejects.toMatchObject({ code: 'unavailable' });
  expect([await isLink(store, subject, secret, now), await hasPassword(store, subject)]).toEqual([true, false]);
  expect(await using()).toBe(true);
  expect(await isLink(store, subject, secret, now)).toBe(false);
  const first = await endFactor(ports, JURISDICTION, subject, { setup: begun.setup, code: '000000' }, now);
  expect(first).toBe('wrong');
});

it('leaves the password as it is until the link is used', async () => {
  await person('SCJG', 'new.person', ['officer'], true);
  await asked('scjg.admin', 'SCJG', 'new.person');
  expect(await hasPassword(home.platform.ports.store, subjectOf(JURISDICTION, 'new.person'))).toBe(true);
});

it.each([
  ['a machine', 'spj.admin', 'SPJ', 'construction', 422],
  ['an account of another issuer', 'scjg.admin', 'SCJG', 'scjg.officer', 422],
  ['nobody', 'scjg.admin', 'SCJG', 'no-such', 404],
])('is not made for %s', async (_what, by, org, account, status) => {
  expect((await asked(by, org, account)).status).toBe(status);
});
