/** Pages that belong to no kind: they show what the API answers the reader, and nothing that it would refuse. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../functions/console/fields.ts';
import { sentOf } from '../../functions/console/filling.ts';
import { inputOf } from '../../functions/console/reading.ts';
import { organisationInput } from '../../shared/accounts/input.ts';
import { inProcess } from '../in-process.ts';
import { reportingCounty } from '../reports/county.ts';
import { type Browser, browserOf } from './browser.ts';

const home = await inProcess({ now: '2026-10-09T09:00:00+08:00' });
const ROLES = ['spj.admin', 'spj.officer', 'scjg.officer', 'scjg.admin', 'zfb.officer', 'jw.officer'];
const known = (
  await Promise.all(ROLES.map(async (as) => ({ as, status: (await home.call('GET', '/me', { as })).status })))
)
  .filter(({ status }) => status === 200)
  .map(({ as }) => as);
const browsers = new Map<string, Browser>();
for (const as of known) browsers.set(as, await browserOf(home, as));
const at = (as: string) => browsers.get(as) as Browser;

/** Each page with the operation that it shows. */
const PAGES: readonly (readonly [page: string, api: string])[] = [
  ['/console/reports/2026Q3', '/reports/quarters/2026Q3'],
  ['/console/reports/2026Q4', '/reports/quarters/2026Q4'],
  ['/console/reports/2026Q3/cautions', '/reports/quarters/2026Q3/cautions'],
  ['/console/reports/2026Q3/matters', '/reports/matters/2026Q3'],
  ['/console/reports/2019Q1', '/reports/quarters/2019Q1'],
  ['/console/years/2026', '/reports/years/2026'],
  ['/console/timeline?party=91371525MA3C00001R', '/timeline?party=91371525MA3C00001R'],
  ['/console/register', '/register'],
  [`/console/register/${'0'.repeat(32)}`, `/register/${'0'.repeat(32)}`],
  ['/console/changes', '/changes'],
  ['/console/mails', '/notices'],
  ['/console/boundary-list', '/boundary-list/versions'],
  ['/console/organisations', '/organisations'],
  ['/console/organisations/SCJG/accounts', '/organisations/SCJG/accounts'],
  ['/console/organisations/SCJG', '/organisations/SCJG'],
  ['/console/organisations/NONE', '/organisations/NONE'],
  ['/console/organisations/SCJG/accounts/scjg.officer', '/organisations/SCJG/accounts/scjg.officer'],
  ['/console/organisations/SCJG/accounts/nobody', '/organisations/SCJG/accounts/nobody'],
  [`/console/organisations/SCJG/hand-overs/${'0'.repeat(32)}`, `/organisations/SCJG/hand-overs/${'0'.repeat(32)}`],
  ['/console/sharing', '/query-grants'],
  ['/console/sharing/grants/none', '/query-grants/none'],
  ['/console/sharing/systems/none', '/systems/none'],
  ['/console/settings', '/county/settings'],
  ['/console/sealed', '/sealed'],
  [`/console/sealed/${'0'.repeat(32)}`, `/sealed/${'0'.repeat(32)}`],
  ['/console/audit', '/audit'],
  ['/console/extensions', '/calendar/extensions'],
  ['/console/calendar/2027', '/calendar/2027?jurisdiction=371525'],
  ['/console/calendar/1999', '/calendar/1999?jurisdiction=371525'],
  ['/console/rule-sets', '/rule-sets'],
];

describe.each(PAGES)('%s', (page, api) => {
  it('answers each reader as the API does', async () => {
    expect(known.length).toBeGreaterThan(3);
    for (const as of known) {
      const [shown, told] = [await at(as).get(page), await home.call('GET', api, { as })];
      expect([as, shown.status]).toEqual([as, told.status]);
    }
  });
});

it('leads from 更多事务 to pages that the reader may see, and to no other', async () => {
  for (const as of known) {
    const { text } = await at(as).get('/console/more');
    const list = text.slice(text.indexOf('<h1>更多事务'), text.indexOf('</main>'));
    const links = [...list.matchAll(/href="([^"]+)"/g)].map(([, href]) => href as string);
    expect(links.length).toBeGreaterThan(4);
    for (const href of links)
      expect([as, href, (await at(as).follow(await at(as).get(href))).status]).toEqual([as, href, 200]);
  }
});

