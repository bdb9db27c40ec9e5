/** Instructions of the government office (交办, art. 25): who, by when, sent back, closed, withdrawn. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { post } from '../mail/post.ts';

const OFFICE = 'zfb.office';
const task = (more: object = {}) => ({
  ...{ to: [{ org: 'SCJG' }], title: '校外培训机构联合检查', task: '请于期限内报告检查情况。', workingDays: 3 },
  ...more,
});
const assign = (here: Here, body: object = task(), as = OFFICE) => here.call('POST', '/instructions', { as, body });
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/instructions/${id}/${name}`, { as, body });
const one = async (here: Here, body: object = task()): Promise<string> => (await assign(here, body)).json.items[0].id;

describe('an instruction', async () => {
  const here = await countyHere();
  const { status, json } = await assign(here, task({ to: [{ org: 'SCJG' }, { org: 'SPJ' }] }));
  const [first, second] = json.items;

  it('is one record an organisation, of one series, each with a clock', () => {
    expect(status).toBe(201);
    // 09-29, 09-30, and 10-08: the holidays lie between.
    expect(first).toMatchObject({ status: 'assigned', due: '2026-10-08', to: { org: 'SCJG' }, late: null });
    expect([first.series, second.series]).toEqual([first.id, first.id]);
  });

  it('is closed once it has been reported, and sent back with a clock of its own', async () => {
    expectRefusal(await act(here, first.id, 'close', OFFICE), 409, 'not-reported');
    const reported = await act(here, first.id, 'report', 'scjg.officer', { text: '已检查 12 家。' });
    expect(reported.json).toMatchObject({ status: 'reported', report: '已检查 12 家。', reportedBy: 'scjg.officer' });
    expectRefusal(await act(here, first.id, 'report', 'scjg.officer', { text: '再报' }), 409, 'already-done');
    const back = await act(here, first.id, 'send-back', OFFICE, { reason: '未列问题清单', workingDays: 1 });
    expect(back.json).toMatchObject({ status: 'assigned', due: '2026-09-29', reason: '未列问题清单' });
    await act(here, first.id, 'report', 'scjg.officer', { text: '问题清单附后。' });
    expect((await act(here, first.id, 'close', OFFICE)).json).toMatchObject({
      ...{ status: 'closed', closedAt: '2026-09-28T09:00:00+08:00' },
    });
    expectRefusal(await act(here, first.id, 'close', OFFICE), 409, 'already-done');
  });

  it('is withdrawn while nothing has been reported', async () => {
    const gone = await act(here, second.id, 'withdraw', OFFICE, { reason: '另行安排' });
    expect(gone.json).toMatchObject({ status: 'withdrawn', reason: '另行安排' });
    expectRefusal(await act(here, second.id, 'report', 'spj.officer', { text: '迟了' }), 409, 'already-done');
  });
});

describe('the clock of a report', async () => {
  const here = await countyHere();
  const id = await one(here);

  it('makes it late for good; sent back, it stays late and a clock runs again', async () => {
    here.clock.set('2026-10-09T00:00:00+08:00');
    const late = { due: '2026-10-08', at: '2026-10-09T00:00:00+08:00' };
    const reported = await act(here, id, 'report', 'scjg.officer', { text: '迟报为歉。' });
    expect(reported.json).toMatchObject({ status: 'reported', late });
    const back = await act(here, id, 'send-back', OFFICE, { reason: '不全', workingDays: 2 });
    // 10-10 is a Saturday that is worked.
    expect(back.json).toMatchObject({ status: 'assigned', due: '2026-10-12', late });
    here.clock.set('2026-10-20T09:00:00+08:00');
    expect((await here.call('GET', `/instructions/${id}`, { as: OFFICE })).json).toMatchObject({ late });
  });
});

describe('who may', async () => {
  const here = await countyHere();
  const id = await one(here);

  it.each([
    ['to itself', [{ org: 'ZFB' }], ['/to/0/org']],
    ['to a township', [{ org: 'QQJD' }], ['/to/0/org']],
    ['to discipline inspection', [{ org: 'JW' }], ['/to/0/org']],
    ['twice to one', [{ org: 'WJJ' }, { org: 'WJJ' }], ['/to/1/org']],
    ['to nobody', [], ['/to']],
  ])('the office assigns nothing %s', async (_name, to, pointers) => {
    expectRefusal(await assign(here, task({ to })), 422, 'invalid', pointers);
  });

  it.each(['spj.officer', 'spj.admin', 'scjg.head'])('%s assigns nothing', async (as) => {
    expectRefusal(await assign(here, task({ to: [{ org: 'WJJ' }] }), as), 403, 'not-allowed');
  });

  it('others do not find it; its own sides do no act of the other', async () => {
    expectRefusal(await act(here, id, 'report', 'wjj.officer', { text: '某' }), 404, 'not-found');
    expectRefusal(await act(here, id, 'report', OFFICE, { text: '某' }), 403, 'not-allowed');
    expectRefusal(await act(here, id, 'withdraw', 'scjg.officer', { reason: '某' }), 403, 'not-allowed');
    expectRefusal(await act(here, id, 'quarantine', 'scjg.officer', { reason: '某' }), 409, 'not-reported');
  });

  it('the organisation takes its own report from sight, the office the whole', async () => {
    await act(here, id, 'report', 'scjg.officer', { text: '误报的内容' });
    expect((await act(here, id, 'quarantine', 'scjg.officer', { reason: '误报' })).json).toMatchObject({
      ...{ task: '请于期限内报告检查情况。', report: null, quarantined: false },
    });
    expect((await act(here, id, 'quarantine', OFFICE, { reason: '误发' })).json).toMatchObject({
      ...{ task: null, title: null, quarantined: true },
    });
  });
});

it('tells each side what the other did', async () => {
  const county = await post('2026-09-28T09:00');
  const [{ id }] = (await county.call('POST', '/instructions', { as: OFFICE, body: task() })).json.items;
  const said = (name: string, as: string, body: object) =>
    county.call('POST', `/instructions/${id}/${name}`, { as, body });
  await said('report', 'scjg.officer', { text: '已检查 12 家。' });
  await county.until('2026-09-28T10:00');
  await said('send-back', OFFICE, { reason: '不全', workingDays: 1 });
  await county.until('2026-09-28T11:00');
  expect(county.sent.map(({ subject }) => subject.replace('【审管互动】', ''))).toEqual([
    ...['新的交办事项', '交办事项已报告办理情况', '交办事项已退回重办'],
  ]);
  expect(county.sent.map(({ text }) => text).join()).not.toContain('12 家');
});
