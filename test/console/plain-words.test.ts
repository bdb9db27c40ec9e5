/** What pages say in words: settings and their history, last days, who cannot sign in, what was done just now. */
import { describe, expect, it } from 'vitest';
import { NOTICE } from '../calendar/notice-of-2027.ts';
import { countyHere } from '../contract-http/county.ts';
import { approval } from '../home/push.ts';
import { inProcess } from '../in-process.ts';
import { reportingCounty } from '../reports/county.ts';
import { browserOf } from './browser.ts';

const home = await inProcess();
const admin = await browserOf(home, 'spj.admin');

describe('the settings', async () => {
  const form = (await admin.get('/console/settings/edit')).text;
  const tag = /name="tag" value="([^"]*)"/.exec(form)?.[1]?.replaceAll('&quot;', '"') as string;
  const said = {
    ...{ 'regulation/title': '冠县强化审管互动工作暂行办法', 'regulation/documentNumber': '冠政办字〔2022〕12号' },
    ...{ 'regulation/places/0/key': '17(1)', 'regulation/places/0/value': '12(1)', circularTime: '10:00' },
    ...{ 'regulation/places/1/key': '10', 'regulation/places/1/value': '9' },
    ...{ 'regulation/places/2/key': '11', 'regulation/places/2/value': '10' },
    ...{ tag, key: 's'.repeat(32), portal: '山东政务服务网', mailHours: '' },
  };

  it('ask where an article stands by what it is about', () => {
    expect(form).toMatch(/<select [^>]*name="regulation\/places\/\d\/key"/);
    expect(form).toContain('<option value="17(1)">第十七条第（一）项（审批信息和风险点的推送、认领）</option>');
  });

  it('have the hours of mails in one row, to read and to change', async () => {
    const all = '08:30、09:30、10:30、11:30、14:30、15:30、16:30、17:30';
    expect((await admin.get('/console/settings')).text).toContain(`<dt>到件邮件的发送时刻</dt><dd>${all}</dd>`);
    expect(form).toMatch(new RegExp(`<input [^>]*name="mailHours"[^>]* value="${all}"`));
    const other = await inProcess();
    const browser = await browserOf(other, 'spj.admin');
    const page = (await browser.get('/console/settings/edit')).text;
    const its = /name="tag" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&quot;', '"') as string;
    const post = (mailHours: string) => browser.post('/console/settings/edit', { ...said, tag: its, mailHours });
    const wrong = await post('8:30、10:15');
    expect([wrong.status, wrong.text.includes('应为整点或半点'), wrong.text.includes('value="8:30、10:15"')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await post('8:30，10：00 14:30')).status).toBe(303);
    const { json } = await other.call('GET', '/county/settings', { as: 'spj.admin' });
    expect(json.mailHours).toEqual(['08:30', '10:00', '14:30']);
  });

  it('say what was done, and where the articles stand', async () => {
    const done = await admin.post('/console/settings/edit', said);
    const { text } = await admin.follow(done);
    expect(text).toContain('✓ 设置已保存，即刻生效。');
    expect(text).toContain(
      '平台所用的第十七条第（一）项（审批信息和风险点的推送、认领）</dt><dd>本办法第十二条第（一）项',
    );
  });

  it('hold on all pages: why a day is the last is told by the county’s own number', async () => {
    await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('P1') });
    const officer = await browserOf(home, 'scjg.officer');
    const [, path] = /href="(\/console\/pushes\/[0-9a-f]{32})/.exec((await officer.get('/console/pushes')).text) ?? [];
    expect((await officer.get(path ?? '')).text).toContain('《冠县强化审管互动工作暂行办法》第十二条第（一）项');
    const body = { purpose: 'inquiry', to: [{ org: 'WJJ' }], title: '商洽', text: '请提供情况。' };
    const letter = await home.call('POST', '/letters', { as: 'scjg.officer', body });
    const why = (await officer.get(`/console/letters/${letter.json.items[0].id}`)).text;
    expect(why).toContain('《冠县强化审管互动工作暂行办法》第九条、第十条、第二十条、第二十一条');
  });

  it('have a history that begins with what differs from the defaults', async () => {
    const { text } = await admin.get('/console/settings');
    const history = text.slice(text.indexOf('变更记录'));
    const changed = [...history.matchAll(/<th scope="row">([^<]+)</g)].map(([, title]) => title);
    expect(changed).toEqual([
      '本县（市、区）的办法：名称',
      '本县（市、区）的办法：文号',
      '季度通报征求意见稿的形成时刻',
    ]);
    expect(history).toContain('data-label="原为">09:00</td><td data-label="改为">10:00');
  });

  it('say nothing of what an address makes up', async () => {
    for (const done of ['readCountySettings', 'nothing', 'pageSettings'])
      expect((await admin.get(`/console/settings?done=${done}`)).text).not.toContain('✓ 已办理');
  });
});