describe('the circular', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 12, 6);
  await county.pushes('WJJ', 12, 12);
  await county.nineAt('2026-10-08');
  const page = '/console/reports/2026Q3';
  const signed = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };

  it('shows ranks, bars, the annex and its files', async () => {
    const admin = await browserOf(county, 'spj.admin');
    const { text } = await admin.get(page);
    for (const words of ['审核中', '名次', '附表', '逐条依据', '合计', '▲ 超期认领严重', '50.0%']) {
      expect(text).toContain(words);
    }
    const docx = await admin.get(`${page}/files/docx`);
    expect([docx.status, docx.headers['content-type']]).toEqual([200, expect.stringContaining('wordprocessingml')]);
    expect((await admin.get(`${page}/evidence`)).headers['content-type']).toContain('text/csv');
  });

  it('has figures by matter, those without any in one folded line', async () => {
    const { text } = await (await browserOf(county, 'spj.admin')).get(`${page}/matters`);
    const { items } = (await county.call('GET', '/reports/matters/2026Q3', { as: 'spj.admin' })).json;
    const idle = items.filter(({ granted, gatekeeping }: Record<string, number>) => granted === 0 && gatekeeping === 0);
    expect(text).toContain(`另有 ${idle.length} 个事项没有准予和专业把关的办件`);
    expect(text.match(/data-label="准予数"/g)).toHaveLength(items.length - idle.length);
  });

  it('says to the government office who issues it', async () => {
    expect((await (await browserOf(county, 'zfb.office')).get(page)).text).toContain('由冠县行政审批服务局签发');
    expect((await (await browserOf(county, 'scjg.admin')).get(page)).text).not.toContain('由冠县行政审批服务局签发');
  });

  it('stands on the desks of those who issue it, with until when', async () => {
    for (const as of ['spj.admin', 'zfb.office']) {
      const { text } = await (await browserOf(county, as)).get('/console/inbox');
      expect(text).toMatch(/2026年第三季度通报<\/a>待印发，期限：<span class="lamp/);
    }
    expect((await (await browserOf(county, 'scjg.officer')).get('/console/inbox')).text).not.toContain('待印发');
  });

  it('has claimed pushes on the register, with a form for feedback', async () => {
    const officer = await browserOf(county, 'scjg.officer');
    const list = await officer.get('/console/register');
    const entry = /href="(\/console\/register\/[0-9a-f]{32})"/.exec(list.text)?.[1] as string;
    expect((await officer.get(entry)).text).toContain('尚无监管反馈');
    const form = await officer.get(`${entry}/feedback`);
    expect([form.status, form.text.includes('登记监管反馈')]).toEqual([200, true]);
    const none = `/console/register/${'0'.repeat(32)}/feedback`;
    expect((await officer.get(none)).status).toBe(404);
    const empty = await officer.post(`${entry}/feedback`, { key: 'f-1' });
    expect(empty.status).toBe(422);
  });

  it('is issued by a form of two fields, which says why it cannot be yet', async () => {
    const admin = await browserOf(county, 'spj.admin');
    const form = await admin.get(`${page}/issue`);
    const fields = [...form.text.matchAll(/<input type="text"[^>]* name="(\w+)"/g)].map(([, name]) => name);
    expect(fields).toEqual(['documentNumber', 'signedBy']);
    const early = await admin.post(`${page}/issue`, { ...signed, key: 'issue-1' });
    expect([early.status, early.text.includes(signed.documentNumber)]).toEqual([409, true]);
    expect((await (await browserOf(county, 'scjg.officer')).get(`${page}/issue`)).status).toBe(403);
    await county.until('2026-10-15T09:00');
    const later = await browserOf(county, 'spj.admin');
    await later.get(`${page}/issue`);
    const issued = await later.follow(await later.post(`${page}/issue`, { ...signed, key: 'issue-1' }));
    for (const words of ['已印发', signed.documentNumber, '张三']) expect(issued.text).toContain(words);
    expect(issued.text).not.toContain(`${page}/issue`);
    expect((await later.get(`${page}/cautions`)).text).toMatch(/href="\/console\/records\/[0-9a-f]{32}"/);
  });
});

describe('an extension of deadlines', () => {
  it('comes back filled in where something is wrong, is entered once, and revoked', async () => {
    const admin = at('spj.admin');
    await admin.get('/console/extensions/new');
    const said = { from: '2026-10-12', to: '2026-10-13', documentNumber: '冠政办发〔2026〕3号', reason: '停电' };
    const wrong = await admin.post('/console/extensions/new', { ...said, to: '2026-10-11', key: 'e-0' });
    expect([wrong.status, wrong.text.includes('止日不能早于起日')]).toEqual([422, true]);
    // What would be refused is said in place of a preview.
    const past = { ...said, from: '2026-09-01', to: '2026-09-02', key: 'e-9' };
    const late = await admin.post('/console/extensions/new', past);
    expect([late.status, late.text.includes('顺延的期间已经过去'), late.text.includes('录入后将移动')]).toEqual([
      ...[422, true, false],
    ]);
    const seen = await admin.post('/console/extensions/new', { ...said, key: 'e-1' });
    const previewed = /name="previewed" value="([^"]+)"/.exec(seen.text)?.[1] as string;
    for (const _ of [1, 2]) {
      const entered = await admin.post('/console/extensions/new', { ...said, previewed, key: 'e-1' });
      expect(entered.status).toBe(303);
    }
    const list = await admin.get('/console/extensions');
    const revokes = [...list.text.matchAll(/href="(\/console\/extensions\/\d+\/revoke)"/g)].map(
      ([, to]) => to as string,
    );
    expect(revokes).toHaveLength(1);
    expect((await at('scjg.officer').get('/console/extensions')).text).not.toContain('/revoke');
    await admin.get(revokes[0] as string);
    const revoked = await admin.post(revokes[0] as string, { reason: '已恢复供电', key: 'r-1' });
    expect(revoked.status).toBe(303);
    expect((await admin.get('/console/extensions')).text).toContain('已恢复供电');
  });
});

