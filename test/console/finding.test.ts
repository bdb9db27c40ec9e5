/** Finding things again: the search on all pages, the register, the timeline, and lists as workbooks. */
import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], text: '请函复。' };
const official = { documentNumber: '冠审批函〔2026〕15号', signedBy: '张三' };
const sent = await here.call('POST', '/letters', {
  as: 'spj.officer',
  body: { ...letter, ...official, title: '征求联合踏勘时限意见' },
});
const PARTY = { name: '冠县鲁西面食有限公司', creditCode: '91371525MA3C00001R' };
const LICENCE = { name: '食品经营许可证', number: 'JY13715250009999', documentNumber: '冠审批许〔2026〕9号' };
const { id: push } = (await here.push('F-1', { party: PARTY, licence: LICENCE })).json;
await here.act(push, 'claim', 'scjg.officer');
const officer = await browserOf(here, 'scjg.officer');
const found = async (account: string, asked: string): Promise<string> => {
  const { text } = await (await browserOf(here, account)).get(`/console/search?q=${encodeURIComponent(asked)}`);
  return plain(text.slice(text.indexOf('<main')));
};

describe('the search', () => {
  it.each([
    ['a title', '踏勘时限'],
    ['the number of a document', '冠审批函〔2026〕15号'],
    ['the same in other brackets and widths', '冠审批函（２０２６）15号'],
  ])('finds a record of any kind by %s, with its kind and state', async (_what, asked) => {
    for (const account of ['spj.officer', 'scjg.officer', 'zfb.office'].slice(0, asked.includes('15') ? 3 : 2)) {
      const text = await found(account, asked);
      expect(text).toContain('各类记录 1 件');
      expect(text).toContain('函（商洽）：征求联合踏勘时限意见 函件 待答复 冠审批函〔2026〕15号');
    }
    expect(await found('wjj.officer', asked)).toContain('没有找到');
  });

  it('tells a push once, though its number stands in several indexes', async () => {
    const text = await found('scjg.officer', LICENCE.documentNumber);
    expect(text).toContain('推送 1 件');
    // What comes of it, such as feedback, stands among the other records.
    expect(text).not.toContain('审批信息：');
  });

  it('leads to a record by the number on its page, and by its address', async () => {
    for (const q of [push, `http://127.0.0.1:8787/console/pushes/${push}`, push.toUpperCase()]) {
      const { headers } = await officer.get(`/console/search?q=${encodeURIComponent(q)}`);
      expect(headers.location).toBe(`/console/records/${push}`);
    }
    expect(await found('wjj.officer', push)).toContain('没有找到');
  });

  it('finds nothing by the number or the title of what has been quarantined', async () => {
    const there = await countyHere();
    const made = await there.call('POST', '/letters', {
      as: 'spj.officer',
      body: { ...letter, ...official, title: '误发的函' },
    });
    const [record] = made.json.items ?? [made.json];
    const body = { reason: '含有不应发送的内容' };
    expect((await there.call('POST', `/letters/${record.id}/quarantine`, { as: 'spj.officer', body })).status).toBe(
      200,
    );
    const browser = await browserOf(there, 'scjg.officer');
    for (const asked of [official.documentNumber, '误发的函']) {
      const { text } = await browser.get(`/console/search?q=${encodeURIComponent(asked)}`);
      expect([asked, text.includes('没有找到')]).toEqual([asked, true]);
    }
  });

  it('was given something to find', () => expect(sent.status).toBeLessThan(300));
});

