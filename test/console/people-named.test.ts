/** People stand on pages under their names and organisations, wherever the reader may know them. */
import { beforeAll, expect, it } from 'vitest';
import { approval } from '../contract-http/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const WANG = '王五（冠县市场监督管理局）';

let home: InProcess;
let id: string;
beforeAll(async () => {
  home = await inProcess();
  const at = '/organisations/SCJG/accounts/scjg.officer';
  const { json, headers } = await home.call('GET', at, { as: 'spj.admin' });
  const { account: _, consent: _c, deputy: _d, ...before } = json;
  const body = { ...before, name: '王五' };
  const put = await home.call('PUT', at, { as: 'spj.admin', body, headers: { 'if-match': headers.etag as string } });
  expect([put.status, put.text]).toEqual([200, expect.stringContaining('王五')]);
  const pushed = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('P-1') });
  id = pushed.json.id;
  await home.call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} });
});

const textOf = (html: string): string => html.slice(html.indexOf('<main')).replaceAll(/<[^>]+>/g, ' ');
const read = async (as: string, path: string): Promise<string> =>
  textOf((await (await browserOf(home, as)).get(path)).text);

it('the sender of a record reads who has handled it, and the API says so', async () => {
  const page = await read('spj.officer', `/console/pushes/${id}`);
  expect(page).toMatch(new RegExp(`认领\\s+2026-09-28 09:00\\s+${WANG}`));
  expect(page).toMatch(new RegExp(`认领人\\s+${WANG}`));
  expect(page).not.toMatch(/账号|scjg\.officer/);
  const { people } = (await home.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
  expect(people).toContainEqual({ account: 'scjg.officer', name: '王五', org: 'SCJG' });
});

it('a colleague reads the organisation in the history, and the name alone elsewhere', async () => {
  const page = await read('scjg.head', `/console/pushes/${id}`);
  expect(page).toMatch(new RegExp(`认领\\s+2026-09-28 09:00\\s+${WANG}`));
  expect(page).toMatch(/认领人\s+王五\s/);
});

it('lists and workbooks of what was sent name those who handle it', async () => {
  await home.call('POST', `/pushes/${id}/assign`, { as: 'scjg.head', body: { handler: 'scjg.officer' } });
  expect(await read('spj.officer', '/console/pushes?box=out')).toContain(WANG);
});

it('the push that a problem is about names those who have handled it', async () => {
  const reason = '应由其他单位监管。';
  const { json } = await home.call('POST', `/pushes/${id}/dispute`, { as: 'scjg.officer', body: { reason } });
  const page = await read('spj.officer', `/console/problems/${json.problem ?? json.id}`);
  expect(page).toMatch(new RegExp(`所依据的推送[\\s\\S]*认领人\\s+${WANG}`));
});

it('an edition of the list that only tells itself apart is folded away', async () => {
  const page = await read('spj.officer', `/console/pushes/${id}`);
  expect(page.indexOf('边界清单版本')).toBeGreaterThan(page.indexOf('验证材料'));
});

it('of what others administer everybody reads by which organisation, and the bureau’s administrators by whom', async () => {
  const body = { from: '2026-10-12', to: '2026-10-12', reason: '停电', documentNumber: '冠政办字〔2026〕9号' };
  const { status } = await home.call('POST', '/calendar/extensions', { as: 'spj.admin', body });
  expect(status).toBe(200);
  expect(await read('scjg.officer', '/console/extensions')).toContain('冠县行政审批服务局的工作人员');
  expect(await read('zfb.office', '/console/extensions')).toContain('冠县行政审批服务局 spj.admin');
});

it('who has read a record is told by name', async () => {
  await home.call('GET', `/pushes/${id}`, { as: 'zfb.office' });
  expect(await read('scjg.officer', `/console/pushes/${id}/readings`)).toMatch(
    /人民政府办公室\s+冠县人民政府办公室 zfb\.office/,
  );
});
