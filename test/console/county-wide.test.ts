/** What the government office sees of the county, which it leads (art. 25), and nobody else does. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

describe('全县情况', async () => {
  const here = await countyHere();
  await here.push('P1');
  const { id, party } = (
    await here.push('P2', { party: { name: '冠县清泉餐饮有限公司', creditCode: '91371525MA3C00001R' } })
  ).json;
  await here.call('POST', '/problems', {
    as: 'scjg.officer',
    body: { type: 'other', title: '标准', text: '不一致。' },
  });
  here.clock.set('2026-11-27T09:00:00+08:00');
  const office = await browserOf(here, 'zfb.office');

  it('counts what waits in each organisation, and what of it is overdue, and leads there', async () => {
    const { text } = await office.get('/console/county-wide');
    const cells = (name: string) =>
      new RegExp(`>${name}</td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>`).exec(text)?.slice(1);
    expect(cells('冠县行政审批服务局')).toEqual([
      '<a href="/console/inbox?org=SPJ">1</a>',
      '<a href="/console/inbox?org=SPJ&amp;due=overdue">1</a>',
    ]);
    const inbox = await office.get('/console/inbox?org=SPJ&due=overdue');
    expect(inbox.text).toContain('<h1>冠县行政审批服务局的待办 1 件');
    expect(inbox.text).toContain('单位：冠县行政审批服务局 ');
  });

  it('keeps the organisation on the tabs of a list', async () => {
    const { text } = await office.get('/console/problems?org=SPJ&standing=all');
    expect(text).toContain('<h1>冠县行政审批服务局收到的问题 1 件');
    expect(text).toContain('href="/console/problems?standing=closed&amp;org=SPJ"');
  });

  it('is for no other account', async () => {
    expect((await (await browserOf(here, 'spj.admin')).get('/console/county-wide')).status).toBe(403);
    expect((await (await browserOf(here, 'scjg.officer')).get('/console')).text).not.toContain('全县情况');
  });

  it('finds a company of whichever organisation by a part of its name', async () => {
    const path = `/console/search?q=${encodeURIComponent(party.name.slice(2, 5))}`;
    expect((await office.get(path)).text).toContain(`${party.name} 的时间线`);
    const { items } = (await here.call('GET', `/pushes/${id}/readings`, { as: 'spj.officer' })).json;
    expect(items).toMatchObject([{ act: 'list', route: '/console/search' }]);
    expect((await (await browserOf(here, 'wjj.officer')).get(path)).text).not.toContain(`${party.name} 的时间线`);
  });
});
