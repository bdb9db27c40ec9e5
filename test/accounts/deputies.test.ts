/**
 * Deputies (AB 角), owners of sections and the quarterly confirmation (art. 16), on the standing clock of 2026-09-28.
 */
import { describe, expect, it } from 'vitest';
import { digest } from '../../shared/keys.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';

const settle = async (here: Here, account: string, sections: unknown, roles = ['officer']) => {
  const issuer = here.platform.settings.issuers[0]?.issuer;
  const body = { name: account, roles, sections, issuer, subject: subjectOf(JURISDICTION, account) };
  expect((await here.call('PUT', `/organisations/SCJG/accounts/${account}`, { as: 'scjg.admin', body })).status).toBe(
    201,
  );
};
const deputy = (here: Here, of: string, body: object, as = 'scjg.admin') =>
  here.call('PUT', `/organisations/SCJG/accounts/${of}/deputy`, { as, body });
const organisation = async (here: Here, as = 'scjg.admin') =>
  (await here.call('GET', '/organisations/SCJG', { as })).json;

describe('a deputy', async () => {
  const here = await countyHere();
  await settle(here, 'scjg.food', ['SPXK'], ['officer', 'section-head']);
  await settle(here, 'scjg.drugs', ['SPSC']);
  await settle(here, 'scjg.chief', ['SPXK'], ['section-head', 'org-admin']);
  const days = { account: 'scjg.drugs', from: '2026-09-29', to: '2026-10-08' };
  const [before, first, last, after] = [
    (await here.push('D-1')).json.id,
    (await here.push('D-2')).json.id,
    (await here.push('D-3')).json.id,
    (await here.push('D-4')).json.id,
  ];

  it('acts in the other’s sections on those days alone, in its own name, and the history says for whom', async () => {
    expect((await deputy(here, 'scjg.food', days)).json.deputy).toEqual(days);
    expectRefusal(await here.act(before, 'claim', 'scjg.drugs'), 403, 'not-your-section');
    expect((await here.call('GET', '/me', { as: 'scjg.drugs' })).json.standsFor).toBeUndefined();

    here.clock.set('2026-09-29T00:00:00+08:00');
    const me = (await here.call('GET', '/me', { as: 'scjg.drugs' })).json;
    expect([me.standsFor, me.sections, me.roles]).toEqual([
      ['scjg.food'],
      ['SPSC', 'SPXK'],
      ['officer', 'section-head'],
    ]);
    expect((await here.read(first, 'scjg.drugs')).json.acts).toContain('claim');
    expect((await here.act(first, 'claim', 'scjg.drugs')).json.claimedBy).toBe('scjg.drugs');
    const { items, verified } = (await here.call('GET', `/pushes/${first}/history`, { as: 'scjg.drugs' })).json;
    expect([verified, items.at(-1)]).toMatchObject([true, { act: 'claim', by: 'scjg.drugs', standsFor: 'scjg.food' }]);
    const entry = items.at(-1);
    const said = [
      Date.parse(entry.at),
      entry.by,
      entry.act,
      entry.digest,
      entry.record,
      entry.previousHash,
      'scjg.food',
    ];
    expect(entry.hash).toBe(digest(said));
  });

  it('what is the other’s is mine, and what I may do myself I do for nobody', async () => {
    expect((await here.act(last, 'assign', 'scjg.head', { handler: 'scjg.food' })).status).toBe(200);
    const mine = (await here.call('GET', '/pushes?handler=me', { as: 'scjg.drugs' })).json.items;
    expect(mine.map(({ id }: { id: string }) => id)).toEqual([last]);
    expect((await here.act(last, 'assign', 'scjg.head', { section: 'SPSC' })).status).toBe(200);
    await here.act(last, 'claim', 'scjg.drugs');
    const { items } = (await here.call('GET', `/pushes/${last}/history`, { as: 'scjg.drugs' })).json;
    expect([items.at(-1).by, items.at(-1).standsFor]).toEqual(['scjg.drugs', undefined]);
  });

  it('has no admin role of the other', async () => {
    expect((await deputy(here, 'scjg.chief', days)).status).toBe(200);
    const me = (await here.call('GET', '/me', { as: 'scjg.drugs' })).json;
    expect(me.roles.includes('org-admin')).toBe(false);
    expectRefusal(await here.call('GET', '/organisations/SCJG/accounts', { as: 'scjg.drugs' }), 403, 'not-allowed');
  });

  it('hands nothing on: its own deputy has what is its own alone', async () => {
    await settle(here, 'scjg.third', []);
    expect((await deputy(here, 'scjg.drugs', { ...days, account: 'scjg.third' })).status).toBe(200);
    expect((await here.call('GET', '/me', { as: 'scjg.third' })).json).toMatchObject({
      ...{ sections: ['SPSC'], roles: ['officer'], standsFor: ['scjg.drugs'] },
    });
  });

  it('on the day after it is over', async () => {
    here.clock.set('2026-10-08T23:59:59+08:00');
    expect((await here.call('GET', '/me', { as: 'scjg.drugs' })).json.sections).toEqual(['SPSC', 'SPXK']);
    here.clock.set('2026-10-09T00:00:00+08:00');
    const late = (await here.push('D-5', { occurredAt: '2026-10-08T23:00:00+08:00' })).json.id;
    expectRefusal(await here.act(late, 'claim', 'scjg.drugs'), 403, 'not-your-section');
    expect((await here.read(after, 'scjg.drugs')).json.status).toBe('deemed-claimed');
  });

  it('is kept when the account is changed, leaves the tag as it is, and is taken away', async () => {
    const path = '/organisations/SCJG/accounts/scjg.food';
    const { json, headers } = await here.call('GET', path, { as: 'scjg.admin' });
    const { account: _, deputy: known, ...body } = json;
    expect(known).toEqual(days);
    const sent = { as: 'scjg.admin', body: { ...body, name: '新名' }, headers: { 'if-match': headers.etag as string } };
    const put = await here.call('PUT', path, sent);
    expect(put.json.deputy).toEqual(days);
    expect((await here.call('DELETE', `${path}/deputy`, { as: 'scjg.admin' })).json.deputy).toBeUndefined();
    expect((await here.call('GET', path, { as: 'scjg.admin' })).headers.etag).toBe(put.headers.etag);
    expectRefusal(await here.call('DELETE', `${path}/deputy`, { as: 'scjg.admin' }), 404, 'not-found');
  });
});

