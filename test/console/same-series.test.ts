/** What was sent to several organisations at once: to whom, and how far each is, on the page of each record. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const tableIn = (html: string): string =>
  textOf(/同时发给的单位[^<]*<\/h2>\s*(<table.*?<\/table>)/s.exec(html)?.[1] ?? '');

describe('an instruction without a title to two organisations', async () => {
  const here = await countyHere();
  const office = await browserOf(here, 'zfb.office');
  const task = '请报送餐饮服务单位联合检查计划。附件请盖章。';
  const form = '/console/instructions/new';
  await office.get(form);
  const fields = { to: ['WJJ', 'SCJG'], task, workingDays: '3', key: 'a'.repeat(32) };
  const sent = await office.post(form, fields);
  const page = await office.follow(sent);

  it('says when it is sent to whom, and lists each with its state', () => {
    expect([sent.status, sent.headers.location]).toEqual([303, expect.stringMatching(/\/[0-9a-f]{32}\?done=open$/)]);
    expect(textOf(page.text)).toContain('✓ 已办理：交办，发给 2 个单位：冠县卫生健康局、冠县市场监督管理局。');
    expect(tableIn(page.text)).toMatch(/冠县卫生健康局 承办中 本件 冠县市场监督管理局 承办中 ● 剩/);
    expect(page.text).not.toMatch(/同一批交办|[0-9a-f]{8}…/);
  });

  it('is called by the first words of what is to be done, in lists and on the desk', async () => {
    const called = '交办事项：请报送餐饮服务单位联合检查计划';
    for (const [account, path] of [
      ['zfb.office', '/console/instructions?box=out'],
      ['scjg.officer', '/console/instructions'],
      ['scjg.officer', '/console/inbox'],
    ] as const) {
      expect(textOf((await (await browserOf(here, account)).get(path)).text)).toContain(`${called} `);
    }
  });

  it('tells an addressee nothing of the others', async () => {
    const { items } = (await here.call('GET', '/instructions', { as: 'scjg.officer' })).json;
    const { text } = await (await browserOf(here, 'scjg.officer')).get(`/console/instructions/${items[0].id}`);
    expect([text.includes('同时发给'), text.includes('卫生健康局')]).toEqual([false, false]);
  });
});

it('letters that a draft of the list has sent stand beside each other, too', async () => {
  const here = await countyHere();
  const admin = { as: 'spj.admin' };
  const body = { validFrom: '2026-12-01' };
  const { id } = (await here.call('POST', '/boundary-list/drafts', { ...admin, body })).json;
  for (const code of ['371525-SCJG-001', '371525-WJJ-003']) {
    const at = `/boundary-list/drafts/${id}/rows/${code}`;
    const { json, headers } = await here.call('GET', at, admin);
    const put = await here.call('PUT', at, {
      ...{ ...admin, body: { ...json, certificateDays: 7 } },
      headers: { 'if-match': headers.etag as string },
    });
    expect([put.status, put.text]).toEqual([200, put.text]);
  }
  const submitted = await here.call('POST', `/boundary-list/drafts/${id}/submit`, { ...admin, body: {} });
  expect(submitted.status).toBe(200);
  const { items } = (await here.call('GET', '/letters?box=out', admin)).json;
  const { text } = await (await browserOf(here, 'spj.admin')).get(`/console/letters/${items[0].id}`);
  expect(tableIn(text)).toMatch(/市场监督管理局.*卫生健康局|卫生健康局.*市场监督管理局/);
});
