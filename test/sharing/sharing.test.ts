/** Sharing rights (art. 18): query grants in both directions, what is not opened yet, and the systems of superiors. */
import { describe, expect, it } from 'vitest';
import type { Matter } from '../../shared/boundary/matter.ts';
import { gapsOn } from '../../shared/sharing/gaps.ts';
import type { Grant } from '../../shared/sharing/grants.ts';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';

const GRANT = { to: 'SPJ', over: 'supervision', matters: 'all', purpose: '审批核验', from: '2026-10-08' };
const put = (here: Here, id: string, more: object = {}, as = 'scjg.admin', headers = {}) =>
  here.call('PUT', `/query-grants/${id}`, { as, body: { ...GRANT, ...more }, headers });
const revoke = (here: Here, id: string, as: string) =>
  here.call('POST', `/query-grants/${id}/revoke`, { as, body: {} });
const standing = async (here: Here, id: string) =>
  (await here.call('GET', `/query-grants/${id}`, { as: 'scjg.officer' })).json.standing;

describe('a query grant', async () => {
  const here = await countyHere();
  const made = await put(here, 'scjg-supervision', { until: '2026-12-31' });

  it('is the giver’s, and holds from its first day to its last', async () => {
    expect([made.status, made.json]).toMatchObject([
      201,
      {
        org: 'SCJG',
        to: 'SPJ',
        standing: 'not-yet',
        by: 'scjg.admin',
        at: '2026-09-28T09:00:00+08:00',
        revokedAt: null,
      },
    ]);
    here.clock.set('2026-10-08T00:00:00+08:00');
    expect(await standing(here, 'scjg-supervision')).toBe('in-force');
    here.clock.set('2026-12-31T23:59:59+08:00');
    expect(await standing(here, 'scjg-supervision')).toBe('in-force');
    here.clock.set('2027-01-01T00:00:00+08:00');
    expect(await standing(here, 'scjg-supervision')).toBe('expired');
  });

  it('is changed by whoever has read it, and stays the giver’s', async () => {
    expectRefusal(await put(here, 'scjg-supervision'), 428, 'precondition-required');
    const tag = { 'if-match': made.headers.etag as string };
    const changed = await put(here, 'scjg-supervision', { matters: [FOOD] }, 'scjg.admin', tag);
    expect([changed.status, changed.json.matters, changed.json.until]).toEqual([200, [FOOD], null]);
    expectRefusal(await put(here, 'scjg-supervision', {}, 'scjg.admin', tag), 412, 'precondition-failed');
    expectRefusal(await put(here, 'scjg-supervision', { org: 'WJJ' }, 'spj.admin', tag), 422, 'invalid', ['/org']);
  });

  it('once revoked it stays so', async () => {
    expectRefusal(await revoke(here, 'scjg-supervision', 'scjg.officer'), 403, 'not-allowed');
    const gone = await revoke(here, 'scjg-supervision', 'spj.admin');
    expect([gone.status, gone.json.standing, gone.json.revokedBy]).toEqual([200, 'revoked', 'spj.admin']);
    expect((await revoke(here, 'scjg-supervision', 'scjg.admin')).json.revokedBy).toBe('spj.admin');
    const tag = { 'if-match': gone.headers.etag as string };
    expectRefusal(await put(here, 'scjg-supervision', {}, 'scjg.admin', tag), 409, 'grant-revoked');
    const { verified, entries } = (
      await here.call('GET', '/audit/chain?thing=query-grants/scjg-supervision', { as: 'spj.admin' })
    ).json;
    expect([verified, entries]).toEqual([true, 3]);
  });

  it.each<[string, object, string[]]>([
    ['to oneself', { to: 'SCJG' }, ['/to']],
    ['to nobody', { to: 'NONE' }, ['/to']],
    ['of a matter that is not listed', { matters: ['371525-NONE-001'] }, ['/matters/0']],
    ['backwards', { until: '2026-10-01' }, ['/until']],
    ['of no matter', { matters: [] }, ['/matters']],
    ['over something else', { over: 'accounts' }, ['/over']],
  ])('%s does not fit', async (_what, more, pointers) => {
    expectRefusal(await put(here, 'wrong', more), 422, 'invalid', pointers);
  });

  it('does not exist for third parties, and is nobody else’s to give', async () => {
    await put(here, 'wjj-register', { over: 'register' }, 'wjj.admin');
    const ids = async (as: string) =>
      (await here.call('GET', '/query-grants', { as })).json.items.map(({ id }: { id: string }) => id);
    expect(await ids('spj.officer')).toEqual(['scjg-supervision', 'wjj-register']);
    expect(await ids('zfb.office')).toEqual(['scjg-supervision', 'wjj-register']);
    expect(await ids('scjg.officer')).toEqual(['scjg-supervision']);
    expectRefusal(await here.call('GET', '/query-grants/wjj-register', { as: 'scjg.admin' }), 404, 'not-found');
    expectRefusal(await put(here, 'wjj-register', {}, 'scjg.admin'), 404, 'not-found');
    expectRefusal(await revoke(here, 'wjj-register', 'scjg.admin'), 404, 'not-found');
    expectRefusal(await put(here, 'other', { org: 'WJJ' }, 'scjg.admin'), 403, 'not-allowed');
    expectRefusal(await put(here, 'other', {}, 'scjg.head'), 403, 'not-allowed');
    expectRefusal(await put(here, 'Other', {}, 'scjg.admin'), 422, 'invalid', ['/id']);
  });

  it('of another organisation is the bureau’s administrator’s to set', async () => {
    expect((await put(here, 'jtj-supervision', { org: 'JTJ' }, 'spj.admin')).json).toMatchObject({ org: 'JTJ' });
  });
});

