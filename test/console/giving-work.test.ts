/** Work is given to people who can act, under whichever of their names; the page says to whom, and how much it is. */
import { describe, expect, it } from 'vitest';
import { approval, countyHere } from '../contract-http/county.ts';
import { putAgain } from '../put.ts';
import { browserOf } from './browser.ts';

const textOf = (html: string): string =>
  html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const offeredIn = (html: string): string[] => {
  const [, list = ''] = /<datalist id="people">(.*?)<\/datalist>/s.exec(html) ?? [];
  return [...list.matchAll(/value="([^"]+)"/g)].map(([, account = '']) => account);
};
const OFFICER = '/console/organisations/SCJG/accounts/scjg.officer';

describe('the work of an account', async () => {
  const here = await countyHere();
  const {
    account: _,
    consent: _c,
    deputy: _d,
    ...before
  } = (await here.call('GET', '/organisations/SCJG/accounts/scjg.head', { as: 'scjg.admin' })).json;
  const body = { ...before, name: '李四' };
  await putAgain(here.call, '/organisations/SCJG/accounts/scjg.head', { as: 'spj.admin', body });
  const { json } = await here.push('G-1');
  const [head, admin] = [await browserOf(here, 'scjg.head'), await browserOf(here, 'scjg.admin')];

  it('is given to somebody, and the page says to whom', async () => {
    const form = `/console/pushes/${json.id}/assign`;
    expect(offeredIn((await head.get(form)).text)).toEqual(['scjg.head', 'scjg.officer']);
    const given = await head.follow(await head.post(form, { handler: 'scjg.officer', key: 'g-1' }));
    expect(textOf(given.text)).toMatch(
      /✓ 已办理：分办，现由食品经营安全监督管理科的冠县市场监督管理局 ?scjg\.officer办理。/,
    );
  });

  it('is handed over to those alone who can take it, once one knows how much it is', async () => {
    const { text } = await admin.get(`${OFFICER}/hand-over`);
    expect(offeredIn(text)).toEqual(['scjg.head']);
    expect(textOf(text)).toMatch(/将冠县市场监督管理局 scjg\.officer（scjg\.officer）未办结的事项移交/);
    expect(textOf(text)).toContain('此刻未办结的 1 件。');
    const said = { to: '李四（scjg.head）', leave: 'no', reason: '轮岗' };
    const moved = await admin.follow(await admin.post(`${OFFICER}/hand-over`, { ...said, key: 'g-2' }));
    expect(textOf(moved.text)).toMatch(/已移交件数 1/);
    expect(textOf((await admin.get(`${OFFICER}/hand-over`)).text)).toContain('此刻没有未办结的事项。');
  });

  it('is done by a deputy, whose account need not be known', async () => {
    const days = { from: '2026-10-12', to: '2026-10-16' };
    await admin.get(`${OFFICER}/deputy`);
    for (const account of ['李四', '李四（scjg.head）', 'scjg.head']) {
      const page = await admin.follow(await admin.post(`${OFFICER}/deputy`, { ...days, account, key: account }));
      expect([account, textOf(page.text).includes('李四')]).toEqual([account, true]);
      await admin.get(`${OFFICER}/deputy`);
    }
  });
});

it('the source of what a machine has sent is called by its name', async () => {
  const here = await countyHere();
  const { json } = await here.call('POST', '/pushes', { as: 'construction', body: approval('G-2') });
  for (const as of ['scjg.officer', 'spj.officer']) {
    const { text } = await (await browserOf(here, as)).get(`/console/pushes/${json.id}`);
    expect([as, /<dt>来源<\/dt><dd>([^<]*)/.exec(text)?.[1]]).toEqual([as, expect.stringMatching(/[\u4e00-\u9fff]/)]);
  }
});
