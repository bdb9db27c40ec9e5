/**
 * 边界清单 in the console: a draft changed row by row or by a sheet, looked at, confirmed, settled, published; versions.
 */

import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { READ_COLUMNS } from '../../functions/boundary/workbook-columns.ts';
import { pastedCells } from '../../functions/console/pages/pasted-cells.ts';
import type { Called } from '../in-process.ts';
import { type Drafting, drafting, FOOD, rowOf } from '../list-drafts/story.ts';
import { type Browser, browserOf } from './browser.ts';

const AT = '/console/boundary-list-drafts';

/** What a person reads: tags apart. */
const words = ({ text }: Called): string => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const tokenIn = ({ text }: Called): string => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** Sends the form of the import as browsers do, with a file or pasted cells. */
async function sendSheet(here: Drafting, browser: Browser, said: { file?: Uint8Array; cells?: string; name?: string }) {
  const path = `${AT}/${here.id}/import`;
  const form = new FormData();
  form.set('token', tokenIn(await browser.get(path)));
  form.set('key', String(Math.random()));
  form.set(
    'file',
    new File([(said.file ?? '') as Uint8Array<ArrayBuffer>], said.file ? (said.name ?? '清单.xlsx') : ''),
  );
  form.set('cells', said.cells ?? '');
  const sent = new Response(form);
  const cookie = `__Host-session=${browser.cookies.get('__Host-session')}`;
  const headers = { cookie, 'content-type': sent.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin' };
  return here.call('POST', path, { body: new Uint8Array(await sent.arrayBuffer()), headers });
}

/** The value of a hidden field. */
const hidden = ({ text }: Called, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '').replaceAll('&quot;', '"');

describe('a row of a draft', async () => {
  const here = await drafting();
  const admin = await browserOf(here, 'spj.admin');
  const page = `${AT}/${here.id}/rows/${FOOD}`;

  it('begins with what it is, the department and its section in one control', async () => {
    const { text } = await admin.get(page);
    expect(text).toContain('<option value="SCJG/SPXK" selected>');
    expect(text).toContain(rowOf(FOOD).approvalDuty);
    expect(text).not.toContain('name="code"');
  });

  it('is changed, and stands in the difference with the old and the new beside each other', async () => {
    const form = await admin.get(page);
    const row = rowOf(FOOD);
    const said = {
      ...{ name: row.name, powerType: row.powerType, stages: row.stages, approvalDuty: '审查主体资格' },
      ...{ supervisionDuty: row.supervisionDuty, pushMethod: row.pushMethod, addressing: 'listed' },
      ...{ approvingSection: row.approvingSection ?? '', org: 'SCJG', candidates: [] as string[] },
      ...{ dutyListEntry: row.dutyListEntry, dutyListVersion: row.dutyListVersion, decidedAbove: '' },
    };
    for (const [more, at] of [
      [{ name: '' }, 'f-name'],
      [{ org: '' }, 'f-org'],
    ] as const) {
      const wrong = await admin.post(page, { ...said, ...more, key: at, tag: hidden(form, 'tag') });
      const linked = [...wrong.text.matchAll(/<a href="#(f-[\w-]+)">/g)].map(([, id]) => id);
      expect([wrong.status, linked]).toEqual([422, [at]]);
    }
    const saved = await admin.post(page, { ...said, key: 'r-1', tag: hidden(form, 'tag') });
    expect([saved.status, saved.headers.location]).toEqual([303, `${AT}/${here.id}/rows?done=putDraftRow`]);
    const shown = words(await admin.get(`${AT}/${here.id}/rows`));
    expect(shown).toContain('改动 1 项');
    expect(shown).toContain(`审批职责 ${row.approvalDuty} 审查主体资格`);
    expect(shown).toContain('责任科室 食品经营安全监督管理科 （空）');
    const stale = await admin.post(page, { ...said, approvalDuty: '另一人', key: 'r-2', tag: hidden(form, 'tag') });
    expect([stale.status, stale.text.includes('另一人')]).toEqual([412, true]);
  });

  it('is added, and taken out again', async () => {
    const row = rowOf(FOOD);
    const said = {
      ...{
        code: 'NEW-1',
        name: '新事项',
        powerType: '行政许可',
        stages: 'supervision',
        approvalDuty: '审',
        pushMethod: '平台',
      },
      ...{
        supervisionDuty: '管',
        addressing: 'listed',
        org: 'SCJG/SPXK',
        approvingSection: row.approvingSection ?? '',
      },
      ...{ dutyListEntry: '第1条', dutyListVersion: '2026' },
    };
    await admin.get(`${AT}/${here.id}/rows/new`);
    expect((await admin.post(`${AT}/${here.id}/rows/new`, { ...said, key: 'n-1' })).status).toBe(303);
    const all = await admin.get(`${AT}/${here.id}/rows`);
    expect(words(all)).toContain('新增 1 项');
    expect(all.text).toContain(`${AT}/${here.id}/rows/NEW-1`);
    const drop = `${AT}/${here.id}/rows/NEW-1/drop`;
    expect(words(await admin.get(drop))).toContain('新事项');
    expect((await admin.post(drop, { key: 'd-1' })).status).toBe(303);
    expect((await admin.get(`${AT}/${here.id}/rows`)).text).not.toContain('NEW-1');
    expect((await admin.get(drop)).status).toBe(404);
  });

  it('is for the bureau alone: others learn nothing of a draft that is not submitted', async () => {
    const other = await browserOf(here, 'scjg.admin');
    for (const path of ['rows', `rows/${FOOD}`, 'import']) {
      expect([path, [403, 404].includes((await other.get(`${AT}/${here.id}/${path}`)).status)]).toEqual([path, true]);
    }
    expect((await other.get(`${AT}/${here.id}/rows`)).status).toBe(404);
    expect(words(await admin.get(`${AT}/${here.id}/rows?view=all`))).toContain(rowOf('371525-WJJ-001').name);
  });
});

describe('the workbook of a draft', async () => {
  const here = await drafting();
  const admin = await browserOf(here, 'spj.admin');

  it('is offered with the rows of the draft, which it leaves as they are', async () => {
    const pages = await Promise.all(['rows', 'import'].map((page) => admin.get(`${AT}/${here.id}/${page}`)));
    expect(pages.every(({ text }) => text.includes(`href="${AT}/${here.id}/workbook"`))).toBe(true);
    const row = { ...(await here.draft(`/rows/${FOOD}`)).json, name: '食品经营（已改）' };
    const at = `/boundary-list/drafts/${here.id}/rows/${FOOD}`;
    const tag = (await here.draft(`/rows/${FOOD}`)).headers.etag ?? '';
    const put = await here.call('PUT', at, { as: 'spj.admin', body: row, headers: { 'if-match': tag } });
    expect(put.status).toBe(200);
    const before = (await here.draft('/rows?limit=200')).json.items;
    const { bytes: file } = await admin.get(`${AT}/${here.id}/workbook`);
    const looked = await admin.follow(await sendSheet(here, admin, { file }));
    expect(words(looked)).toContain(`表中共 ${before.length} 个事项`);
    await admin.post(`${AT}/${here.id}/import/now`, { file: hidden(looked, 'file') });
    expect((await here.draft('/rows?limit=200')).json.items).toEqual(before);
  });
});

describe('a sheet', async () => {
  const here = await drafting();
  const admin = await browserOf(here, 'spj.admin');
  const published = await here.call('GET', '/public/boundary-list.xlsx');
  const HEAD = '事项编码\t事项名称\t监管单位代码\t监管单位\t责任科室代码';
  const line = (code: string, name = rowOf(code).name, org = rowOf(code).department): string =>
    `${code}\t${name}\t${org}\t\t${rowOf(code).section ?? ''}`;

  it('says what it would change and changes nothing, then is imported by a second button', async () => {
    const looked = await admin.follow(
      await sendSheet(here, admin, { cells: `${HEAD}\r\n${line(FOOD, '食品经营')}\r\n${line('371525-WJJ-001')}` }),
    );
    const shown = words(looked);
    expect(shown).toContain('表中共 2 个事项');
    expect(shown).toContain('新增 0 项，改动 1 项，取消 79 项');
    expect(shown).toContain(`事项名称 ${rowOf(FOOD).name} 食品经营`);
    expect((await here.draft('/rows?limit=200')).json.items).toHaveLength(81);
    const done = await admin.post(`${AT}/${here.id}/import/now`, { file: hidden(looked, 'file') });
    expect([done.status, done.headers.location]).toEqual([303, `${AT}/${here.id}/rows`]);
    expect((await here.draft('/rows')).json.items).toHaveLength(2);
  });

  it('is the workbook as it is published', async () => {
    const looked = await admin.follow(await sendSheet(here, admin, { file: published.bytes }));
    expect(words(looked)).toContain('新增 79 项，改动 1 项，取消 0 项');
  });

  it.each([
    [
      'wrong cells by row and column',
      { cells: `${HEAD}\n${line(FOOD, '名', 'NOBODY')}` },
      '第 2 行，监管单位代码：没有代码为',
    ],
    ['a column that nobody knows', { cells: '事项编码\t颜色\nA-1\t红' }, '有不认识的栏目：颜色'],
    ['a file that is no workbook', { file: Buffer.from('MZ'), name: 'x.xlsx' }, '内容'],
    ['nothing at all', {}, '请选择 XLSX 文件，或粘贴表格的内容'],
  ])('%s: said, with nothing changed', async (_, said: Parameters<typeof sendSheet>[2], why) => {
    const answer = await admin.follow(await sendSheet(here, admin, said));
    expect([answer.text.includes(why), answer.text.includes('role="alert"')]).toEqual([true, true]);
    expect(answer.text).not.toContain('核对无误');
    for (const line of said.cells?.split('\n') ?? []) expect(answer.text).toContain(line);
  });
});

describe('cells as a spreadsheet copies them', () => {
  it.each([
    [
      'lines of tabs',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a break and a quote inside a cell',
      'a\t"1\n2 ""x"""\nb\tc',
      [
        ['a', '1\n2 "x"'],
        ['b', 'c'],
      ],
    ],
    ['a quote that is none', '5" 管\t"x', [['5" 管', '"x']]],
    ['empty lines in between keep their place', 'a\n\nb\n\n', [['a'], [''], ['b']]],
    ['nothing', ' \n', []],
  ])('%s', (_, text, cells) => {
    expect(pastedCells(text)).toEqual(cells);
  });
});

describe('a draft that is submitted', async () => {
  const here = await drafting();
  await here.change(FOOD, { approvalDuty: '审查主体资格' });
  const page = `${AT}/${here.id}/rows`;
  const as = async (account: string, path = page) => (await browserOf(here, account)).get(path);

  it('says whose word is missing, and leads whoever can act there to the act', async () => {
    expect(words(await as('spj.admin', `${AT}/${here.id}`))).toContain('事项与差异');
    const admin = await browserOf(here, 'spj.admin');
    const before = await admin.get(page);
    await admin.post(`${AT}/${here.id}/submit`, { key: 's-1' });
    expect(before.text).toContain(`action="${AT}/${here.id}/submit"`);
    expect(words(await admin.get(page))).toContain('待答复：冠县市场监督管理局。');
    const letter = await here.letterOf('SCJG');
    expect((await as('scjg.admin')).text).toContain(`/console/letters/${letter}/reply`);
    expect((await as('scjg.admin', `/console/letters/${letter}`)).text).toContain(page);
    expect((await as('wjj.admin')).status).toBe(404);
  });

  it('goes to the government office with an objection, and is published from the same page', async () => {
    await here.reply('SCJG', { position: 'object', rows: [{ code: FOOD, reason: '职责不清' }] } as object);
    const office = await browserOf(here, 'zfb.office');
    const shown = await office.get(page);
    expect(words(shown)).toContain('待县政府办公室裁定：冠县市场监督管理局。');
    const settle = `${AT}/${here.id}/settle?org=SCJG`;
    expect(shown.text).toContain(settle);
    expect((await office.get(settle)).text).toContain('<option value="SCJG" selected>');
    await office.post(`${AT}/${here.id}/settle`, { org: 'SCJG', reason: '按草案执行', key: 'o-1' });
    const admin = await browserOf(here, 'spj.admin');
    const ready = await admin.get(page);
    expect(words(ready)).toContain('有关单位均已确认');
    expect(ready.text).toContain(`${AT}/${here.id}/publish`);
    await admin.get(`${AT}/${here.id}/publish`);
    const done = await admin.post(`${AT}/${here.id}/publish`, { documentNumber: '冠政办字〔2026〕8号', key: 'p-1' });
    expect(done.status).toBe(303);
    const versions = await admin.get('/console/boundary-list');
    const to = /href="(\/console\/boundary-list\/difference[^"]*)"/.exec(versions.text)?.[1]?.replaceAll('&amp;', '&');
    const difference = words(await admin.get(to ?? ''));
    expect(difference).toContain(`审批职责 ${rowOf(FOOD).approvalDuty} 审查主体资格`);
    expect((await admin.get('/console/boundary-list/difference?from=x&to=y')).status).toBe(404);
  });
});

it('a county without a list finds the empty table whose columns its first one is read by', async () => {
  const here = await drafting();
  const admin = await browserOf(here, 'spj.admin');
  const link = /href="([^"]+)">下载空白表格/.exec((await admin.get('/console/boundary-list/direct')).text)?.[1];
  const { status, headers, bytes } = await admin.get(link as string);
  expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining('.xlsx')]);
  const [{ data } = { data: [] }] = await readXlsxFile(Buffer.from(bytes));
  const [, head = [], ...rows] = data;
  expect([Object.keys(READ_COLUMNS).filter((title) => !head.includes(title)), rows]).toEqual([[], []]);
});