describe('the register', async () => {
  const entry = /\/console\/register\/[0-9a-f]{32}/.exec((await officer.get('/console/register')).text)?.[0] as string;
  const feedback = { result: 'compliant', day: '2026-09-28', detail: '现场检查，未发现问题。' };
  const told = await here.call('POST', `${entry.replace('/console', '')}/feedback`, {
    as: 'scjg.officer',
    body: feedback,
  });

  it('says how many there are, who printed it, and when each was checked last', async () => {
    expect(told.status).toBeLessThan(300);
    const { text } = await officer.get('/console/register');
    expect(text).toContain('<h1>监管台账 1 件');
    expect(text).toMatch(/<p class="paper">冠县市场监督管理局　[^<]*打印于 2026-09-28/);
    expect(text).toMatch(/data-label="最近一次检查">(<[^>]+>)?2026-09-28</);
  });

  it('is searched by the name of the party', async () => {
    expect((await officer.get('/console/register?name=%E9%B2%81%E8%A5%BF')).text).toContain('<h1>监管台账 1 件');
    expect((await officer.get('/console/register?name=%E6%A2%A8%E5%9B%AD')).text).toContain('<h1>监管台账 0 件');
  });

  it('is had as a workbook, as its filters say', async () => {
    const rowsOf = async (query: string) => {
      const { bytes } = await officer.get(`/console/register/export${query}`);
      return (await readXlsxFile(Buffer.from(bytes)))[0]?.data ?? [];
    };
    const [[title] = [], head = [], row = []] = await rowsOf('');
    expect(String(title)).toMatch(/监管台账 1 件。冠县市场监督管理局 .+ 于 2026-09-28 .+ 导出/);
    expect([head[0], row[0]]).toEqual(['名称或姓名', PARTY.name]);
    expect(row[head.indexOf('最近一次检查')]).toBe('2026-09-28');
    expect(await rowsOf('?name=%E6%A2%A8%E5%9B%AD')).toHaveLength(2);
  });

  it('leads from an entry to the timelines of its party and licence', async () => {
    const { text } = await officer.get(entry);
    expect(text).toContain(`<a href="/console/timeline?party=${PARTY.creditCode}">该相对人</a>`);
    expect(text).toContain(`<a href="/console/timeline?licence=${LICENCE.number}">该证照</a>`);
  });
});

it('a timeline is called by the party, and its rows have their numbers and days', async () => {
  const { text } = await officer.get(`/console/timeline?party=${PARTY.creditCode}`);
  expect(text).toContain(`<h1>时间线：${PARTY.name}　${PARTY.creditCode}</h1>`);
  expect(text).toContain(`data-label="文书号或证照编号">${LICENCE.documentNumber}</td>`);
  expect(text).toContain('data-label="期限">2026-09-30</td>');
  expect(text).toContain('（第八条）');
});

it('a timeline of what does not fit says so beside what was typed, and where to look instead', async () => {
  const { status, text } = await officer.get(`/console/timeline?by=party&q=${encodeURIComponent(PARTY.name)}`);
  expect([status, text.includes('errors')]).toEqual([200, false]);
  expect(text).toContain(`value="${PARTY.name}"`);
  expect(text).toMatch(/role="alert".*相对人（统一社会信用代码）：[^<]+.*href="\/console\/search\?q=/s);
  expect((await officer.get('/console/timeline?by=project&q=23')).text).toMatch(/项目代码：[^<]+/);
});

it('days of a filter the wrong way round are said, and nothing is claimed of what was not looked for', async () => {
  const { text } = await officer.get('/console/pushes?standing=all&pushedFrom=2026-09-30&pushedTo=2026-09-01');
  expect(text).toContain('推送时间，至：早于起日 2026-09-30');
  expect(text).not.toContain('没有符合筛选条件的');
});

it('a page that cannot be made of its address says what is wrong with it', async () => {
  const { status, text } = await officer.get('/console/sharing/log?cursor=abc');
  expect([status, text.includes('errors 中')]).toEqual([422, false]);
  expect(text).toMatch(/请按下列提示修改后重新提交.*<li>[^<]+<\/li>/s);
});

it('a list as a workbook is printed as wide as the page, its head on each, with filters and lines', async () => {
  const { bytes } = await officer.get('/console/pushes/export?standing=closed');
  const parts = unzipSync(new Uint8Array(bytes));
  const part = (name: string): string => strFromU8(parts[name] as Uint8Array);
  const sheet = part('xl/worksheets/sheet1.xml');
  expect(sheet).toContain('<autoFilter ref="A2:');
  expect(sheet).toContain('fitToWidth="1" fitToHeight="0"');
  expect(part('xl/workbook.xml')).toContain('_xlnm.Print_Titles');
  expect(part('xl/styles.xml')).toContain('<left style="thin">');
  const [, head = [], row = []] = (await readXlsxFile(Buffer.from(bytes)))[0]?.data ?? [];
  const shown = '状态,期限,相对人,事项与决定,文书号,科室,经办人,推送时间,来源编号';
  expect(head.slice(0, 9).join()).toBe(shown);
  expect(row[8]).toBe('F-1');
});