describe('a deputy that does not fit', async () => {
  const here = await countyHere();
  const body = { account: 'scjg.head', from: '2026-09-28', to: '2026-09-30' };

  it.each<[string, object, string[]]>([
    ['oneself', { account: 'scjg.officer' }, ['/account']],
    ['of another organisation', { account: 'wjj.officer' }, ['/account']],
    ['backwards', { from: '2026-10-08' }, ['/to']],
    ['over already', { from: '2026-09-20', to: '2026-09-27' }, ['/to']],
  ])('%s', async (_what, more, pointers) => {
    expectRefusal(await deputy(here, 'scjg.officer', { ...body, ...more }), 422, 'invalid', pointers);
  });

  it('or is not theirs to set', async () => {
    expectRefusal(await deputy(here, 'scjg.officer', body, 'scjg.officer'), 403, 'not-allowed');
    expectRefusal(await deputy(here, 'scjg.officer', body, 'wjj.admin'), 404, 'not-found');
    expectRefusal(await deputy(here, 'scjg.nobody', body), 404, 'not-found');
  });
});

describe('a section without an owner', async () => {
  const here = await countyHere();
  await settle(here, 'scjg.food', ['SPXK']);
  await settle(here, 'scjg.chief', ['SPSC'], ['section-head']);
  const leave = (account: string, to: string | null = null) =>
    here.call('POST', `/organisations/SCJG/accounts/${account}/hand-over`, {
      as: 'scjg.admin',
      body: { to, leave: true, reason: '调离' },
    });
  const ownerless = async () =>
    (await organisation(here)).sections.filter((one: { ownerless: boolean }) => one.ownerless).map(codeOf);
  const codeOf = ({ code }: { code: string }) => code;

  it('is shown, with the owners of the others by name', async () => {
    expect(await ownerless()).toEqual([]);
    await leave('scjg.officer');
    const all = (await leave('scjg.head')).json.sectionsWithoutOwner;
    expect(all).toEqual(await ownerless());
    expect([all.includes('SPSC'), all.includes('SPXK')]).toEqual([true, false]);
    const food = (await organisation(here)).sections.find((one: { code: string }) => one.code === 'SPXK');
    expect(food).toMatchObject({ ownerless: false, owners: [{ account: 'scjg.food', name: 'scjg.food' }] });
  });

  it('shows names to its own, the bureau’s administrator and the government office alone', async () => {
    const shown = async (as: string) => (await organisation(here, as)).sections[0].owners !== undefined;
    expect(await Promise.all(['scjg.food', 'spj.admin', 'zfb.office', 'spj.officer', 'wjj.admin'].map(shown))).toEqual([
      ...[true, true, true],
      ...[false, false],
    ]);
  });

  it('falls to the section-heads', async () => {
    const { id } = (await here.push('O-1')).json;
    expectRefusal(await here.act(id, 'claim', 'scjg.chief'), 403, 'not-your-section');
    await settle(here, 'scjg.mover', 'all', ['section-head']);
    await leave('scjg.food');
    expect((await here.act(id, 'claim', 'scjg.chief')).status).toBe(200);
  });
});