it('a calendar that was entered says so', async () => {
  const page = '/console/calendar/2027/notice';
  const { text } = await admin.get(page);
  const tag = /name="tag" value="([^"]*)"/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '';
  const sent = { text: NOTICE, previewed: NOTICE, enter: '1', tag, key: 'c'.repeat(32) };
  const done = await admin.post(page, sent);
  expect(done.status).toBe(303);
  const { text: after } = await admin.follow(done);
  expect(after).toContain('✓ 放假安排已录入');
  expect(after).toContain('最近一次录入后的期限重算');
  expect(after).toMatch(/变动的<\/dt><dd>0<\/dd>/);
});

describe('an account without an identity', async () => {
  const body = {
    ...{ name: '新来的', roles: ['officer'], sections: 'all', scopes: null, issuer: null, subject: null },
    active: true,
  };
  await home.call('PUT', '/organisations/SCJG/accounts/scjg.new', { as: 'spj.admin', body });

  it('is told on its page, and how to mend it', async () => {
    const { text } = await admin.get('/console/organisations/SCJG/accounts/scjg.new');
    expect(text).toContain('该账号没有登录身份，不能登录。请修改账号，填写认证中心和登录身份。');
    const { text: other } = await admin.get('/console/organisations/SCJG/accounts/scjg.officer');
    expect(other).not.toContain('没有登录身份');
  });

  it('is told in the list', async () => {
    const { text } = await admin.get('/console/organisations/SCJG/accounts');
    expect(text).toContain('有 1 个启用的账号没有登录身份，不能登录。');
    expect(text.match(/▲ 不能登录/g)).toHaveLength(1);
    expect((await admin.get('/console/organisations/WJJ/accounts')).text).not.toContain('不能登录');
  });
});

describe('a circular', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 4, 2);
  await county.nineAt('2026-10-08');
  const { text } = await (await browserOf(county, 'spj.admin')).get('/console/reports/2026Q3');

  it('names the last day of its review as other days are named', () => {
    expect(/更正期限<\/dt><dd><time[^>]*>([^<]+)/.exec(text)?.[1]).toBe('2026-10-14 24:00 前');
  });

  it('keeps what was begun to be said against it', async () => {
    const officer = await browserOf(county, 'scjg.officer');
    const path = '/console/reports/2026Q3/objection';
    const form = (await officer.get(path)).text;
    const draft = /formaction="([^"]+)"[^>]*>保存草稿/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await officer.post(draft, { reason: '当日已经认领' })).headers.location).toBe(path);
    const again = (await officer.get(path)).text;
    expect(again).toContain('保存的草稿。');
    expect(again).toMatch(/<textarea[^>]* name="reason"[^>]*>当日已经认领</);
  });

  it('has the words of its files', () => {
    for (const words of ['按期认领率', '按期认领', '接收']) expect(text).toContain(words);
    for (const words of ['按时认领', '应认领']) expect(text).not.toContain(words);
  });
});

it('a batch names what it is about to be done to', async () => {
  const county = await countyHere();
  const ids: string[] = [];
  for (const reference of ['N1', 'N2']) ids.push((await county.push(reference)).json.id);
  const officer = await browserOf(county, 'scjg.officer');
  await officer.get('/console/pushes');
  const { text } = await officer.post('/console/pushes/batch', { act: 'assign', ids, key: 'b'.repeat(32) });
  expect(text).toContain('<h2>所选的 2 件</h2>');
  for (const id of ids) expect(text).toMatch(new RegExp(`<li><a href="/console/pushes/${id}">[^<]{4,}</a>`));
});

describe('the own organisation', () => {
  it.each([
    ['/console/problems/new', 'with'],
    ['/console/letters/new?purpose=inquiry', 'to'],
    ['/console/meetings/new', 'invite/0/org'],
    ['/console/entry/document', 'to'],
  ])('is not offered where one cannot choose oneself: %s', async (path, name) => {
    const { text } = await (await browserOf(home, 'scjg.officer')).get(path);
    const offered = [
      ...text.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, 'g')),
      ...(new RegExp(`<select id="[^"]*" name="${name}".*?</select>`, 's').exec(text)?.[0] ?? '').matchAll(
        /value="([^"]+)"/g,
      ),
    ].map(([, value]) => value);
    expect(offered).toContain('WJJ');
    expect(offered.filter((one) => one?.split('/')[0] === 'SCJG')).toEqual([]);
  });
});
