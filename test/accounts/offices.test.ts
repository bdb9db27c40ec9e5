/** For their own organisations the accounts of the government office and of discipline inspection act as officers. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

/** A second account of an office, with that role alone; the office itself confirms it. */
async function appointed(here: Here, account: string, role: string, by: string): Promise<void> {
  const org = account.split('.')[0]?.toUpperCase();
  const issuer = here.platform.settings.issuers[0]?.issuer;
  const body = { name: account, roles: [role], sections: 'all', issuer, subject: `371525/${account}` };
  const asked = await here.call('PUT', `/organisations/${org}/accounts/${account}`, { as: 'spj.admin', body });
  const done = await here.call('POST', `/changes/${asked.json.id}/confirm`, { as: by, body: {} });
  if (done.status !== 200) throw new Error(done.text);
}

describe.each([
  ['JW', 'jw.two', 'discipline', 'jw.discipline'],
  ['ZFB', 'zfb.two', 'government-office', 'zfb.office'],
] as const)('an account of %s with its own role alone', async (org, account, role, other) => {
  const here = await countyHere();
  await appointed(here, account, role, other);
  const post = (path: string, body: object = {}, as: string = account) => here.call('POST', path, { as, body });

  it('opens problems, and takes part in meetings', async () => {
    const problem = { type: 'other', title: '接口变更', text: '请说明。', with: [], affected: [] };
    expect((await post('/problems', problem)).json).toMatchObject({ status: 'open', from: { org } });
    const meeting = {
      ...{ type: 'special', title: '专题会议', place: '三楼', agenda: '研究。' },
      ...{ startsAt: '2026-09-30T09:00:00+08:00', invite: [{ org }] },
    };
    await post('/meetings', meeting, 'spj.officer');
    const [part] = (await here.call('GET', '/participations', { as: account })).json.items;
    expect((await post(`/participations/${part.id}/accept`, { people: ['周某'] })).json.status).toBe('accepted');
  });

  it('says who handles what came in, hands over, and has a deputy', async () => {
    // Nothing that has a handler goes to discipline inspection.
    const handles = org === 'ZFB';
    if (handles) {
      const letter = { purpose: 'inquiry', to: [{ org }], title: '商洽', text: '请说明。' };
      const { id } = (await post('/letters', letter, 'scjg.officer')).json.items[0];
      const assigned = (await post(`/letters/${id}/assign`, { handler: account })).json;
      expect(assigned.to).toMatchObject({ org, handler: account });
    }
    const at = `/organisations/${org}/accounts/${account}`;
    const over = await post(`${at}/hand-over`, { to: other, leave: false, reason: '轮岗' }, 'spj.admin');
    expect([over.status, over.json.moved]).toEqual([200, handles ? 1 : 0]);
    const deputy = { account: other, from: '2026-09-28', to: '2026-09-29' };
    const put = await here.call('PUT', `${at}/deputy`, { as: 'spj.admin', body: deputy });
    expect(put.json.deputy).toEqual(deputy);
    const { sections } = (await here.call('GET', `/organisations/${org}`, { as: other })).json;
    expect(sections.filter(({ ownerless }: { ownerless: boolean }) => ownerless)).toEqual([]);
  });

  it('does for others nothing of that', async () => {
    const pushed = (await here.push('A-1')).json;
    const claim = await post(`/pushes/${pushed.id}/claim`);
    expect([403, 404]).toContain(claim.status);
    expectRefusal(await post('/boundary-list/drafts', { validFrom: '2026-11-02' }), 403, 'not-allowed');
    expectRefusal(
      await post('/account-requests', { accounts: 2, roles: ['officer'], people: [], reason: '某' }),
      403,
      'not-allowed',
    );
  });
});
