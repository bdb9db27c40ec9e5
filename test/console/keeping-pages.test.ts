/**
 * Pages of what operations do that no kind declares: documents and archives of records, evidence, mails, audit,
 * deadlines, lists.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { approval } from '../contract-http/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';
import { sentForm } from './sent-form.ts';

let home: InProcess;
const known = new Map<string, Browser>();
async function at(as: string): Promise<Browser> {
  const browser = known.get(as) ?? (await browserOf(home, as));
  known.set(as, browser);
  return browser;
}
beforeAll(async () => {
  home = await inProcess();
});

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the files of a record', () => {
  let letter = '';
  beforeAll(async () => {
    const body = { purpose: 'inquiry', to: [{ org: 'SPJ' }], title: '关于许可情况的函', text: '请予函复。' };
    const { json } = await home.call('POST', '/letters', { as: 'scjg.officer', body });
    letter = `/console/letters/${json.items[0].id}`;
  });

  it('are a document as Word and to be printed; once it is closed all of it, for both sides', async () => {
    const [sender, addressee] = [await at('scjg.officer'), await at('spj.officer')];
    const open = await sender.get(letter);
    expect([open.text.includes(`${letter}/files/docx`), open.text.includes(`${letter}/files/zip`)]).toEqual([
      true,
      false,
    ]);
    expect((await sender.get(`${letter}/files/docx`)).headers['content-type']).toContain('wordprocessingml');
    expect((await addressee.get(`${letter}/files/html`)).text).toContain('关于许可情况的函');
    expect((await sender.get(`${letter}/files/zip`)).status).toBe(409);
    const id = letter.split('/').at(-1);
    await home.call('POST', `/letters/${id}/reply`, { as: 'spj.officer', body: { text: '情况属实。' } });
    expect((await addressee.get(letter)).text).toContain(`href="${letter}/files/zip">归档包`);
    const archive = await addressee.get(`${letter}/files/zip`);
    expect(Buffer.from(archive.bytes).subarray(0, 2).toString()).toBe('PK');
  });

  it('are there for nobody else, and of kinds without a document there is none', async () => {
    for (const format of ['docx', 'html', 'zip']) {
      expect((await (await at('wjj.officer')).get(`${letter}/files/${format}`)).status).toBe(404);
    }
    const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('WJ-1') });
    const page = await (await at('scjg.officer')).get(`/console/pushes/${json.id}`);
    expect(page.text).not.toContain('/files/docx');
    expect((await (await at('scjg.officer')).get(`/console/pushes/${json.id}/files/docx`)).status).toBe(404);
  });
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

it('the audit of a thing is checked from its line', async () => {
  const admin = await at('spj.admin');
  await home.call('PUT', '/organisations/SCJG/quota', { as: 'spj.admin', body: { accounts: 9 } });
  const { text } = await admin.get('/console/audit');
  const href = /href="(\/console\/audit\/chain\?thing=[^"]+)"/.exec(text)?.[1] as string;
  expect(textOf((await admin.get(href)).text)).toContain('✓ 哈希链完整');
  expect((await (await at('scjg.officer')).get(href)).status).toBe(403);
});

it('mails that could not be sent are all sent again by one button', async () => {
  const admin = await at('spj.admin');
  expect((await admin.get('/console/mails')).text).toContain('action="/console/mails/resend"');
  const told = await admin.post('/console/mails/resend', { key: 'm-1' });
  expect((await admin.follow(told)).text).toContain('✓ 已办理：重新发送全部未发出的邮件通知');
  expect((await (await at('scjg.officer')).post('/console/mails/resend', { key: 'm-2' })).status).toBe(403);
});

it('a deadline is worked out day by day; what does not fit is said at its field', async () => {
  const officer = await at('scjg.officer');
  const { text } = await officer.get('/console/explain?from=2026-09-30T09:00&workingDays=2');
  expect(textOf(text)).toMatch(/期限的最后一日 2026-10-09 .*2026-10-01 否/);
  const wrong = await officer.get('/console/explain?from=&workingDays=x');
  expect([wrong.status, wrong.text.includes('href="#f-workingDays"')]).toEqual([200, true]);
});

it('trainings of the year are listed with who came', async () => {
  expect(textOf((await (await at('scjg.officer')).get('/console/trainings')).text)).toContain('该年没有业务培训');
});

it('a list of finished approvals is held against the pushes', async () => {
  const officer = await at('spj.officer');
  await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('DZ-1') });
  await officer.get('/console/entry/reconciling');
  const items = 'DZ-1\t2026-09-28 08:50\n\nDZ-2 2026年9月28日\n冠审批许〔2026〕DZ号 2026/9/28';
  const licence = { documentNumber: '冠审批许〔2026〕DZ号' };
  await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('DZ-3', { licence }) });
  const { text } = await officer.post('/console/entry/reconciling', {
    from: '2026-09-28',
    to: '2026-09-28',
    items,
    key: 'r-1',
  });
  expect(textOf(text)).toMatch(/清单中有、平台没有推送：1 件 DZ-2 迟推送：0 件/);
  expect(textOf(text)).toMatch(/找到的，已经推送：1 件 .*冠审批许〔2026〕DZ号/);
  const wrong = await officer.post('/console/entry/reconciling', {
    from: '2026-09-28',
    to: '2026-09-28',
    items: 'DZ-1 2026-09-28\n\nDZ-9\nDZ-1 2026-09-28',
    key: 'r-2',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('href="#f-items">办结清单：第 3 行：DZ-9 没有办结时间，或者写法不对');
  const twice = await officer.post('/console/entry/reconciling', {
    ...{ from: '2026-09-28', to: '2026-09-28', items: 'DZ-1 2026-09-28\nDZ-1 2026-09-28', key: 'r-3' },
  });
  expect(twice.text).toContain('第 2 行：编号重复，请删除');
});

it('finished approvals that a system of the organisation pushed are found, and their pushes opened', async () => {
  const officer = await at('spj.officer');
  const there = await home.call('POST', '/pushes', { as: 'construction', body: approval('XT-1') });
  const gone = await home.call('POST', '/pushes', { as: 'construction', body: approval('XT-2') });
  await home.call('POST', `/pushes/${gone.json.id}/withdraw`, { as: 'construction', body: { reason: '重复推送' } });
  const { text } = await officer.post('/console/entry/reconciling', {
    ...{ from: '2026-09-28', to: '2026-09-28', items: 'XT-1 2026-09-28\nXT-2 2026-09-28\nXT-3 2026-09-28', key: 'x-1' },
  });
  expect(textOf(text)).toMatch(/平台没有推送：1 件 XT-3 .*推送已经撤回：1 件 XT-2 .*已经推送：1 件 .*XT-1/);
  expect(text).toContain(`href="/console/records/${there.json.id}">XT-1`);
  expect(text).toContain(`href="/console/records/${gone.json.id}">XT-2`);
});

it('a workbook of pushes is checked, pushed, and says which rows were not', async () => {
  const officer = await at('spj.officer');
  const path = '/console/entry/workbook';
  expect((await officer.get('/console/entry')).text).toContain(`href="${path}"`);
  const template = await officer.get('/console/entry/template/approval');
  expect([template.status, template.headers['content-type']]).toEqual([200, XLSX]);
  const lines = [
    ['编号', '信息类别', '事项编码', '相对人名称', '办结时间', '摘要'],
    ['WB-1', '审批信息', '371525-SCJG-001', '某公司', '2026-09-28 08:50', '准予'],
    ['WB-2', '审批信息', '371525-NO-001', '某公司', '2026-09-28 08:50', '准予'],
  ];
  const cells = lines.map((line) => line.map((value) => ({ value })));
  const bytes = new Uint8Array(await writeXlsxFile(cells, { sheet: '推送' }).toBuffer());
  const checked = await sentForm(home, officer, path, { key: 'w-1' }, [['file:file', '推送.xlsx', bytes]]);
  expect(textOf(checked.text)).toMatch(/表中 2 行，可以推送 1 行，有误 1 行.*推送可以推送的 1 行.*不符之处：1 处/);
  const file = /name="checked" value="([0-9a-f]{32})"/.exec(checked.text)?.[1] as string;
  const told = await officer.post(path, { file, checked: file, push: '1', key: 'w-1' });
  expect(textOf((await officer.follow(told)).text)).toMatch(
    /推送完毕 表中 2 行：新推送 1 件，此前已推送 0 件，没有推送 1 行.*3 WB-2 事项编码：/,
  );
  expect((await (await at('scjg.admin')).get(path)).status).toBe(403);
});

describe('a county’s first boundary list', () => {
  it('is published from a workbook; wrong cells are said at it', async () => {
    const known = (await home.call('GET', '/public/boundary-list.xlsx')).bytes;
    const here = await inProcess({ matters: null });
    const admin = await browserOf(here, 'spj.admin');
    const path = '/console/boundary-list/direct';
    const wrong = new Uint8Array(await writeXlsxFile([[{ value: '事项编码', type: String }]] as never, {}).toBuffer());
    const fields = { validFrom: '2026-09-28', key: 'b-1' };
    const refused = await sentForm(here, admin, path, fields, [['file:file', '清单.xlsx', wrong]]);
    expect([refused.status, refused.text.includes('href="#f-file"')]).toEqual([422, true]);
    const looked = await sentForm(here, admin, path, { ...fields, key: 'b-2' }, [['file:file', '清单.xlsx', known]]);
    expect([looked.status, textOf(looked.text)]).toEqual([
      200,
      expect.stringMatching(/尚未发布。表中共 \d+ 个事项.*新增 \d+ 项，改动 0 项/),
    ]);
    expect((await here.call('GET', '/public/boundary-list.json')).status).toBe(404);
    const [, previewed = ''] = /name="previewed" value="([^"]+)"/.exec(looked.text) ?? [];
    const [, file = ''] = /name="file" value="([0-9a-f]{32})"/.exec(looked.text) ?? [];
    const told = await admin.post(path, { ...fields, key: 'b-2', file, previewed });
    expect(told.status).toBe(303);
    const { json } = await here.call('GET', '/public/boundary-list.json');
    expect(json.items.length).toBeGreaterThan(50);
    expect((await (await browserOf(here, 'scjg.admin')).get(path)).status).toBe(403);
  });
});

it('what a referred case rests on is read from its page by discipline inspection, and by nobody else', async () => {
  const push = (
    await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('ZR-1', { summary: '准予许可之一' }) })
  ).json.id as string;
  const { items } = (await home.call('GET', `/pushes/${push}/history`, { as: 'spj.officer' })).json;
  const evidence = [{ record: push, hash: items.at(-1).hash }];
  const body = { limb: 'misconduct', org: 'WJJ', conduct: '不履职', harm: '造成损失', evidence };
  const { id } = (await home.call('POST', '/accountability', { as: 'spj.admin', body })).json;
  await home.call('POST', `/accountability/${id}/approve`, { as: 'zfb.office', body: { approver: '李某' } });
  await home.call('POST', `/accountability/${id}/refer`, { as: 'zfb.office', body: { reason: '造成不良后果' } });
  const jw = await at('jw.discipline');
  const href = `/console/accountability/${id}/evidence/${push}`;
  expect((await jw.get(`/console/accountability/${id}`)).text).toContain(
    `href="${href}">查看证据 1：审批信息：食品经营许可（记入日志）`,
  );
  const { text } = await jw.get(href);
  const said = ['准予许可之一', '提出时有 1 条办理记录', '已验证', '冠县行政审批服务局 spj.officer'];
  for (const words of said) expect(textOf(text)).toContain(words);
  expect(textOf(text)).not.toContain('账号 spj.officer');
  expect((await (await at('wjj.officer')).get(href)).status).toBe(404);
});
