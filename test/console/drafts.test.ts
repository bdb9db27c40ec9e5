/** A draft is of one form, as it was opened: whatever is done with another one leaves it alone. */
import { beforeEach, expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';
import { type Browser, browserOf, type Fields } from './browser.ts';

const home = await inProcess();
const LETTERS = '/console/letters/new';
const ENTRY = '/console/entry/document';
const POLICY = { purpose: 'policy', title: '政策草稿一', text: '请提出意见。' };
const INQUIRY = { purpose: 'inquiry', to: 'SPJ', title: '商洽函', text: '请函复。' };
let browser: Browser;

beforeEach(async () => {
  browser = await browserOf(home, 'scjg.officer');
});

interface Form {
  readonly key: string;
  readonly action: string;
  readonly draft: string;
  readonly text: string;
}

/** The form that a page shows, as a browser sends and keeps it. */
async function formAt(path: string): Promise<Form> {
  const { text } = await browser.get(path);
  const plain = (pattern: RegExp): string => (pattern.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
  const action = plain(/<form class="form" method="post" action="([^"]+)"/) || path;
  return { action, key: plain(/name="key" value="([^"]+)"/), draft: plain(/formaction="([^"]+)"[^>]*>保存草稿/), text };
}

async function keep(path: string, fields: Fields): Promise<Form> {
  const form = await formAt(path);
  expect((await browser.post(form.draft, { key: form.key, ...fields })).status).toBe(303);
  return form;
}

async function send(path: string, fields: Fields): Promise<void> {
  const { key, action } = await formAt(path);
  const sent = await browser.post(action, { key, ...fields });
  expect(sent.status, sent.text).toBe(303);
}

async function drafts(): Promise<string[]> {
  const { text } = await browser.get('/console/drafts');
  return [...text.matchAll(/<a class="t" href="[^"]+">([^<]+)/g)].map(([, title]) => title as string);
}

async function linkTo(title: string): Promise<string> {
  const { text } = await browser.get('/console/drafts');
  const found = [...text.matchAll(/<a class="t" href="([^"]+)">([^<]+)/g)].find(([, , one]) => one?.includes(title));
  return (found?.[1] ?? '').replaceAll('&amp;', '&');
}

it('stays while a form of another purpose is kept and sent', async () => {
  await keep(`${LETTERS}?purpose=policy`, POLICY);
  const other = await formAt(`${LETTERS}?purpose=inquiry`);
  expect([other.text.includes('政策草稿一'), other.text.includes('另有 1 份您保存的草稿')]).toEqual([false, true]);
  await keep(`${LETTERS}?purpose=inquiry`, { ...INQUIRY, title: '商洽草稿' });
  expect(await drafts()).toEqual(['发函：商洽草稿', '发函：政策草稿一']);
  await send(`${LETTERS}?purpose=inquiry`, INQUIRY);
  expect(await drafts()).toEqual(['发函：政策草稿一']);
  const again = await formAt(await linkTo('政策草稿一'));
  expect([again.text.includes('value="政策草稿一"'), again.text.includes('name="purpose" value="policy"')]).toEqual([
    true,
    true,
  ]);
  await send(await linkTo('政策草稿一'), { ...POLICY, to: 'SPJ', text: '请提出意见。', purpose: 'inquiry' });
  expect(await drafts()).toEqual([]);
});

it('stays while a correction of a record of the same form is sent', async () => {
  const said = { summary: '有关会议纪要', occurredAt: '2026-09-28T08:30' };
  await send(ENTRY, { ...said, to: 'SPJ' });
  const { json } = await home.call('GET', '/pushes?box=out', { as: 'scjg.officer' });
  await keep(ENTRY, { ...said, summary: '另一份纪要' });
  const correction = await formAt(`${ENTRY}?corrects=${json.items[0].id}`);
  expect([correction.text.includes('有关会议纪要'), correction.text.includes('另一份纪要')]).toEqual([true, false]);
  await keep(`${ENTRY}?corrects=${json.items[0].id}`, { ...said, summary: '更正的纪要' });
  const kept = await formAt(`${ENTRY}?corrects=${json.items[0].id}`);
  expect(kept.text).toContain('更正的纪要');
  await browser.post(kept.action, { key: kept.key, ...said, to: 'SPJ', corrects: json.items[0].reference });
  expect(await drafts()).toEqual(['推送录入：文件资料：另一份纪要']);
});

it('leaves room for another one beside it', async () => {
  browser = await browserOf(home, 'scjg.head');
  const path = '/console/problems/new';
  await keep(path, { title: '第一个问题', text: '甲' });
  const shown = await formAt(path);
  expect(shown.text).toContain('value="第一个问题"');
  const anew = /<a href="([^"]+)">另填一份/.exec(shown.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const empty = await formAt(anew);
  expect([empty.text.includes('第一个问题'), empty.key === shown.key]).toEqual([false, false]);
  await keep(anew, { title: '第二个问题', text: '乙' });
  expect(await drafts()).toEqual(['提出问题：第二个问题', '提出问题：第一个问题']);
  expect((await formAt(await linkTo('第一个问题'))).text).toContain('value="第一个问题"');
  await browser.post('/console/drafts/drop', { form: path, key: shown.key });
  expect(await drafts()).toEqual(['提出问题：第二个问题']);
});