it('fills a form in from what it changes, so that sending it unchanged says the same', () => {
  const fields = fieldsOf(organisationInput());
  const sections = [
    { code: 'A', name: '甲科' },
    { code: 'B', name: '乙科', mail: 'b@example.gov.cn' },
  ];
  const value = { name: '新设单位', type: 'department', mail: 'x@example.gov.cn', sections, defaultSection: 'A' };
  expect(inputOf(fields, sentOf(fields, value))).toMatchObject(value);
});

it.each([
  [2019, ['2020']],
  [2026, ['2025', '2027']],
  [2028, ['2027']],
])('a year of the calendar leads to those that there are: %i', async (year, years) => {
  const { text } = await at('scjg.officer').get(`/console/calendar/${year}`);
  expect([...text.matchAll(/href="\/console\/calendar\/(\d{4})"/g)].map(([, to]) => to)).toEqual(years);
});

it('the screen for an extension says that it helps nothing already past', async () => {
  const { text } = await at('spj.admin').get('/console/extensions/new');
  expect(text).toContain('顺延只对尚未届满的期限起作用：已经届满的不再变动');
});

describe("next year's notice", () => {
  const page = '/console/calendar/2027/notice';
  const text = `国务院办公厅关于2027年部分节假日安排的通知 国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。`;

  it('is pasted, looked at by months, and entered once', async () => {
    const admin = at('spj.admin');
    await admin.get(page);
    const empty = await admin.post(page, { text: ' ', key: 'n-0' });
    expect([empty.status, empty.text.includes('请粘贴通知全文')]).toEqual([422, true]);
    const wrong = await admin.post(page, { text: text.replace('共7天', '共6天'), key: 'n-1' });
    expect(wrong.text).toContain('通知写作“共6天”');
    expect(wrong.text).not.toContain('name="enter"');
    const short = await admin.post(page, { text: text.replace(/五、端午节：[^。]*。/, ''), key: 'n-1' });
    expect(short.text).toContain('缺少2027-06-09（端午节）');
    expect(short.text).not.toContain('name="enter"');
    const first = await admin.get(page);
    const tag = /name="tag" value="([^"]*)"/.exec(first.text)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const looked = await admin.post(page, { text, tag, key: 'n-1' });
    for (const words of ['国办发明电〔2026〕9号', '12 月', '核对无误，录入', '放假 27 日，调休上班 2 日'])
      expect(looked.text).toContain(words);
    expect(looked.text).toMatch(/录入后将移动 <strong>\d+<\/strong> 件尚未届满的期限/);
    const other = await admin.post(page, { text: `${text} `, previewed: text, enter: '1', tag, key: 'n-1' });
    expect(other.status).toBe(200);
    const entered = await admin.post(page, { text, previewed: text, enter: '1', tag, key: 'n-1' });
    expect(entered.status).toBe(303);
    const year = await home.call('GET', '/calendar/2027?jurisdiction=371525');
    const days = new Map(
      (year.json.days as { date: string; working: boolean }[]).map((day) => [day.date, day.working]),
    );
    expect((await admin.get('/console/calendar/2027')).text).toContain(
      '依据：国务院办公厅关于2027年部分节假日安排的通知',
    );
    expect([year.json.provisional, days.get('2027-02-05'), days.get('2027-02-13')]).toEqual([false, false, true]);
    const stale = await admin.post(page, { text, previewed: text, enter: '1', tag, key: 'n-2' });
    expect(stale.status).toBe(412);
  });

  it('shows days of the December before, too', async () => {
    const admin = at('spj.admin');
    await admin.get(page);
    const long = text.replace(
      /元旦：[^。]*。/,
      '元旦：2026年12月31日（周四）至2027年1月3日（周日）放假调休，共4天。2026年12月26日（周六）上班。',
    );
    const looked = await admin.post(page, { text: long, key: 'n-3' });
    const [, december = ''] = /<caption>2026 年 12 月<\/caption>(.*?)<\/table>/s.exec(looked.text) ?? [];
    const weeks = december.split('<tr>').slice(2);
    const days = weeks.map((week) => week.split('<td').map((cell) => /\d+<small>./.exec(cell)?.[0] ?? null));
    expect(days.map((week) => week.map((day, i) => (day ? [i, day] : null)).filter(Boolean))).toEqual([
      [[6, '26<small>班']],
      [[4, '31<small>休']],
    ]);
  });

  it('is entered by the bureau alone', async () => {
    expect((await at('scjg.officer').get(page)).status).toBe(403);
  });
});
