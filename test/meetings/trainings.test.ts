/** `GET /trainings?year=`: the year's trainings and who attended them (art. 15). */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const training = (title: string, startsAt: string, invite: string[]) => ({
  ...{ type: 'training', title, place: '三楼会议室', startsAt, invite: invite.map((org) => ({ org })) },
});
const read = async (here: Here, as: string, query = '') =>
  (await here.call('GET', `/trainings${query}`, { as })).json.items;
const titles = async (here: Here, as: string, query = '') =>
  (await read(here, as, query)).map(({ title }: { title: string }) => title);

describe('the trainings of a year', async () => {
  const here = await countyHere();
  const announce = async (as: string, body: object) => (await here.call('POST', '/meetings', { as, body })).json.id;
  const first = await announce('spj.officer', training('平台操作', '2026-09-28T09:00:00+08:00', ['SCJG', 'WJJ']));
  await announce('scjg.officer', training('食品监管', '2026-12-31T23:30:00+08:00', ['SPJ']));
  await announce('spj.officer', training('新年度', '2027-01-01T00:00:00+08:00', ['SCJG']));
  const off = await announce('spj.officer', training('取消的', '2026-10-12T09:00:00+08:00', ['SCJG']));
  await here.call('POST', `/meetings/${off}/cancel`, { as: 'spj.officer', body: { reason: '场地占用' } });
  await here.call('POST', '/meetings', {
    as: 'spj.officer',
    body: { ...training('联审', '2026-10-12T09:00:00+08:00', ['SCJG']), type: 'joint-review' },
  });
  const attendance = [
    { org: 'SPJ', people: ['李强'] },
    { org: 'SCJG', people: ['王芳', '赵六'] },
  ];
  const held = await here.call('POST', `/meetings/${first}/hold`, { as: 'spj.officer', body: { attendance } });

  it('say who attended; those cancelled, other meetings and other years are not among them', async () => {
    expect(held.status).toBe(200);
    const [line] = (await read(here, 'wjj.officer', '?year=2026')) as object[];
    expect(line).toEqual({
      ...{ id: first, title: '平台操作', from: { org: 'SPJ' }, startsAt: '2026-09-28T09:00:00+08:00' },
      ...{ place: '三楼会议室', status: 'closed', invited: 2, attendance },
    });
    expect((await titles(here, 'scjg.officer', '?year=2026')).sort()).toEqual(['平台操作', '食品监管']);
    expect((await titles(here, 'spj.officer', '?year=2026')).sort()).toEqual(['平台操作', '食品监管']);
    expect(await titles(here, 'spj.officer', '?year=2027')).toEqual(['新年度']);
  });

  it('are those of the running year where none is named', async () => {
    expect(await titles(here, 'wjj.officer')).toEqual(['平台操作']);
  });

  it('are an organisation’s own; the government office may name any', async () => {
    expect(await titles(here, 'jtj.officer')).toEqual([]);
    expect(await titles(here, 'zfb.office', '?org=WJJ')).toEqual(['平台操作']);
    expectRefusal(await here.call('GET', '/trainings?org=WJJ', { as: 'jtj.officer' }), 403, 'not-allowed');
  });

  it('name their year in four digits', async () => {
    expectRefusal(await here.call('GET', '/trainings?year=26', { as: 'spj.officer' }), 422, 'invalid', ['?year']);
  });
});
