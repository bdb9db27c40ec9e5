/** What forms say of what was left blank: in the words of people at a form, never those that programs read. */
import { beforeAll, expect, it } from 'vitest';
import { type InProcess, inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

let home: InProcess;
beforeAll(async () => {
  home = await inProcess();
});

it.each([
  ['scjg.admin', 'account-requests/new', ['请填写人员', '请选择角色']],
  ['spj.officer', 'draws/new', ['请选择所属事项']],
  ['spj.admin', 'sharing/new-grant', ['请填写事项']],
  ['spj.officer', 'sharing/query/register', ['请填写查询授权', '请填写用途']],
])('%s, %s', async (who, path, said) => {
  const browser = await browserOf(home, who);
  const page = await browser.get(`/console/${path}`);
  const { text, status } = await browser.post(`/console/${path}`, { key: 'e-1' });
  expect([status, page.status]).toEqual([422, 200]);
  for (const words of said) expect(text).toContain(words);
  const [, errors = ''] = /id="errors"[^>]*>(.*?)<\/div>/s.exec(text) ?? [];
  expect(errors.replaceAll(/<[^>]+>/g, ' ')).not.toMatch(/[a-z]{2,}|数组|文字|缺少/);
  expect(page.text).not.toMatch(/GET \/|POST \//);
});

it('rows that are filled in are not asked for where another field is wrong', async () => {
  const browser = await browserOf(home, 'scjg.admin');
  await browser.get('/console/account-requests/new');
  const rows = { 'people/0/name': '张三', 'people/0/duty': '认领' };
  const { text } = await browser.post('/console/account-requests/new', { ...rows, key: 'e-2' });
  expect(text).toContain('请填写理由');
  expect(text).not.toContain('请填写人员');
  const draw = await browserOf(home, 'spj.officer');
  await draw.get('/console/draws/new');
  const groups = { 'groups/0/specialty': '结构工程', 'groups/0/count': '1' };
  expect((await draw.post('/console/draws/new', { ...groups, key: 'e-3' })).text).not.toContain('请填写分组');
});
