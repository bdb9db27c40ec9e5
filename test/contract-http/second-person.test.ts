/**
 * What an administrator may not do alone: asked, confirmed or refused by a second person, lapsed, told to those
 * concerned.
 */
import { describe, expect, it } from 'vitest';
import { sweep } from '../../functions/timers/sweep.ts';
import { putAccount, readCounty } from '../../shared/accounts/directory.ts';
import type { AccountInput } from '../../shared/accounts/input.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { demonstrationOrganisations, JURISDICTION, subjectOf } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { putAgain } from '../put.ts';
import { expectRefusal } from './county.ts';

const CODES = ['SPJ', 'SCJG', 'WJJ', 'ZFB', 'JW'];
const ORGANISATIONS = demonstrationOrganisations()
  .filter(({ code }) => CODES.includes(code))
  .map((org) => ({ ...org, mail: `${org.code.toLowerCase()}@guanxian.example` }));
const OFFICE = { name: '督办', roles: ['government-office'], sections: 'all', issuer: null, subject: null };
const NEW = '/organisations/ZFB/accounts/zfb.second';

async function county() {
  const here = await inProcess({ organisations: ORGANISATIONS, matters: null });
  const { call } = here;
  await spareOffice(here);
  const put = (path: string, body: object, as = 'spj.admin') => putAgain(call, path, { as, body });
  const asked = async (path: string, body: object, as?: string) => {
    const answer = await put(path, body, as);
    expect([answer.status, answer.text]).toEqual([202, answer.text]);
    expect(answer.headers.location).toBe(`/changes/${answer.json.id}`);
    return answer.json;
  };
  const decide = (id: string, act: string, as = 'zfb.office') =>
    call('POST', `/changes/${id}/${act}`, { as, body: act === 'refuse' ? { reason: '未经核实' } : {} });
  return { here, call, put, asked, decide };
}

/** The last account of the office stays: here there is another, whom nobody can sign in as. */
async function spareOffice({ platform, clock }: InProcess): Promise<void> {
  const { store } = platform.ports;
  const known = (await readCounty(store, JURISDICTION)) as County;
  const office = organisationOf(known, 'ZFB') as Organisation;
  const input: AccountInput = { ...OFFICE, roles: ['government-office'], sections: 'all', scopes: null, active: true };
  await putAccount(store, known, office, 'zfb.spare', input, { by: 'system', at: clock.now() });
}

/** An account as it is, as a `PUT` takes it. */
async function inputOf({ call }: Pick<InProcess, 'call'>, org: string, account: string) {
  const { account: _account, ...input } = (
    await call('GET', `/organisations/${org}/accounts/${account}`, { as: 'spj.admin' })
  ).json;
  return input;
}