describe('the quarterly confirmation', async () => {
  const here = await countyHere({ now: '2026-10-08T09:00:00+08:00' });
  const confirm = (body: object, as = 'scjg.admin', org = 'SCJG') =>
    here.call('POST', `/organisations/${org}/confirmations`, { as, body });

  it('is due from the day on which the county began, where that is in the quarter', async () => {
    const young = await countyHere({ now: '2026-10-15T09:00:00+08:00', since: '2026-10-15' });
    expect((await organisation(young)).confirmBy).toBe('2026-10-29');
  });

  it('seals the accounts as they are, once until they change', async () => {
    const { status, json } = await confirm({ quarter: '2026Q4' });
    expect([status, json.quarter, json.by, json.at]).toEqual([
      201,
      '2026Q4',
      'scjg.admin',
      '2026-10-08T09:00:00+08:00',
    ]);
    const accounts = (await here.call('GET', '/organisations/SCJG/accounts', { as: 'scjg.admin' })).json.items;
    const sealed = accounts.map(({ issuer: _, subject: __, ...rest }: Record<string, unknown>) => rest);
    expect(json.digest).toBe(digest(sealed));
    expect((await confirm({ quarter: '2026Q4' })).status).toBe(200);
    expect(await organisation(here)).toMatchObject({ confirmed: json, confirmBy: '2026-10-20' });
    expect((await organisation(here, 'wjj.officer')).confirmed).toBeNull();
    await settle(here, 'scjg.more', []);
    const next = await confirm({ quarter: '2026Q4' });
    expect([next.status, next.json.digest === json.digest]).toEqual([201, false]);
  });

  it.each([['2026Q3'], ['2027Q1'], ['2026Q5'], ['now']])('%s is not the running quarter', async (quarter) => {
    expectRefusal(await confirm({ quarter }), 422, 'invalid', ['/quarter']);
  });

  it('is the organisation’s own', async () => {
    const body = { quarter: '2026Q4' };
    expectRefusal(await confirm(body, 'scjg.head'), 403, 'not-allowed');
    expectRefusal(await confirm(body, 'spj.admin'), 403, 'not-allowed');
    expectRefusal(await confirm(body, 'wjj.admin'), 404, 'not-found');
  });
});
