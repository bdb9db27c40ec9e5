/**
 * Credit (art. 19) with a browser: lists imported, somebody’s credit asked for, records completed as they stand and
 * taken out.
 */
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { approval } from '../contract-http/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';
import { sentForm } from './sent-form.ts';

const CODE = '91371525MA3C00001R';
const HEAD = ['统一社会信用代码', '名称', '激励或惩戒', '依据', '措施', '自', '至'];
const ROW = [CODE, '冠县某某食品有限公司', '惩戒', '某办法第三条', '不适用告知承诺', '2026-01-01', '2026-12-31'];

let home: InProcess;
let admin: Browser;
let officer: Browser;
let dept: Browser;
beforeAll(async () => {
  home = await inProcess();
  admin = await browserOf(home, 'spj.admin');
  officer = await browserOf(home, 'spj.officer');
  dept = await browserOf(home, 'scjg.officer');
});

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

async function workbook(...rows: string[][]): Promise<Uint8Array> {
  const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
  return new Uint8Array(await writeXlsxFile(cells as never, {}).toBuffer());
}

/** What a browser sends of a form that nobody touched. */
function untouched(html: string): Record<string, string> {
  const form = html.slice(
    html.indexOf('<form class="form"'),
    html.indexOf('</form>', html.indexOf('<form class="form"')),
  );
  const typed = [...form.matchAll(/<input type="(?:text|date|hidden)"[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)];
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const boxes = [...form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</g)];
  const chosen = [...form.matchAll(/<select [^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(([, name, inside]) => [
    '',
    name,
    /<option value="([^"]*)" selected/.exec(inside ?? '')?.[1] ?? '',
  ]);
  return Object.fromEntries([...typed, ...hidden, ...boxes, ...chosen].map(([, name, value]) => [name, value]));
}

describe('lists', () => {
  it('are imported from a workbook by the bureau’s administrator; what is wrong in it is said at the file', async () => {
    expect(textOf((await admin.get('/console/credit-lists')).text)).toContain('还没有导入信用名单');
    const path = '/console/credit-lists/new';
    const wrong = await sentForm(home, admin, path, { list: 'dishonest', key: 'l-1' }, [
      ['file:file', '名单.xlsx', await workbook(HEAD, ROW.with(0, 'X'))],
    ]);
    expect([wrong.status, textOf(wrong.text)]).toEqual([422, expect.stringContaining('统一社会信用代码')]);
    const none = await admin.post(path, { list: 'dishonest', key: 'l-2' });
    expect(textOf(none.text)).toContain('请选择要导入的工作簿');
    const good = await sentForm(home, admin, path, { list: 'dishonest', key: 'l-3' }, [
      ['file:file', '名单.xlsx', await workbook(HEAD, ROW)],
    ]);
    expect(textOf((await admin.follow(good)).text)).toMatch(/✓ 已办理：导入信用名单。.*dishonest 1 2026-09-28/);
  });

  it('are replaced as they were read, and by nobody else', async () => {
    const path = '/console/credit-lists/dishonest/replace';
    const tag = /name="tag" value="([^"]*)"/
      .exec((await admin.get(path)).text)?.[1]
      ?.replaceAll('&quot;', '"') as string;
    const more = await workbook(HEAD, ROW, ROW.with(0, '91371525MA3C00002P'));
    const told = await sentForm(home, admin, path, { tag, key: 'l-4' }, [['file:file', '名单.xlsx', more]]);
    expect(textOf((await admin.follow(told)).text)).toContain('dishonest 2 2026-09-28');
    expect((await officer.get(path)).status).toBe(403);
    expect((await officer.get('/console/credit-lists')).text).not.toContain('整份替换');
  });
});

it('somebody’s credit is asked for once a form, and what was found is a record', async () => {
  expect((await officer.get('/console/credit-queries')).text).toContain('href="/console/credit-ask">查询信用…');
  await officer.get('/console/credit-ask');
  const fields = { creditCode: CODE, purpose: '办理食品经营许可', key: 'q-1' };
  const [first, again] = [
    await officer.post('/console/credit-ask', fields),
    await officer.post('/console/credit-ask', fields),
  ];
  expect(first.headers.location).toBe(again.headers.location);
  const { text } = await officer.follow(first);
  for (const words of ['不适用告知承诺', '某办法第三条', '办理食品经营许可']) expect(textOf(text)).toContain(words);
  const wrong = await officer.post('/console/credit-ask', { creditCode: '123', key: 'q-2' });
  expect([wrong.status, wrong.text.includes('href="#f-creditCode"')]).toEqual([422, true]);
});

