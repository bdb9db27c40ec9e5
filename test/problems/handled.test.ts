/**
 * How a problem is handled (arts. 21, 22): its two clocks, letters and meetings, applicants, outcomes, the government
 * office.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, document, expectRefusal, type Here } from '../contract-http/county.ts';
import { agreed } from '../standards/story.ts';

const raised = (more: object = {}) => ({
  ...{ type: 'standards-differ', title: '核查标准不一致', text: '面积标准不一致。' },
  ...more,
});
const raise = async (here: Here, more: object = {}, as = 'scjg.officer') =>
  (await here.call('POST', '/problems', { as, body: raised(more) })).json;
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/problems/${id}/${name}`, { as, body });
const read = async (here: Here, id: string, as = 'spj.officer') =>
  (await here.call('GET', `/problems/${id}`, { as })).json;
const inbox = async (here: Here, as: string): Promise<string[]> =>
  (await here.call('GET', '/inbox', { as })).json.items.map(({ id }: { id: string }) => id);
const DONE = { outcome: 'resolution', resolution: '按监管标准办理' };

describe('its clocks', async () => {
  const here = await countyHere();
  const { id, due } = await raise(here, { with: ['WJJ'] });

  it('five working days to the addressee’s first reply, then twenty to the end', async () => {
    expect(due).toBe('2026-10-10');
    await act(here, id, 'reply', 'wjj.officer', { text: '本局意见' });
    expect((await read(here, id)).due).toBe('2026-10-10');
    const replied = await act(here, id, 'reply', 'spj.officer', { text: '正在研究' });
    expect(replied.json).toMatchObject({ status: 'open', due: '2026-10-30', repliedAt: '2026-09-28T09:00:00+08:00' });
    await act(here, id, 'reply', 'spj.officer', { text: '再答复' });
    expect((await read(here, id)).due).toBe('2026-10-30');
  });

  it('of those in `with` it lies in the inbox until they have replied', async () => {
    const other = await raise(here, { with: ['WJJ', 'ZJJ'] });
    expect(await inbox(here, 'wjj.officer')).toEqual([other.id]);
    expect(await inbox(here, 'spj.officer')).toContain(other.id);
    await act(here, other.id, 'reply', 'spj.officer', { text: '某' });
    expect(await inbox(here, 'wjj.officer')).toEqual([other.id]);
    await act(here, other.id, 'reply', 'wjj.officer', { text: '某' });
    expect([await inbox(here, 'wjj.officer'), await inbox(here, 'zjj.officer')]).toEqual([[], [other.id]]);
    await act(here, other.id, 'resolve', 'spj.officer', DONE);
    expect(await inbox(here, 'zjj.officer')).toEqual([]);
    const { json } = await here.call('GET', '/problems?box=part', { as: 'zjj.officer' });
    expect(json.items.map((one: { id: string }) => one.id)).toEqual([other.id]);
  });

  it('late to resolve it is told, and stays open', async () => {
    here.clock.set('2026-10-31T00:00:00+08:00');
    expect(await read(here, id)).toMatchObject({ status: 'open', late: { due: '2026-10-30' } });
    expect((await act(here, id, 'resolve', 'spj.officer', DONE)).json).toMatchObject({ status: 'resolved' });
  });
});

describe('consulting', async () => {
  const here = await countyHere();
  const { id } = await raise(here);

  it('by letters, nobody twice; what was asked ends with the problem', async () => {
    const consult = (to: object[], as = 'spj.officer') => act(here, id, 'consult', as, { to, text: '请提出意见。' });
    expectRefusal(await consult([{ org: 'WJJ' }], 'scjg.officer'), 403, 'not-allowed');
    expectRefusal(await consult([{ org: 'SPJ' }, { org: 'QQJD' }]), 422, 'invalid', ['/to/0/org', '/to/1/org']);
    const { json } = await consult([{ org: 'WJJ' }, { org: 'ZJJ' }]);
    expect(json.asked.map(({ org }: { org: string }) => org)).toEqual(['WJJ', 'ZJJ']);
    expectRefusal(await consult([{ org: 'WJJ' }]), 409, 'already-asked');
    const [letter] = (await here.call('GET', '/letters', { as: 'wjj.officer' })).json.items;
    expect(letter).toMatchObject({ purpose: 'problem', status: 'pending', due: '2026-10-10' });
    const said = { position: 'agree', text: '同意。' };
    await here.call('POST', `/letters/${letter.id}/reply`, { as: 'wjj.officer', body: said });
    await act(here, id, 'resolve', 'spj.officer', DONE);
    const { json: replied } = await here.call('GET', `/letters/${letter.id}`, { as: 'wjj.officer' });
    expect(replied).toMatchObject({ status: 'concluded', withoutReply: false });
    const [silent] = (await here.call('GET', '/letters', { as: 'zjj.officer' })).json.items;
    expect(silent).toMatchObject({ status: 'concluded', withoutReply: true });
    expect(await inbox(here, 'zjj.officer')).toEqual([]);
  });

  it('asked by the bureau, they may be asked once more by the government office', async () => {
    const other = await raise(here);
    const ask = (as: string) => act(here, other.id, 'consult', as, { to: [{ org: 'JTJ' }], text: '请提出意见。' });
    await ask('spj.officer');
    await act(here, other.id, 'escalate', 'spj.officer', { reason: '未征求到意见' });
    const { status, json } = await ask('zfb.office');
    expect([status, json.asked.map(({ org }: { org: string }) => org)]).toEqual([200, ['JTJ', 'JTJ']]);
    expectRefusal(await ask('zfb.office'), 409, 'already-asked');
    const letters = async () => (await here.call('GET', '/letters', { as: 'jtj.officer' })).json.items;
    expect((await letters()).map(({ from }: { from: { org: string } }) => from.org).sort()).toEqual(['SPJ', 'ZFB']);
    await act(here, other.id, 'resolve', 'zfb.office', DONE);
    expect((await letters()).map(({ status: at }: { status: string }) => at)).toEqual(['concluded', 'concluded']);
  });

  it('whoever was merely asked gives an opinion, and no more', async () => {
    const other = await raise(here, { with: ['ZJJ'] });
    const later = { startsAt: '2026-09-29T14:30:00+08:00', place: '三楼', invite: [{ org: 'WJJ' }, { org: 'ZJJ' }] };
    await act(here, other.id, 'consult', 'spj.officer', { to: [{ org: 'JTJ' }, { org: 'ZFB' }], text: '请提出意见。' });
    await act(here, other.id, 'convene', 'spj.officer', later);
    expect((await read(here, other.id)).consulted).toEqual(['JTJ', 'ZFB', 'WJJ']);
    const applicant = { name: '甲', loss: '重复整改' };
    for (const as of ['jtj.officer', 'wjj.officer']) {
      expect((await read(here, other.id, as)).acts).not.toContain('affect');
      expectRefusal(await act(here, other.id, 'affect', as, applicant), 403, 'not-allowed');
      expect((await act(here, other.id, 'reply', as, { text: '本局意见' })).status).toBe(200);
    }
    for (const as of ['zjj.officer', 'scjg.officer', 'spj.officer'])
      expect((await act(here, other.id, 'affect', as, { ...applicant, remedy: '免于复查' })).status).toBe(200);
    await act(here, other.id, 'resolve', 'spj.officer', DONE);
    const reason = { reason: '处理意见不可行' };
    expectRefusal(await act(here, other.id, 'escalate', 'jtj.officer', reason), 403, 'not-allowed');
    expect((await act(here, other.id, 'escalate', 'zjj.officer', reason)).json.to.org).toBe('ZFB');
    expect((await act(here, other.id, 'affect', 'zfb.office', applicant)).status).toBe(200);
  });

  it('by a special meeting or a roundtable, cancelled where it was not held', async () => {
    const other = await raise(here);
    const plan = { startsAt: '2026-09-29T14:30:00+08:00', place: '三楼', invite: [{ org: 'SCJG' }, { org: 'WJJ' }] };
    expectRefusal(
      await act(here, other.id, 'convene', 'scjg.officer', { ...plan, invite: [{ org: 'WJJ' }] }),
      403,
      'not-allowed',
    );
    const past = { ...plan, startsAt: '2026-09-28T08:00:00+08:00' };
    expectRefusal(await act(here, other.id, 'convene', 'spj.officer', past), 422, 'invalid', ['/startsAt']);
    expect((await act(here, other.id, 'convene', 'spj.officer', plan)).json.participants).toEqual(['WJJ']);
    const meeting = async () => (await here.call('GET', '/meetings?box=part', { as: 'wjj.officer' })).json.items[0];
    expect(await meeting()).toMatchObject({ type: 'special', status: 'announced', title: '核查标准不一致：专题会议' });
    await act(here, other.id, 'resolve', 'spj.officer', DONE);
    expect((await meeting()).status).toBe('cancelled');
  });

  it('by more than one commit writes: all of it ends with the problem', async () => {
    const { items } = (await here.call('GET', '/organisations', { as: 'spj.admin' })).json;
    const departments = items.filter(({ type }: { type: string }) => type === 'department');
    const orgs = departments.slice(0, 20).map(({ code }: { code: string }) => ({ org: code }));
    const many = await raise(here);
    const meeting = { startsAt: '2026-10-09T09:00:00+08:00', place: '县政务中心', invite: orgs };
    for (let n = 0; n < 5; n++) expect((await act(here, many.id, 'convene', 'spj.officer', meeting)).status).toBe(200);
    expect((await act(here, many.id, 'resolve', 'spj.officer', DONE)).json.status).toBe('resolved');
    const open = (await here.call('GET', '/participations?status=invited', { as: 'wjj.officer' })).json.items;
    expect(open).toEqual([]);
  });
});

describe('applicants', async () => {
  const here = await countyHere();
  const { id } = await raise(here, { with: ['WJJ'], affected: [{ name: '甲公司', loss: '停工' }] });

  it('whoever takes part adds one, or says more of one; each needs a remedy', async () => {
    expectRefusal(await act(here, id, 'affect', 'wjj.officer', { name: '乙公司' }), 422, 'invalid', ['/loss']);
    expectRefusal(await act(here, id, 'affect', 'jtj.officer', { name: '乙公司', loss: '某' }), 404, 'not-found');
    await act(here, id, 'affect', 'wjj.officer', { name: '乙公司', loss: '重复检查' });
    const open = await act(here, id, 'resolve', 'spj.officer', DONE);
    expectRefusal(open, 409, 'remedies-open');
    expect(open.json.names).toEqual(['甲公司', '乙公司']);
    await act(here, id, 'affect', 'wjj.officer', { name: '甲公司', remedy: '减免费用' });
    const { json } = await act(here, id, 'affect', 'spj.officer', { name: '乙公司', remedy: '合并检查' });
    expect(json.affected).toEqual([
      { name: '甲公司', creditCode: null, loss: '停工', remedy: '减免费用' },
      { name: '乙公司', creditCode: null, loss: '重复检查', remedy: '合并检查' },
    ]);
  });

  it('a quarantine takes what its organisation wrote of them, and no more', async () => {
    const { json } = await act(here, id, 'quarantine', 'wjj.officer', { reason: '涉密' });
    expect(json.affected).toEqual([{ name: '甲公司', creditCode: null, loss: '停工', remedy: null }]);
    const history = (await here.call('GET', `/problems/${id}/history`, { as: 'spj.officer' })).text;
    expect(history).not.toContain('减免费用');
    expect(history).not.toContain('重复检查');
  });
});

describe('an outcome names what shows it', async () => {
  const here = await countyHere();
  const standard = await agreed(here);
  const draft = await here.call('POST', '/boundary-list/drafts', {
    as: 'spj.admin',
    body: { validFrom: '2026-11-02' },
  });
  const policy = await here.call('POST', '/pushes', { as: 'spj.officer', body: document('D-1') });
  const approval = await here.push('A-1');
  const ids: Record<string, string> = {
    standard,
    draft: draft.json.id,
    policy: policy.json.id,
    approval: approval.json.id,
  };

  it.each([
    ['standard-change', 'standard', 200],
    ['standard-change', 'draft', 422],
    ['list-change', 'draft', 200],
    ['list-change', 'standard', 422],
    ['policy-document', 'policy', 200],
    ['policy-document', 'approval', 422],
    ['resolution', 'approval', 200],
  ])('%s by a %s: %i', async (outcome, link, status) => {
    const { id } = await raise(here);
    const body = { outcome, resolution: '某', links: [ids[link]] };
    const done = await act(here, id, 'resolve', 'spj.officer', body);
    expect(done.status).toBe(status);
    if (status === 422) expectRefusal(done, 422, 'invalid', ['/links']);
  });

  it('none that the writer may not see, or that is not there; readers see those that they may', async () => {
    const { id } = await raise(here, {}, 'wjj.officer');
    const body = { ...DONE, links: ['0'.repeat(32)] };
    expectRefusal(await act(here, id, 'resolve', 'spj.officer', body), 422, 'invalid', ['/links/0']);
    const { json } = await act(here, id, 'resolve', 'spj.officer', { ...DONE, links: [standard] });
    expect(json.links).toEqual([standard]);
    expect((await read(here, id, 'wjj.officer')).links).toEqual([]);
  });
});

describe('the government office', async () => {
  const here = await countyHere();
  const reason = { reason: '久拖不决' };

  it('those who take part escalate once a clock is late, and once alone', async () => {
    const { id } = await raise(here, { with: ['WJJ'] });
    expectRefusal(await act(here, id, 'escalate', 'scjg.officer', reason), 409, 'reply-running');
    here.clock.set('2026-10-11T00:00:00+08:00');
    const { json } = await act(here, id, 'escalate', 'wjj.officer', reason);
    expect(json).toMatchObject({
      ...{ status: 'open', to: { org: 'ZFB' }, escalation: '久拖不决', escalatedBy: 'WJJ', escalatedFrom: 'SPJ' },
      ...{ due: '2026-10-16', late: { due: '2026-10-10' } },
    });
    expectRefusal(await act(here, id, 'escalate', 'scjg.officer', reason), 409, 'already-escalated');
    expect(await inbox(here, 'zfb.office')).toContain(id);
    expect(await inbox(here, 'spj.officer')).not.toContain(id);
    expect((await act(here, id, 'reply', 'zfb.office', { text: '已受理' })).json.due).toBe('2026-11-06');
    expectRefusal(await act(here, id, 'resolve', 'spj.officer', DONE), 403, 'not-allowed');
    expect((await act(here, id, 'resolve', 'zfb.office', DONE)).json.status).toBe('resolved');
  });

  it('the bureau does so at any time before', async () => {
    const { id } = await raise(here);
    expect((await act(here, id, 'escalate', 'spj.officer', reason)).json).toMatchObject({
      to: { org: 'ZFB' },
      escalatedFrom: 'SPJ',
    });
    const own = await raise(here, {}, 'spj.officer');
    expectRefusal(await act(here, own.id, 'escalate', 'spj.officer', reason), 409, 'already-escalated');
  });

  it.each([
    ['2026-10-15T23:59:00+08:00', 200],
    ['2026-10-16T00:00:00+08:00', 409],
  ])('what was resolved on 10-09 is taken up again until the fifth working day: %s %i', async (at, status) => {
    const county = await countyHere();
    const { id } = await raise(county);
    county.clock.set('2026-10-09T09:00:00+08:00');
    await act(county, id, 'resolve', 'spj.officer', DONE);
    expectRefusal(await act(county, id, 'escalate', 'spj.officer', reason), 409, 'already-done');
    county.clock.set(at);
    const again = await act(county, id, 'escalate', 'scjg.officer', reason);
    expect(again.status).toBe(status);
    if (status === 200)
      expect(again.json).toMatchObject({ status: 'open', outcome: null, resolution: null, links: [] });
  });
});
