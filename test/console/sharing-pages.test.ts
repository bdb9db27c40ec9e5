/** 共享权限 and the settings of a county, by pages. */
import { beforeAll, describe, expect, it } from 'vitest';
import { approval } from '../contract-http/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

let home: InProcess;
let bureau: Browser;
let own: Browser;
beforeAll(async () => {
  home = await inProcess({ now: '2026-10-09T09:00:00+08:00' });
  [bureau, own] = [await browserOf(home, 'spj.admin'), await browserOf(home, 'scjg.admin')];
});
const read = async (path: string, as = 'spj.admin') => (await home.call('GET', path, { as })).json;
const tagIn = (text: string) => /name="tag" value="([^"]*)"/.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '';

describe('a query grant', () => {
  const said = {
    id: 'scjg-all',
    to: 'SPJ',
    over: 'supervision',
    matters: 'all',
    purpose: '审批核验',
    from: '2026-10-09',
  };

  it('is missing until it is opened, for all matters or some', async () => {
    expect((await bureau.get('/console/sharing')).text).toMatch(
      /应开放而尚未开放<\/h2>.*冠县市场监督管理局.*监管信息/s,
    );
    await own.get('/console/sharing/new-grant');
    const wrong = await own.post('/console/sharing/new-grant', { ...said, matters: ['NONE'], key: 'g-1' });
    expect([wrong.status, wrong.text.includes('现行边界清单没有事项 NONE')]).toEqual([422, true]);
    const page = await own.follow(await own.post('/console/sharing/new-grant', { ...said, key: 'g-1' }));
    for (const words of ['全部事项', '有效', '审批核验']) expect(page.text).toContain(words);
    expect((await read('/query-grants/scjg-all')).matters).toBe('all');
    const taken = await own.post('/console/sharing/new-grant', { ...said, key: 'g-2' });
    expect([taken.status, taken.text.includes('该授权编号已经使用')]).toEqual([422, true]);
  });

  it('stands in both directions, is changed and taken back by whoever opened it', async () => {
    expect((await own.get('/console/sharing')).text).toMatch(
      /本单位向其他单位开放的<\/h2>.*scjg-all.*其他单位向本单位开放的/s,
    );
    expect((await bureau.get('/console/sharing')).text).toContain('href="/console/sharing/log"');
    const asked = '/console/sharing/query/supervision?grant=scjg-all';
    expect((await bureau.get('/console/sharing/grants/scjg-all')).text).toContain(`href="${asked}"`);
    expect((await bureau.get(asked)).text).toContain('value="scjg-all"');
    const form = { grant: 'scjg-all', purpose: '审批核验', party: '91371525MA3C00001R', key: 'q-1' };
    expect((await bureau.post(asked, form)).text).toContain('本次查询已记入日志');
    expect((await own.get('/console/sharing/log')).text).toMatch(/查询本单位的.*审批核验/s);
    expect((await bureau.get('/console/sharing/log?side=asked')).text).toMatch(/本单位查询的.*审批核验/s);
    expect((await bureau.post(asked, { ...form, grant: 'none', key: 'q-2' })).status).toBe(403);
    expect((await bureau.get('/console/sharing')).text).toMatch(/其他单位向本单位开放的<\/h2>.*scjg-all/s);
    const edit = await own.get('/console/sharing/grants/scjg-all/edit');
    expect(edit.text).toContain('value="all" checked');
    const { id: _, ...changed } = said;
    const fields = { ...changed, org: 'SCJG', until: '2027-10-08', tag: tagIn(edit.text), key: 'g-3' };
    expect((await own.post('/console/sharing/grants/scjg-all/edit', fields)).status).toBe(303);
    expect((await read('/query-grants/scjg-all')).until).toBe('2027-10-08');
    const history = await bureau.get('/console/sharing/grants/scjg-all');
    expect(history.text).toMatch(/变更记录.*终止日期.*（空）.*2027-10-08/s);
    const stranger = await browserOf(home, 'wjj.admin');
    expect((await stranger.get('/console/sharing/grants/scjg-all')).status).toBe(404);
    const revoking = await own.get('/console/sharing/grants/scjg-all/revoke');
    expect(revoking.text).toContain('收回后即刻不能再查询');
    await own.post('/console/sharing/grants/scjg-all/revoke', { key: 'g-4' });
    expect((await own.get('/console/sharing/grants/scjg-all')).text).toContain('已收回');
  });
});

it('a granted query shows all that it answers: whether a licence is still supervised, by whom and since when', async () => {
  const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('SQ-1') });
  await home.call('POST', `/pushes/${json.id}/claim`, { as: 'scjg.officer', body: {} });
  expect((await own.get('/console/sharing/new-grant')).text).not.toContain('开放单位');
  expect((await bureau.get('/console/sharing/new-grant')).text).toContain('开放单位');
  const grant = { to: 'SPJ', over: 'register', matters: 'all', purpose: '审批核验', from: '2026-10-09' };
  await own.post('/console/sharing/new-grant', { ...grant, id: 'scjg-tz', key: 'g-9' });
  const asked = '/console/sharing/query/register?grant=scjg-tz';
  await bureau.get(asked);
  const form = { grant: 'scjg-tz', purpose: '审批核验', matter: json.matter, key: 'q-9' };
  const { text } = await bureau.post(asked, form);
  for (const title of ['状态', '监管单位', '责任科室', '纳入监管的时间']) expect(text).toContain(`<dt>${title}</dt>`);
  expect(text).toContain('data-print');
});