describe('needs a second person', () => {
  it.each<[string, string, string, object, string[]]>([
    ['to make an account of the office', 'ZFB', 'zfb.second', OFFICE, ['role']],
    ['to give an account the role', 'ZFB', 'zfb.plain', { roles: ['government-office', 'officer'] }, ['role']],
    ['to take it away', 'ZFB', 'zfb.office', { roles: ['officer'] }, ['role']],
    ['to switch off an account of the office', 'ZFB', 'zfb.office', { active: false }, ['role']],
    ['to take discipline away', 'JW', 'jw.discipline', { roles: ['officer'] }, ['role']],
    ['to rebind a head', 'SCJG', 'scjg.head', { subject: 'mine' }, ['identity']],
    ["to rebind an organisation's administrator", 'SCJG', 'scjg.admin', { subject: 'mine' }, ['identity']],
    ['to take away the identity of the office', 'ZFB', 'zfb.office', { issuer: null, subject: null }, ['identity']],
    [
      'to rebind the office and take its role',
      'ZFB',
      'zfb.office',
      { roles: ['officer'], subject: 'x' },
      ['role', 'identity'],
    ],
  ])('%s', async (_name, org, account, more, reasons) => {
    const at = await county();
    const plain = { name: '某', roles: ['officer'], sections: 'all', issuer: null, subject: null };
    if (account === 'zfb.plain') await at.put('/organisations/ZFB/accounts/zfb.plain', plain);
    const known = account === 'zfb.second' ? {} : await inputOf(at, org, account);
    const path = `/organisations/${org}/accounts/${account}`;
    const before = await at.call('GET', path, { as: 'spj.admin' });
    const { consent: _consent, ...body } = { ...known, ...more } as { consent?: string };
    const change = await at.asked(path, body);
    expect(change).toMatchObject({ state: 'waiting', reasons, org, account, askedBy: { account: 'spj.admin' } });
    expect((await at.call('GET', path, { as: 'spj.admin' })).text).toBe(before.text);
  });

  it.each<[string, string, string, object]>([
    ['to rename the office', 'ZFB', 'zfb.office', { name: '新名' }],
    ['to rebind an officer', 'SCJG', 'scjg.officer', { subject: 'other' }],
    ['to switch off a head', 'SCJG', 'scjg.head', { active: false }],
    ['to give the office its role back unchanged', 'ZFB', 'zfb.office', {}],
  ])('not %s', async (_name, org, account, more) => {
    const at = await county();
    const body = { ...(await inputOf(at, org, account)), ...more };
    expect((await at.put(`/organisations/${org}/accounts/${account}`, body)).status).toBe(200);
  });

  it("not for one's own organisation to rebind its head, nor to close an account of the office at once", async () => {
    const at = await county();
    const head = { ...(await inputOf(at, 'SCJG', 'scjg.head')), subject: 'other' };
    expect((await at.put('/organisations/SCJG/accounts/scjg.head', head, 'scjg.admin')).status).toBe(200);
    const admin = { name: '管理员', roles: ['org-admin'], sections: 'all', subject: '371525/zfb.admin' };
    const { issuer } = await inputOf(at, 'SCJG', 'scjg.admin');
    const made = await at.asked('/organisations/ZFB/accounts/zfb.admin', { ...admin, issuer });
    expect([made.reasons, (await at.decide(made.id, 'confirm')).status]).toEqual([['watching'], 200]);
    const rebound = { ...(await inputOf(at, 'ZFB', 'zfb.office')), subject: 'mine' };
    expect((await at.asked('/organisations/ZFB/accounts/zfb.office', rebound, 'zfb.admin')).reasons).toEqual([
      'identity',
    ]);
    const closed = { ...(await inputOf(at, 'ZFB', 'zfb.office')), active: false };
    expect((await at.put('/organisations/ZFB/accounts/zfb.office', closed, 'zfb.admin')).status).toBe(200);
    expectRefusal(await at.call('GET', '/me', { as: 'zfb.office' }), 401, 'unauthenticated');
  });

  it.each<[string, string, object]>([
    ['made', 'zfb.new', {}],
    ['that gains a role', 'zfb.clerk', { roles: ['officer', 'org-admin'] }],
    ['that is rebound', 'zfb.clerk', { subject: 'mine' }],
    ['that is opened again', 'zfb.clerk', { active: true }],
  ])('for any account of the office that somebody can sign in to: %s', async (name, account, more) => {
    const at = await county();
    const { issuer } = await inputOf(at, 'SCJG', 'scjg.admin');
    const clerk = { name: '某', roles: ['officer'], sections: 'all', issuer, subject: `371525/${account}` };
    const path = `/organisations/ZFB/accounts/${account}`;
    if (account === 'zfb.clerk') {
      await at.decide((await at.asked(path, clerk)).id, 'confirm');
      expect((await at.put(path, { ...clerk, name: '新名' })).status).toBe(200);
      if (name.includes('opened')) expect((await at.put(path, { ...clerk, active: false })).status).toBe(200);
    }
    const opened = name.includes('opened');
    if (opened) expect((await at.put(path, { ...clerk, subject: 'mine', active: false })).status).toBe(200);
    const change = await at.asked(path, { ...clerk, ...(opened && { subject: 'mine' }), ...more });
    expect(change.reasons).toEqual(['watching']);
    // Whoever confirms it reads what was changed while it was closed.
    expect([change.lastActive?.subject, change.before?.subject]).toEqual([
      opened ? clerk.subject : undefined,
      opened ? 'mine' : name === 'made' ? undefined : clerk.subject,
    ]);
    if (account === 'zfb.clerk') return;
    expect((await at.put(path, { ...clerk, issuer: null, subject: null })).status).toBe(201);
  });

  it('for what discipline has while it is closed, which is never the last by one hand', async () => {
    const at = await county();
    const path = '/organisations/JW/accounts/jw.discipline';
    const known = await inputOf(at, 'JW', 'jw.discipline');
    const it_ = {
      name: '管理员',
      roles: ['org-admin'],
      sections: 'all',
      issuer: known.issuer,
      subject: '371525/jw.it',
    };
    await at.decide((await at.asked('/organisations/JW/accounts/jw.it', it_)).id, 'confirm', 'jw.discipline');
    const closed = { ...known, active: false };
    expectRefusal(await at.put(path, closed, 'jw.it'), 409, 'last-of-role');
    const two = { ...known, name: '二', issuer: null, subject: null };
    const second = await at.asked('/organisations/JW/accounts/jw.two', two, 'jw.it');
    await at.decide(second.id, 'confirm', 'jw.discipline');
    expect((await at.put(path, closed, 'jw.it')).status).toBe(200);
    expect((await at.asked(path, { ...closed, roles: ['officer'] }, 'jw.it')).reasons).toEqual(['role']);
    expect((await at.asked(path, { ...closed, subject: 'mine' }, 'jw.it')).reasons).toEqual(['identity']);
  });

  it('to rebind who was a head until lately: the role is taken and given back alone, the identity is not', async () => {
    const at = await county();
    const path = '/organisations/SCJG/accounts/scjg.head';
    const head = await inputOf(at, 'SCJG', 'scjg.head');
    const plain = { ...head, roles: ['officer'] };
    expect((await at.put(path, plain)).status).toBe(200);
    expect((await at.asked(path, { ...plain, subject: 'mine' })).reasons).toEqual(['identity']);
    at.here.clock.set('2026-10-29T09:00:00+08:00');
    expect((await at.put(path, { ...plain, subject: 'mine' })).status).toBe(200);
  });

  it('to give the first identity to an account that has a role of the office already', async () => {
    const at = await county();
    const change = await at.asked(NEW, OFFICE);
    await at.decide(change.id, 'confirm');
    const { issuer } = await inputOf(at, 'SCJG', 'scjg.admin');
    const bound = await at.asked(NEW, { ...OFFICE, issuer, subject: 'mine' });
    expect(bound.reasons).toEqual(['identity']);
  });

  it('to retype discipline; the bureau and the office keep their types, and nobody retypes what is in use', async () => {
    const at = await county();
    const typed = async (org: string, type: string) => {
      const { code: _code, ...known } = (await at.call('GET', `/organisations/${org}`, { as: 'spj.admin' })).json;
      return at.put(`/organisations/${org}`, { ...known, type });
    };
    expectRefusal(await typed('ZFB', 'department'), 422, 'invalid', ['/type']);
    expectRefusal(await typed('JW', 'department'), 409, 'in-use');
    expectRefusal(await typed('SCJG', 'discipline'), 422, 'invalid', ['/type']);
    const off = { ...(await inputOf(at, 'JW', 'jw.discipline')), active: false };
    const closing = await at.asked('/organisations/JW/accounts/jw.discipline', off);
    // Nobody confirms his own closing: of the only one the operator does.
    expect([closing.decider, closing.confirmer]).toEqual(['discipline', 'operator']);
  });
});

