/** Inside an organisation: who acts in which section, by `not-your-section` where it is another's. */
import { describe, expect, it } from 'vitest';
import { countyAnywhere, expectRefusal } from './county.ts';

const here = await countyAnywhere();
const { call, issuer, jurisdiction } = here;
const settle = async (account: string, sections: string[], roles = ['officer'], org = 'SCJG') => {
  const body = { name: account, roles, sections, issuer, subject: `${jurisdiction}/${account}` };
  expect((await call('PUT', `/organisations/${org}/accounts/${account}`, { as: 'spj.admin', body })).status).toBe(201);
};
await settle('scjg.food', ['SPXK']);
await settle('scjg.drugs', ['SPSC']);
await settle('scjg.chief', ['SPXK', 'SPSC'], ['section-head']);
await settle('scjg.none', []);

describe('a push of one section', () => {
  it.each([
    ['claim', {}],
    ['return', { reason: '不属本科室' }],
    ['assign', { handler: 'scjg.food' }],
  ])('%s is for its officers', async (act, body) => {
    const { id } = (await here.push(`A-${act}`)).json;
    for (const as of ['scjg.drugs', 'scjg.none'])
      expectRefusal(await here.act(id, act, as, body), 403, 'not-your-section');
    expect((await here.act(id, act, 'scjg.food', body)).status).toBe(200);
  });

  it('is seen by all of the organisation', async () => {
    const { id } = (await here.push('SEEN')).json;
    expect((await here.read(id, 'scjg.none')).status).toBe(200);
    expect((await here.read(id, 'scjg.admin')).status).toBe(200);
    const listed = (await call('GET', '/pushes?status=pending', { as: 'scjg.drugs' })).json.items;
    expect(listed.map((item: { id: string }) => item.id)).toContain(id);
  });

  it("goes to another by the section-head, and then is that one's", async () => {
    const { id } = (await here.push('MOVED')).json;
    expectRefusal(await here.act(id, 'assign', 'scjg.food', { section: 'SPSC' }), 403, 'not-allowed');
    expect((await here.act(id, 'assign', 'scjg.chief', { section: 'SPSC', handler: 'scjg.drugs' })).json.to).toEqual({
      ...{ org: 'SCJG', section: 'SPSC', handler: 'scjg.drugs' },
    });
    expectRefusal(await here.act(id, 'claim', 'scjg.food'), 403, 'not-your-section');
    expect((await here.act(id, 'claim', 'scjg.drugs')).json).toMatchObject({
      claimedBy: 'scjg.drugs',
      to: { handler: 'scjg.drugs' },
    });
  });

  it('is handled by nobody who has no right to it', async () => {
    const { id } = (await here.push('HANDLED')).json;
    const refused = await here.act(id, 'assign', 'scjg.food', { handler: 'scjg.drugs' });
    expectRefusal(refused, 422, 'invalid', ['/handler']);
    expectRefusal(await here.act(id, 'assign', 'scjg.chief', { handler: 'scjg.none' }), 422, 'invalid', ['/handler']);
    const moved = { section: 'SPSC', handler: 'scjg.food' };
    expectRefusal(await here.act(id, 'assign', 'scjg.chief', moved), 422, 'invalid', ['/handler']);
    expect((await here.act(id, 'assign', 'scjg.food', { handler: 'scjg.chief' })).status).toBe(200);
  });

  it('in a batch, each by itself', async () => {
    const mine = (await here.push('B-1')).json.id;
    const theirs = (await here.push('B-2')).json.id;
    await here.act(theirs, 'assign', 'scjg.chief', { section: 'SPSC' });
    const { json } = await call('POST', '/pushes/claim', { as: 'scjg.food', body: { ids: [theirs, mine] } });
    expect(json.results).toEqual([
      { id: theirs, ok: false, code: 'not-your-section' },
      { id: mine, ok: true, code: null },
    ]);
  });
});

it('binds no machine: its scope is for all of its organisation', async () => {
  const body = {
    ...{ name: '业务系统', roles: ['system'], scopes: ['pushes:claim', 'pushes:read'] },
    ...{ sections: ['SPSC'], issuer, subject: `${jurisdiction}/scjg.machine` },
  };
  const path = '/organisations/SCJG/accounts/scjg.machine';
  expect((await call('PUT', path, { as: 'spj.admin', body })).status).toBe(201);
  const { id } = (await here.push('MACHINE')).json;
  expect((await here.act(id, 'claim', 'scjg.machine')).json).toMatchObject({
    ...{ claimedBy: 'scjg.machine', to: { section: 'SPXK' } },
  });
});

it('right comes before state: whoever may not act is not told who claimed', async () => {
  const { id } = (await here.push('C')).json;
  await here.act(id, 'claim', 'scjg.food');
  const answer = await here.act(id, 'claim', 'scjg.drugs');
  expectRefusal(answer, 403, 'not-your-section');
  expect(answer.json).not.toHaveProperty('claimedBy');
});

it('an organisation without a default section: any officer', async () => {
  const { json } = await call('GET', '/organisations', { as: 'spj.admin' });
  const bare = { name: '新局', type: 'department', sections: [{ code: 'A', name: '甲科' }] };
  expect(json.items.length).toBeGreaterThan(10);
  await call('PUT', '/organisations/NEW', { as: 'spj.admin', body: bare });
  await settle('new.officer', [], ['officer'], 'NEW');
  const { id } = (await here.push('D')).json;
  await here.act(id, 'return', 'scjg.food', { reason: '不属本局', suggestedOrg: 'NEW' });
  const next = await here.act(id, 'readdress', 'spj.officer', { org: 'NEW' });
  expect(next.json.to).toEqual({ org: 'NEW', section: null, handler: null });
  expect((await here.act(next.json.id, 'claim', 'new.officer')).json.status).toBe('claimed');
});