describe('a superior’s system', () => {
  const said = {
    ...{
      id: 'sd-food',
      name: '省食品经营许可系统',
      org: 'SCJG',
      level: 'province',
      ways: 'xlsx',
      accountsFrom: '省局',
    },
    ...{ 'coordination/0/on': '2026-10-08', 'coordination/0/with': '市局', 'coordination/0/result': 'asked' },
  };

  it('is registered with its coordination, which is added to', async () => {
    await own.get('/console/sharing/new-system');
    const page = await own.follow(await own.post('/console/sharing/new-system', { ...said, key: 's-1' }));
    for (const words of ['省食品经营许可系统', '协调记录', '市局', '已提出']) expect(page.text).toContain(words);
    const edit = await own.get('/console/sharing/systems/sd-food/edit');
    const { id: _, ...rest } = said;
    const more = {
      'coordination/3/on': '2026-10-09',
      'coordination/3/with': '省局',
      'coordination/3/result': 'granted',
    };
    await own.post('/console/sharing/systems/sd-food/edit', { ...rest, ...more, tag: tagIn(edit.text), key: 's-2' });
    expect((await read('/systems/sd-food')).coordination).toHaveLength(2);
    expect((await bureau.get('/console/sharing/systems/sd-food')).text).not.toContain('补记协调…');
  });
});

describe('the settings of a county', () => {
  const edit = '/console/settings/edit';
  const sent = async (fields: Record<string, string>, key: string) => {
    const form = await bureau.get(edit);
    return bureau.post(edit, {
      tag: tagIn(form.text),
      'regulation/title': '冠县审管互动办法',
      'regulation/documentNumber': '冠政办发〔2022〕9号',
      mailHours: '08:30\r\n14:00',
      ...fields,
      key,
    });
  };

  it('are changed by the bureau, articles by their numbers; what is left blank is nothing', async () => {
    const articles = { 'regulation/articles/0/key': '17', 'regulation/articles/0/value': '三个工作日内认领。' };
    expect((await sent({ ...articles, embedders: 'https://sp.example.cn' }, 'k-1')).status).toBe(303);
    expect(await read('/county/settings')).toMatchObject({
      regulation: { title: '冠县审管互动办法', articles: { 17: '三个工作日内认领。' } },
      ...{ mailHours: ['08:30', '14:00'], embedders: ['https://sp.example.cn'] },
    });
    const again = await bureau.get(edit);
    expect(again.text).toMatch(/name="regulation\/articles\/0\/key">.*<option value="17" selected>/);
    await sent({ ...articles, mailHours: '' }, 'k-2');
    const after = await read('/county/settings');
    expect([after.embedders, after.mailHours.length > 2]).toEqual([undefined, true]);
  });

  it('are not changed twice at once, nor with one article twice', async () => {
    const twice = {
      'regulation/articles/0/key': '17',
      'regulation/articles/0/value': '甲',
      'regulation/articles/1/key': '17',
      'regulation/articles/1/value': '乙',
    };
    const wrong = await sent(twice, 'k-3');
    expect([wrong.status, wrong.text.includes('“17”填写了两次')]).toEqual([422, true]);
    const stale = await sent({ tag: '"x"' }, 'k-4');
    expect([stale.status, stale.text.includes('已被他人更新')]).toEqual([412, true]);
  });

  it('have a history for those who are shown the audit, and are read by all', async () => {
    expect((await bureau.get('/console/settings')).text).toMatch(
      /变更记录.*修改本县（市、区）的设置.*到件邮件的发送时刻.*14:00/s,
    );
    const officer = await browserOf(home, 'scjg.officer');
    const { status, text } = await officer.get('/console/settings');
    expect([status, text.includes('变更记录'), text.includes('修改设置…')]).toEqual([200, false, false]);
    expect((await officer.get(edit)).status).toBe(403);
  });

  it('of clocks are entered with each clock by its name', async () => {
    await bureau.get('/console/rule-sets/new');
    const said = {
      source: '聊政办发〔2026〕8号',
      from: '2026-11-02',
      'clocks/0/key': 'reply',
      'clocks/0/article': '10',
      'clocks/0/length': '3',
    };
    expect((await bureau.post('/console/rule-sets/new', { ...said, key: 'r-1' })).status).toBe(303);
    expect((await read('/rule-sets')).items.at(-1)).toMatchObject({
      source: said.source,
      clocks: { reply: { article: '10', length: 3 } },
    });
  });
});
