/** Queries under a grant (breadth C5, art. 18): what the grant covers, masked, logged on both sides before answered. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { approval } from '../home/push.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';

const CODE = '91371525MA3C00001R';
const FOOD = '371525-SCJG-001';

async function grant(here: Here, id: string, more: object, as: string): Promise<void> {
  const body = { to: 'SPJ', over: 'supervision', matters: 'all', purpose: '审批核验', from: '2026-09-28', ...more };
  const put = await here.call('PUT', `/query-grants/${id}`, { as, body });
  if (put.status !== 201) throw new Error(put.text);
}
const query = (here: Here, over: string, asked: Record<string, string>, as: string) =>
  here.call('GET', `/queries/${over}?${new URLSearchParams({ purpose: '核验', ...asked })}`, { as });
const log = async (here: Here, side: string, as: string) =>
  (await here.call('GET', `/query-log?side=${side}`, { as })).json.items;

describe('queries under a grant', async () => {
  const here = await countyHere();
  await grant(here, 'to-wjj', { to: 'WJJ', over: 'approvals', matters: [FOOD] }, 'spj.admin');
  await grant(here, 'scjg', {}, 'scjg.admin');
  await grant(here, 'scjg-register', { over: 'register' }, 'scjg.admin');
  await grant(here, 'later', { to: 'WJJ', over: 'approvals', from: '2026-09-29' }, 'spj.admin');
  const company = { party: { name: '冠县某某食品有限公司', creditCode: CODE }, licence: { number: 'JY1' } };
  const { json: first } = await here.push('Q-1', { ...company, contact: { name: '李四', phone: '13805310000' } });
  await here.push('Q-2', {
    party: { name: '张三丰', type: 'natural-person' },
    licence: { number: 'JY2' },
    summary: '张三丰，电话 13805310000，证号 11010519491231002X',
    conditions: '由张三丰本人经营',
    riskPoints: [{ description: '张三丰未到场', severity: 'low' }],
  });
  await here.push('Q-3', { ...company, matter: '371525-WJJ-001' });

  it('show what the giver has pushed of the matters that are opened, by party, licence or matter', async () => {
    const by = async (asked: Record<string, string>) => {
      const { status, json } = await query(here, 'approvals', { grant: 'to-wjj', ...asked }, 'wjj.officer');
      return [status, json.items.map(({ id }: { id: string }) => id)];
    };
    expect(await by({ party: CODE })).toEqual([200, [first.id]]);
    expect(await by({ licence: 'jy1' })).toEqual([200, [first.id]]);
    expect((await by({ matter: FOOD }))[1]).toHaveLength(2);
    // What is opened is read there alone: everywhere else it is as before.
    expectRefusal(await here.call('GET', `/pushes/${first.id}`, { as: 'wjj.officer' }), 404, 'not-found');
  });

  it('mask personal data, and say nothing of whom to call', async () => {
    const { json, text } = await query(here, 'approvals', { grant: 'to-wjj', licence: 'JY2' }, 'wjj.officer');
    expect(json.items[0]).toMatchObject({
      party: { name: '张**' },
      summary: '张**，电话 138****0000，证号 110105********002X',
      conditions: '由张**本人经营',
      riskPoints: [{ description: '张**未到场' }],
    });
    expect(text).not.toContain('contact');
    expect(text).not.toContain('三丰');
    const { json: other } = await query(here, 'approvals', { grant: 'to-wjj', licence: 'JY1' }, 'wjj.officer');
    expect(other.items[0].party).toEqual({ type: 'organisation', name: '冠县某某食品有限公司', creditCode: CODE });
  });

  it('are lines of both sides, chained, written before they are answered', async () => {
    const [asked, given] = [await log(here, 'asked', 'wjj.head'), await log(here, 'given', 'spj.officer')];
    expect(asked).toHaveLength(5);
    const told = (lines: Record<string, unknown>[]) => lines.map(({ hash: _, previousHash: __, ...line }) => line);
    expect(told(given)).toEqual(told(asked));
    expect(asked[0]).toMatchObject({
      ...{ at: '2026-09-28T09:00:00+08:00', by: 'wjj.officer', org: 'WJJ', giver: 'SPJ', over: 'approvals' },
      ...{ grant: 'to-wjj', purpose: '核验', parameters: { licence: 'JY1' }, count: 1 },
    });
    for (const lines of [asked, given]) {
      const hashes = lines.map(({ hash }: { hash: string }) => hash);
      const before = lines.map(({ previousHash }: { previousHash: string }) => previousHash);
      expect(before).toEqual([...hashes.slice(1), null]);
    }
    expect(await log(here, 'given', 'wjj.officer')).toEqual([]);
    expect((await here.call('GET', '/query-log?side=given&org=SPJ', { as: 'zfb.office' })).json.items).toHaveLength(5);
    expectRefusal(await here.call('GET', '/query-log?org=SPJ', { as: 'wjj.officer' }), 403, 'not-allowed');
  });

  it('of the register show its entries', async () => {
    expect((await query(here, 'register', { grant: 'scjg-register', party: CODE }, 'spj.officer')).json.items).toEqual(
      [],
    );
    await here.act(first.id, 'claim', 'scjg.officer');
    const { json } = await query(here, 'register', { grant: 'scjg-register', party: CODE }, 'spj.officer');
    expect(json.items).toMatchObject([{ org: 'SCJG', state: 'active', matter: FOOD, licence: { number: 'JY1' } }]);
  });

  it('of supervision show the results that were pushed', async () => {
    const result = { kind: 'supervision', party: company.party, summary: '责令改正' };
    await here.push('S-1', result, 'scjg.officer');
    const { json } = await query(here, 'supervision', { grant: 'scjg', party: CODE }, 'spj.officer');
    expect(json.items).toMatchObject([{ kind: 'supervision', summary: '责令改正', from: { org: 'SCJG' } }]);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['another’s grant', 'approvals', { grant: 'to-wjj', party: CODE }, 'jtj.officer'],
    ['one that opens something else', 'register', { grant: 'to-wjj', party: CODE }, 'wjj.officer'],
    ['a matter that it does not cover', 'approvals', { grant: 'to-wjj', matter: '371525-WJJ-001' }, 'wjj.officer'],
    ['one that is not there', 'approvals', { grant: 'nothing', party: CODE }, 'wjj.officer'],
    ['one that begins tomorrow', 'approvals', { grant: 'later', party: CODE }, 'wjj.officer'],
  ])('%s: no grant, and no line', async (_what, over, asked, as) => {
    const before = (await log(here, 'asked', 'wjj.officer')).length;
    expectRefusal(await query(here, over, asked, as), 403, 'no-grant');
    expect(await log(here, 'asked', 'wjj.officer')).toHaveLength(before);
  });

  it.each<[Record<string, string>, string[]]>([
    [{ grant: 'to-wjj' }, ['?party']],
    [{ grant: 'to-wjj', party: CODE, matter: FOOD }, ['?matter']],
    [{ party: CODE }, ['?grant']],
    [{ grant: 'to-wjj', party: CODE, purpose: '' }, ['?purpose']],
  ])('%j does not fit', async (asked, pointers) => {
    expectRefusal(await query(here, 'approvals', asked, 'wjj.officer'), 422, 'invalid', pointers);
  });

  it('machines need the scope', async () => {
    const body = { name: '审批系统', roles: ['system'], sections: 'all', active: true, issuer: null, subject: null };
    const account = '/organisations/WJJ/accounts/wjj.system';
    const put = async (scopes: string[]) => {
      const { etag } = (await here.call('GET', account, { as: 'spj.admin' })).headers;
      const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
      const issuer = here.platform.settings.issuers[0]?.issuer;
      const said = { ...body, issuer, subject: subjectOf(JURISDICTION, 'wjj.system'), scopes };
      expect((await here.call('PUT', account, { as: 'spj.admin', body: said, headers })).status).toBeLessThan(300);
    };
    await put(['pushes:read']);
    const asked = { grant: 'to-wjj', party: CODE };
    expectRefusal(await query(here, 'approvals', asked, 'wjj.system'), 403, 'not-allowed');
    await put(['grants:query']);
    expect((await query(here, 'approvals', asked, 'wjj.system')).status).toBe(200);
  });

  it('after it is revoked there is no grant', async () => {
    await here.call('POST', '/query-grants/to-wjj/revoke', { as: 'spj.admin' });
    expectRefusal(await query(here, 'approvals', { grant: 'to-wjj', party: CODE }, 'wjj.officer'), 403, 'no-grant');
  });
});

it('what is quarantined is not shown; pages go on', async () => {
  const here = await countyHere();
  await grant(here, 'all', { to: 'WJJ', over: 'approvals' }, 'spj.admin');
  const pushed = [];
  for (const n of [1, 2, 3])
    pushed.push((await here.call('POST', '/pushes', { as: 'spj.officer', body: approval(`P-${n}`) })).json.id);
  await here.act(pushed[1], 'quarantine', 'spj.officer', { reason: '误登' });
  const asked = { grant: 'all', matter: FOOD, limit: '1' };
  const one = (await query(here, 'approvals', asked, 'wjj.officer')).json;
  const two = (await query(here, 'approvals', { ...asked, cursor: one.next }, 'wjj.officer')).json;
  expect([...one.items, ...two.items].map(({ id }) => id).sort()).toEqual([pushed[0], pushed[2]].sort());
  expect(await log(here, 'asked', 'wjj.officer')).toHaveLength(2);
});
