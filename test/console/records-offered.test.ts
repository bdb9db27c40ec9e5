/** Forms offer those records alone that can be named: surveys to repeat, cases that go on, draws that are used up. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const NOW = '2026-09-28T09:00:00+08:00';

describe('surveys and their draws', async () => {
  const here = await countyHere();
  const post = async (path: string, as: string, body: object = {}) => {
    const answer = await here.call('POST', path, { as, body });
    if (answer.status >= 300) throw new Error(answer.text);
    return answer.json;
  };
  const survey = async (): Promise<string> => {
    const visit = { type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: NOW, items: ['操作间面积'] };
    return (await post('/surveys', 'spj.officer', { ...visit, invite: [{ org: 'SCJG' }, { org: 'WJJ' }] })).id;
  };
  const concluded = async (result: object): Promise<string> => {
    const id = await survey();
    const attendance = [{ org: 'SPJ', people: ['甲', '乙'] }];
    await post(`/surveys/${id}/hold`, 'spj.officer', { attendance });
    await post(`/surveys/${id}/conclude`, 'spj.officer', { text: '已踏勘。', signedBy: '甲', ...result });
    return id;
  };
  const going = await survey();
  await concluded({ result: 'pass' });
  const rectify = await concluded({ result: 'rectify', rectifyBy: '2026-10-20' });
  const person = { level: 'county', specialties: ['食品安全'], employer: { name: '某大学' } };
  const term = { termTo: '2028-01-01', reviewBy: '2027-06-01' };
  const expert = await post('/experts', 'scjg.officer', { ...person, ...term, name: '张教授' });
  // One that is not admitted yet.
  await post('/experts', 'scjg.officer', { ...person, ...term, name: '李教授' });
  await post(`/experts/${expert.id}/admit`, 'spj.admin');
  const groups = [{ specialty: '食品安全', count: 1 }];
  const draw = await post('/draws', 'spj.officer', { case: going, groups });
  const officer = await browserOf(here, 'spj.officer');
  const offered = async (path: string, name: string): Promise<string[]> => {
    const { text } = await officer.get(path);
    const [, inside = ''] = new RegExp(`<select[^>]* name="${name}"[^>]*>(.*?)</select>`, 's').exec(text) ?? [];
    return [...inside.matchAll(/<option value="([0-9a-f]{32})"/g)].map(([, id = '']) => id);
  };

  it('a second survey is of one that asked for it', async () => {
    expect(await offered('/console/surveys/new', 'followUpOf')).toEqual([rectify]);
  });

  it('a draw is for a case that goes on, and leaves out experts that could be drawn', async () => {
    expect(await offered('/console/draws/new', 'case')).toEqual([going]);
    expect(await offered('/console/draws/new', 'exclude/0/expert')).toEqual([expert.id]);
  });

  it('a draw leads to its case; with nobody left, to a new one that begins with what it was of', async () => {
    expect(await offered('/console/draws/new', 'follows')).toEqual([]);
    const page = async () => (await officer.get(`/console/draws/${draw.id}`)).text;
    expect(await page()).toContain(`<a href="/console/records/${going}">联合踏勘（`);
    expect(await page()).not.toContain('重新抽取');
    for (const as of ['spj.officer', 'scjg.officer']) await post(`/draws/${draw.id}/contribute`, as, { value: as });
    await post(`/draws/${draw.id}/draw`, 'spj.officer');
    expect(await offered('/console/draws/new', 'follows')).toEqual([draw.id]);
    const [, href = ''] = /href="([^"]+)">没有候补了，重新抽取…/.exec(await page()) ?? [];
    const form = (await officer.get(href.replaceAll('&amp;', '&'))).text;
    expect(form).toMatch(new RegExp(`<option value="${going}" selected>`));
    expect(form).toMatch(new RegExp(`<option value="${draw.id}" selected>`));
    expect(form).toMatch(/name="groups\/0\/specialty" value="食品安全"/);
  });
});