describe('what article 18 wants opened and is not', () => {
  const matters = [
    { code: 'A', department: 'X', candidates: [] },
    { code: 'B', department: 'X', candidates: [] },
    { code: 'C', department: null, candidates: ['Y'] },
  ] as unknown as Matter[];
  const grant = (more: Partial<Grant>): Grant => ({
    ...{
      id: 'g',
      org: 'X',
      to: 'B',
      over: 'supervision',
      matters: 'all',
      purpose: '某',
      from: '2026-09-01',
      until: null,
    },
    ...{ by: 'x.admin', at: 0, ...more },
  });
  const all = [
    ['X', 'B', 'supervision', ['A', 'B']],
    ['X', 'B', 'register', ['A', 'B']],
    ['B', 'X', 'approvals', ['A', 'B']],
    ['Y', 'B', 'supervision', ['C']],
    ['Y', 'B', 'register', ['C']],
    ['B', 'Y', 'approvals', ['C']],
  ];
  const without = (n: number) => all.filter((_, i) => i !== n);

  it.each<[string, Partial<Grant>[], unknown[]]>([
    ['nothing is opened', [], all],
    ['all matters of one', [{}], without(0)],
    ['one matter', [{ matters: ['A'] }], [['X', 'B', 'supervision', ['B']], ...without(0)]],
    ['two grants together', [{ matters: ['A'] }, { matters: ['B'] }], without(0)],
    ['the bureau’s', [{ org: 'B', to: 'X', over: 'approvals' }], without(2)],
    ['over already', [{ until: '2026-09-27' }], all],
    ['not yet', [{ from: '2026-09-29' }], all],
    ['revoked', [{ revoked: { at: 0, by: 'x.admin' } }], all],
    ['to somebody else', [{ to: 'Y' }], all],
  ])('%s', (_what, grants, expected) => {
    const found = gapsOn(matters, grants.map(grant), 'B', '2026-09-28');
    expect(found.map(({ org, to, over, matters }) => [org, to, over, matters])).toEqual(expected);
  });

  it('is told to the bureau’s administrator and the government office, by the list in force', async () => {
    const here = await countyHere();
    const gaps = async (as: string) => here.call('GET', '/query-grants/gaps', { as });
    expectRefusal(await gaps('scjg.admin'), 403, 'not-allowed');
    const before = (await gaps('spj.admin')).json.items;
    await put(here, 'scjg-supervision', { from: '2026-09-28' });
    const after = (await gaps('zfb.office')).json.items;
    const closed = before.filter(
      (one: object) => !after.some((other: object) => JSON.stringify(other) === JSON.stringify(one)),
    );
    expect(closed).toMatchObject([{ org: 'SCJG', to: 'SPJ', over: 'supervision' }]);
    expect(closed[0].matters).toContain(FOOD);
  });
});

describe('a system', async () => {
  const here = await countyHere();
  const SYSTEM = {
    ...{ name: '省食品经营许可系统', org: 'SCJG', level: 'province', ways: ['xlsx', 'offline'] },
    ...{
      accountsFrom: '省市场监督管理局',
      coordination: [{ on: '2026-09-21', with: '省局信息中心', result: 'asked' }],
    },
  };
  const register = (more: object = {}, as = 'scjg.admin', headers = {}, id = 'sd-food') =>
    here.call('PUT', `/systems/${id}`, { as, body: { ...SYSTEM, ...more }, headers });
  const made = await register();

  it('is registered with what was asked of whom', async () => {
    expect([made.status, made.json]).toEqual([
      201,
      { id: 'sd-food', ...SYSTEM, coordination: [{ ...SYSTEM.coordination[0], note: null }] },
    ]);
    const read = await here.call('GET', '/systems/sd-food', { as: 'scjg.officer' });
    expect([read.json, read.headers.etag]).toEqual([made.json, made.headers.etag]);
  });

  it('is gone on with by whoever has read it', async () => {
    const coordination = [
      ...made.json.coordination,
      { on: '2026-09-28', with: '省局', result: 'granted', note: '已开通' },
    ];
    expectRefusal(await register({ coordination }), 428, 'precondition-required');
    const tag = { 'if-match': made.headers.etag as string };
    const changed = await register({ coordination }, 'scjg.admin', tag);
    expect([changed.status, changed.json.coordination]).toEqual([200, coordination]);
    expectRefusal(await register({}, 'scjg.admin', tag), 412, 'precondition-failed');
  });

  it.each<[string, object, string[]]>([
    ['without a way', { ways: [] }, ['/ways']],
    ['with one way twice', { ways: ['api', 'api'] }, ['/ways']],
    [
      'coordinated tomorrow',
      { coordination: [{ on: '2026-09-29', with: '省局', result: 'asked' }] },
      ['/coordination/0/on'],
    ],
    ['of nobody', { org: 'NONE' }, ['/org']],
  ])('%s does not fit', async (_what, more, pointers) => {
    expectRefusal(await register(more, 'scjg.admin', {}, 'wrong'), 422, 'invalid', pointers);
  });

  it('is the using organisation’s own', async () => {
    expectRefusal(await register({}, 'wjj.admin'), 404, 'not-found');
    expectRefusal(await register({}, 'wjj.admin', {}, 'other'), 403, 'not-allowed');
    expectRefusal(await register({}, 'scjg.head', {}, 'other'), 403, 'not-allowed');
    const seen = async (as: string) => (await here.call('GET', '/systems', { as })).json.items.length;
    expect(await Promise.all(['scjg.officer', 'spj.admin', 'zfb.office', 'wjj.admin'].map(seen))).toEqual([1, 1, 1, 0]);
    expectRefusal(await here.call('GET', '/systems/sd-food', { as: 'wjj.officer' }), 404, 'not-found');
  });
});
