/** What a form lacks is told at once and in words; it offers and takes what the act takes. */
import { expect, it } from 'vitest';
import { approval } from '../contract-http/county.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const home = await inProcess();
const admin = await browserOf(home, 'spj.admin');
const head = await browserOf(home, 'scjg.head');

it('a new account wants its name, its holder and its roles in one round', async () => {
  const at = '/console/organisations/SCJG/new-account';
  await admin.get(at);
  const { status, text } = await admin.post(at, { key: 'k'.repeat(32) });
  expect(status).toBe(422);
  for (const words of ['账号：请填写账号', '姓名或系统名称：请填写姓名或系统名称', '角色：请选择角色'])
    expect(text).toContain(`>${words}</a>`);
});

it('分办 offers and takes those who can act, by name too', async () => {
  const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('TO-1') });
  const at = `/console/pushes/${json.id}/assign`;
  const { text } = await head.get(at);
  const offered = [
    ...(/<datalist id="people">(.*?)<\/datalist>/s.exec(text)?.[1]?.matchAll(/value="([^"]+)">([^<]+)/g) ?? []),
  ];
  const accounts = offered.map(([, account]) => account);
  expect([accounts.includes('scjg.officer'), accounts.includes('scjg.admin')]).toEqual([true, false]);
  const refused = await home.call('POST', `/pushes/${json.id}/assign`, {
    as: 'scjg.head',
    body: { handler: 'scjg.admin' },
  });
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '/handler']);
  const name = offered.find(([, account]) => account === 'scjg.officer')?.[2];
  const sent = await head.post(at, { handler: `${name}（scjg.officer）`, key: 'a'.repeat(32) });
  expect([sent.status, sent.text]).toEqual([303, '']);
  expect((await home.call('GET', `/pushes/${json.id}`, { as: 'scjg.head' })).json.to.handler).toBe('scjg.officer');
});

it('the default section goes by its name', async () => {
  const { text } = await admin.get('/console/organisations/SCJG/edit');
  expect(text).toMatch(/name="defaultSection" value="\p{Script=Han}+"/u);
});

it('a warning names its field', async () => {
  const body = { ...approval('TO-2'), summary: '负责人身份证号 371525198501012348' };
  const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body });
  const { text } = await head.get(`/console/pushes/${json.id}`);
  expect(json.warnings.length).toBeGreaterThan(0);
  expect(text).toContain('摘要：疑似含有公民身份号码');
});

it('accounts that are not confirmed in time are told so, and then in words', async () => {
  home.clock.set('2026-10-21T09:00:00+08:00');
  const at = '/console/organisations/SCJG';
  const own = await browserOf(home, 'scjg.admin');
  expect((await own.get(at)).text).toContain('2026年第四季度的账号尚未确认');
  await own.get(`${at}/confirm`);
  await own.post(`${at}/confirm`, { key: 'c'.repeat(32) });
  const { text } = await own.get(at);
  expect([text.includes('尚未确认'), text.includes('2026Q4')]).toEqual([false, false]);
});

it('a text that is too long is told how long it is', async () => {
  const here = await inProcess();
  const { json } = await here.call('POST', '/pushes', { as: 'spj.officer', body: approval('TO-2') });
  const at = `/console/pushes/${json.id}/return`;
  const browser = await browserOf(here, 'scjg.head');
  await browser.get(at);
  const { status, text } = await browser.post(at, { reason: '一\r\n'.repeat(300), key: 'l'.repeat(32) });
  expect([status, text.includes('长度不符，应为 1 至 500 个字符，现有 599 个')]).toEqual([422, true]);
});