describe('where the office and discipline inspection get their mail', () => {
  const known = async ({ call }: Pick<InProcess, 'call'>, org: string) => {
    const { code: _code, ...body } = (await call('GET', `/organisations/${org}`, { as: 'spj.admin' })).json;
    return body;
  };

  it.each<[string, object]>([
    ['ZFB', { mail: 'other@guanxian.example' }],
    ['JW', { mail: null }],
    ['JW', { name: '另一单位' }],
    ['ZFB', { sections: [{ code: 'ZHK', name: '综合科', mail: 'other@guanxian.example' }], defaultSection: 'ZHK' }],
  ])('is not changed alone: %s %j', async (org, more) => {
    const at = await county();
    const before = await known(at, org);
    const change = await at.asked(`/organisations/${org}`, { ...before, ...more });
    expect(change).toMatchObject({ reasons: ['mail'], org, account: null });
    expect(await known(at, org)).toEqual(before);
    await sweep(at.here.platform, { window: 0, timeLimit: 10_000 });
    expect(at.here.mails.map(({ to }) => to)).toContain(`${org.toLowerCase()}@guanxian.example`);
    const decider = org === 'JW' ? 'jw.discipline' : 'zfb.office';
    expect((await at.decide(change.id, 'confirm', decider)).json.state).toBe('confirmed');
    expect(await known(at, org)).toMatchObject(more);
  });

  it('is as it was, or another organisation’s: nobody else is needed', async () => {
    const at = await county();
    for (const [org, more] of [
      ['ZFB', {}],
      ['SCJG', { mail: 'other@guanxian.example' }],
    ] as const) {
      expect((await at.put(`/organisations/${org}`, { ...(await known(at, org)), ...more })).status).toBe(200);
    }
  });
});