it('the page of a push leads to the credit of its party, whose code then stands in the form', async () => {
  const party = { type: 'organisation', name: '冠县某某食品有限公司', creditCode: CODE };
  const body = { ...approval('CR-1', { party }), application: '2026-0001' };
  const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body });
  const path = `/console/credit-ask?creditCode=${CODE}&application=2026-0001`;
  expect((await officer.get(`/console/pushes/${json.id}`)).text).toContain(`href="${path.replace('&', '&amp;')}"`);
  const { text } = await officer.get(path);
  for (const value of [CODE, '2026-0001']) expect(text).toContain(`value="${value}"`);
});

describe('a record that lacks fields', () => {
  let at = '';
  const read = async () => (await home.call('GET', at.replace('/console', ''), { as: 'scjg.officer' })).json;
  beforeAll(async () => {
    const fields = { CF_XDR_MC: '冠县某某食品有限公司', CF_XDR_SHXYM: CODE, CF_WSH: '冠罚〔2026〕1号' };
    const body = { type: 'penalty', decidedOn: '2026-09-28', publish: true, fields };
    const { json } = await home.call('POST', '/credit-records', { as: 'scjg.officer', body });
    at = `/console/credit-records/${json.id}`;
  });

  it('is asked for what is missing first, in the fields of its own type, with what is there', async () => {
    const { text } = await dept.get(`${at}/complete`);
    expect([...text.matchAll(/name="fields\/([A-Z]+)_/g)].every(([, start]) => start === 'CF')).toBe(true);
    expect(text).toContain('name="fields/CF_WSH" value="冠罚〔2026〕1号"');
    const titles = [...text.matchAll(/<label class="label"[^>]*>([^<]+)/g)].map(([, title]) => title as string);
    const lacking = titles.filter((title) => title.endsWith('（缺少）'));
    expect(lacking.length).toBeGreaterThan(3);
    expect(titles.slice(0, lacking.length)).toEqual(lacking);
  });

  it('stays what it is where the form is sent untouched: it is not quietly taken from the public', async () => {
    const before = await read();
    const sent = await dept.post(`${at}/complete`, untouched((await dept.get(`${at}/complete`)).text));
    expect(sent.status).toBe(303);
    const { fields, publish, publishUntil, status } = await read();
    expect({ fields, publish, publishUntil, status }).toEqual({
      ...{ fields: before.fields, publish: true, publishUntil: before.publishUntil, status: before.status },
    });
  });

  it('loses what is emptied', async () => {
    const form = untouched((await dept.get(`${at}/complete`)).text);
    expect((await dept.post(`${at}/complete`, { ...form, 'fields/CF_WSH': '', key: 'c-2' })).status).toBe(303);
    expect((await read()).fields).not.toHaveProperty('CF_WSH');
  });

  it('that are ready go out as a workbook, from the list', async () => {
    const { text } = await dept.get('/console/credit-records');
    const href = /href="(\/console\/credit-files\/penalty\/xlsx)"/.exec(text)?.[1] as string;
    const file = await dept.get(href);
    expect(file.headers['content-disposition']).toContain('credit-penalty.xlsx');
    expect((await readXlsxFile(Buffer.from(file.bytes)))[0]?.data[1]?.join()).toContain('CF_WSH');
    expect((await admin.get(href)).status).toBe(403);
  });
});

it('a meeting for which opinions are left to the rule asks for them: nothing said is not no', async () => {
  await officer.get('/console/meetings/new');
  const typed = {
    ...{ type: 'joint-review', title: '联审会', startsAt: '2026-10-09T09:00', place: '三楼会议室' },
    ...{ 'invite/0/org': 'SCJG', agenda: '审查', key: 'm-1' },
  };
  const made = await officer.post('/console/meetings/new', { ...typed, opinions: '' });
  const id = /meetings\/([0-9a-f]{32})/.exec(made.headers.location ?? '')?.[1];
  const { json } = await home.call('GET', `/meetings/${id}`, { as: 'spj.officer' });
  expect(json.opinions).toBe(true);
});

it('a record names what it lacks in words, and says of a number in clear nothing of a seal', async () => {
  const asked = {
    ...{ type: 'penalty', decidedOn: '2026-09-28', publish: true, fields: { CF_WSH: '冠市监罚〔2026〕7号' } },
    party: { name: '冠县某某食品有限公司', creditCode: CODE },
  };
  const { status, json, text } = await home.call('POST', '/credit-records', { as: 'scjg.officer', body: asked });
  expect(status, text).toBe(201);
  const page = textOf((await dept.get(`/console/credit-records/${json.id}`)).text);
  expect(page).toMatch(/缺少的字段 .*违法行为类型/);
  expect(page).toContain('冠市监罚〔2026〕7号');
  expect(page).not.toMatch(/CF_[A-Z]|密封保存/);
});