describe('a change', () => {
  it('holds once a second person has confirmed it, and is told to those concerned', async () => {
    const { here, call, asked, decide } = await county();
    const change = await asked(NEW, OFFICE);
    expectRefusal(await call('GET', NEW, { as: 'spj.admin' }), 404, 'not-found');
    const confirmed = await decide(change.id, 'confirm');
    expect(confirmed.json).toMatchObject({ state: 'confirmed', decidedBy: { org: 'ZFB', account: 'zfb.office' } });
    expect((await call('GET', NEW, { as: 'spj.admin' })).json).toMatchObject({ roles: ['government-office'] });
    expect((await decide(change.id, 'confirm')).status).toBe(200);
    expectRefusal(await decide(change.id, 'refuse'), 409, 'already-decided');
    await sweep(here.platform, { window: 0, timeLimit: 10_000 });
    const mails = here.mails.map(({ to, subject }) => `${to} ${subject}`).sort();
    expect(mails).toEqual([
      'spj@guanxian.example 【审管互动】变更已经确认：账号 zfb.second',
      'zfb@guanxian.example 【审管互动】变更已经确认：账号 zfb.second',
    ]);
  });

  it('that waits is mailed with its last day to who may confirm it', async () => {
    const { here, asked } = await county();
    const head = await inputOf(here, 'SCJG', 'scjg.head');
    await asked('/organisations/SCJG/accounts/scjg.head', { ...head, subject: 'mine' });
    await sweep(here.platform, { window: 0, timeLimit: 10_000 });
    expect(here.mails.map(({ to }) => to).sort()).toEqual(['scjg@guanxian.example', 'zfb@guanxian.example']);
    expect(here.mails[0]?.text).toContain('2026-10-10');
  });

  it('that was confirmed is so for another one of the office, too, not changed since', async () => {
    const { here, asked, decide } = await county();
    const change = await asked(NEW, OFFICE);
    const { issuer } = await inputOf(here, 'ZFB', 'zfb.office');
    const identity = { issuer, subject: subjectOf(JURISDICTION, 'zfb.third') };
    const third = await asked('/organisations/ZFB/accounts/zfb.third', { ...OFFICE, ...identity });
    for (const { id } of [change, third]) expect((await decide(id, 'confirm')).status).toBe(200);
    const other = await decide(change.id, 'confirm', 'zfb.third');
    expectRefusal(other, 409, 'already-decided');
    expect(other.json.detail).toBe('该变更已确认，不能再次决定。');
  });

  it('is refused with a reason, and may be asked again', async () => {
    const { asked, decide } = await county();
    const change = await asked(NEW, OFFICE);
    expect((await asked(NEW, OFFICE)).id).toBe(change.id);
    expect((await decide(change.id, 'refuse')).json).toMatchObject({ state: 'refused', reason: '未经核实' });
    expectRefusal(await decide(change.id, 'confirm'), 409, 'already-decided');
    const again = await asked(NEW, OFFICE);
    expect([again.id === change.id, again.state]).toEqual([false, 'waiting']);
  });

  it('lapses after five working days', async () => {
    const { here, call, asked, decide } = await county();
    const change = await asked(NEW, OFFICE);
    expect([change.by, change.deadline]).toEqual(['2026-10-10', '2026-10-11T00:00:00+08:00']);
    here.clock.set('2026-10-11T00:00:00+08:00');
    expect((await call('GET', `/changes/${change.id}`, { as: 'zfb.office' })).json.state).toBe('lapsed');
    expectRefusal(await decide(change.id, 'confirm'), 409, 'change-lapsed');
  });

  it('lapses later where an extension makes days off, and never once it has lapsed', async () => {
    const { here, call, asked, decide } = await county();
    const [first, second] = [await asked(NEW, OFFICE), await asked(`${NEW}.b`, OFFICE)];
    const extend = (from: string, to: string, documentNumber: string) =>
      call('POST', '/calendar/extensions', { as: 'spj.admin', body: { from, to, documentNumber, reason: '停电' } });
    await extend('2026-10-08', '2026-10-09', '冠政字〔2026〕9号');
    const read = async (id: string) => (await call('GET', `/changes/${id}`, { as: 'zfb.office' })).json;
    expect([(await read(first.id)).by, (await read(first.id)).deadline]).toEqual([
      '2026-10-13',
      '2026-10-14T00:00:00+08:00',
    ]);
    here.clock.set('2026-10-13T23:59:00+08:00');
    expect((await decide(first.id, 'confirm')).json.state).toBe('confirmed');
    here.clock.set('2026-10-14T09:00:00+08:00');
    await extend('2026-10-15', '2026-10-16', '冠政字〔2026〕10号');
    expect((await read(second.id)).state).toBe('lapsed');
    expectRefusal(await decide(second.id, 'confirm'), 409, 'change-lapsed');
  });

  it('is confirmed neither by who asked, nor by who gains, nor by others', async () => {
    const at = await county();
    const change = await at.asked(NEW, OFFICE);
    for (const as of ['spj.admin', 'jw.discipline']) {
      const answer = await at.decide(change.id, 'confirm', as);
      expect([as, answer.status]).toEqual([as, as === 'spj.admin' ? 403 : 404]);
    }
    expectRefusal(await at.decide(change.id, 'confirm', 'scjg.officer'), 403, 'not-allowed');
    expectRefusal(await at.decide(change.id, 'confirm', 'scjg.admin'), 404, 'not-found');
    const own = { ...(await inputOf(at, 'ZFB', 'zfb.office')), roles: ['officer'] };
    const taking = await at.asked('/organisations/ZFB/accounts/zfb.office', own);
    expectRefusal(await at.decide(taking.id, 'confirm'), 403, 'not-allowed');
    expectRefusal(await at.call('GET', '/changes', { as: 'spj.officer' }), 403, 'not-allowed');
    expect((await at.call('GET', '/changes', { as: 'scjg.admin' })).json.items).toEqual([]);
    const seen = (await at.call('GET', '/changes', { as: 'zfb.office' })).json.items;
    expect(new Set(seen.map(({ id }: { id: string }) => id))).toEqual(new Set([change.id, taking.id]));
  });

  it('does not hold where the account has changed since', async () => {
    const at = await county();
    const head = await inputOf(at, 'SCJG', 'scjg.head');
    const path = '/organisations/SCJG/accounts/scjg.head';
    const change = await at.asked(path, { ...head, subject: 'mine' });
    expect((await at.put(path, { ...head, name: '新名' })).status).toBe(200);
    expectRefusal(await at.decide(change.id, 'confirm'), 409, 'changed-since');
    expect((await at.call('GET', `/changes/${change.id}`, { as: 'zfb.office' })).json.state).toBe('waiting');
  });

  it('is decided once, where two decide at the same time', async () => {
    const at = await county();
    const first = await at.asked(NEW, {
      ...OFFICE,
      issuer: (await inputOf(at, 'SCJG', 'scjg.head')).issuer,
      subject: '371525/zfb.second',
    });
    await at.decide(first.id, 'confirm');
    const head = { ...(await inputOf(at, 'SCJG', 'scjg.head')), subject: 'mine' };
    const { id } = await at.asked('/organisations/SCJG/accounts/scjg.head', head);
    const both = await Promise.all([at.decide(id, 'confirm'), at.decide(id, 'refuse', 'zfb.second')]);
    expect(both.map(({ status }) => status).filter((status) => status === 200).length).toBe(1);
  });
});
