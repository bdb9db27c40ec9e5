/** The public boundary list (art. 9): page, JSON, CSV, XLSX, its versions, its search, and what it is served with. */
import { createHash } from 'node:crypto';
import readXlsxFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { shownMatter } from '../../shared/boundary/matter.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';

const AT = '/public/boundary-list';
const matters = demonstrationMatters()
  .map(shownMatter)
  .sort((a, b) => (a.code < b.code ? -1 : 1));

it('answers the version in force as JSON, exactly its rows with codes of organisations', async () => {
  const { call } = await inProcess();
  const { status, json, headers } = await call('GET', `${AT}.json`);
  expect(status).toBe(200);
  expect(json).toEqual({ version: expect.stringMatching(/^v1-/), validFrom: '2022-09-02', items: matters });
  expect(headers['cache-control']).toBe('public, max-age=60');
});

it('shows every matter on the page, with names instead of codes', async () => {
  const { call } = await inProcess();
  const { status, text, headers } = await call('GET', AT);
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  for (const { name, code } of matters) expect(text).toContain(`${name}</p><p><code>${code}`);
  expect(text).toContain('冠县市场监督管理局 食品经营安全监督管理科');
  expect(text).toMatch(/共 81 项/);
});

it('lets nothing but its own style into the page, and nobody frame it', async () => {
  const { call } = await inProcess();
  const { text, headers } = await call('GET', AT);
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = headers['content-security-policy'];
  expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(text).not.toMatch(/<script|style="|\son\w+=|https?:\/\//i);
});

it.each([
  ['食品经营许可', 1],
  ['371525-SCJG-001', 1],
  ['371525-scjg-001', 1],
  ['３７１５２５－ＳＣＪＧ－００１', 1],
  ['药品', 2],
  ['市场监督管理局 食品', 3],
  ['没有这样的事项', 0],
])('finds %s', async (q, found) => {
  const { call } = await inProcess();
  const query = `?q=${encodeURIComponent(q)}`;
  expect((await call('GET', `${AT}.json${query}`)).json.items).toHaveLength(found);
  const { text } = await call('GET', AT + query);
  expect(text.match(/<th scope="row">/g) ?? []).toHaveLength(found);
  expect(text).toContain(`“${q}”共找到 ${found} 项`);
});

it('finds a matter by the department that supervises it', async () => {
  const { call } = await inProcess();
  const { json } = await call('GET', `${AT}.json?q=${encodeURIComponent('卫生健康局')}`);
  const expected = matters.filter((m) => m.department === 'WJJ' || m.candidates.includes('WJJ'));
  expect(json.items).toEqual(expected);
});

it.each<[string, (row: Record<string, unknown>) => boolean]>([
  ['食品经营安全监督管理科', ({ section, department }) => department === 'SCJG' && section === 'SPXK'],
  ['行政许可', ({ powerType }) => powerType === '行政许可'],
])('finds matters by their section and the type of power: %s', async (q, isMeant) => {
  const { call } = await inProcess();
  const all = (await call('GET', `${AT}.json`)).json.items;
  const { json } = await call('GET', `${AT}.json?q=${encodeURIComponent(q)}`);
  expect(json.items).toEqual(all.filter(isMeant));
  expect(json.items.length).toBeGreaterThan(0);
});

it('writes CSV that spreadsheets read: byte order mark, Chinese head, names beside codes', async () => {
  const { call } = await inProcess();
  const { text, headers, bytes } = await call('GET', `${AT}.csv`);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename="boundary-list-371525-v1-\w+\.csv"; filename\*=/,
  );
  const rows = text.slice(1).split('\r\n');
  expect(rows).toHaveLength(1 + matters.length + 1);
  expect(rows[0]).toContain('"事项编码","事项名称","权力类型","互动环节","审批职责","监管职责"');
  const row = rows.find((line) => line.startsWith('"371525-SCJG-001"'));
  expect(row).toContain('"SCJG","冠县市场监督管理局","SPXK","食品经营安全监督管理科"');
});

it('writes a workbook that reads back: title, head, a row a matter, all text', async () => {
  const { call } = await inProcess();
  const { bytes, headers } = await call('GET', `${AT}.xlsx`);
  expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const [sheet] = await readXlsxFile(Buffer.from(bytes));
  expect(sheet?.sheet).toBe('审管互动边界清单');
  const [title, head, ...rows] = sheet?.data ?? [];
  expect(title?.[0]).toMatch(/^冠县审管互动边界清单（版本 v1-\w+，自 2022-09-02 起施行）$/);
  expect(head?.slice(0, 2)).toEqual(['事项编码', '事项名称']);
  expect(rows.map((row) => row.slice(0, 2))).toEqual(matters.map((m) => [m.code, m.name]));
});

it('keeps earlier versions, names the next one, and puts it in force on its day', async () => {
  const { call, clock } = await inProcess();
  const first = (await call('GET', `${AT}.json`)).json;
  const items = matters.map((m) => (m.code === '371525-SCJG-001' ? { ...m, name: '食品经营许可（改）' } : m));
  const body = {
    validFrom: '2026-10-01',
    items,
    superior: { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' },
  };
  const made = await call('POST', '/boundary-list/versions', { as: 'spj.admin', body });
  expect(made.status).toBe(201);
  expect((await call('GET', `${AT}.json`)).json).toEqual(first);
  expect((await call('GET', `${AT}?version=${made.json.version}`)).text).toContain('已发布，尚未施行');
  expect((await call('GET', '/')).text).toContain(`下一版本 ${made.json.version} 自 2026-10-01 起施行`);
  clock.set('2026-10-01T00:00:00+08:00');
  const now = (await call('GET', `${AT}.json`)).json;
  expect([now.version, now.validFrom, now.items]).toEqual([made.json.version, '2026-10-01', items]);
  expect((await call('GET', `${AT}.json?version=${first.version}`)).json).toEqual(first);
  expect((await call('GET', `${AT}?version=${first.version}`)).text).toContain('已被新版本代替');
});

it.each(['', '.json', '.csv', '.xlsx'])('is not sent again to whoever has it: %s', async (format) => {
  const { call } = await inProcess();
  const { headers } = await call('GET', AT + format);
  const etag = headers.etag as string;
  const again = await call('GET', AT + format, { headers: { 'If-None-Match': `"other", W/${etag}` } });
  expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
  const other = await call('GET', `${AT}${format}?q=x`, { headers: { 'If-None-Match': etag } });
  // A workbook is of the whole list alone.
  expect(other.status).toBe(format === '.xlsx' ? 422 : 200);
});

it.each([
  ['a version that is not there', `${AT}.json?version=v9-000000`, 404, 'not-found'],
  ['a county that is not there', `${AT}.csv?jurisdiction=370000`, 404, 'not-found'],
  ['a parameter that is not known', `${AT}?search=x`, 422, 'invalid'],
  ['a parameter given twice', `${AT}?q=a&q=b`, 422, 'invalid'],
  ['another method', AT, 405, 'method-not-allowed'],
])('refuses %s with a problem document', async (what, path, status, code) => {
  const { call } = await inProcess();
  const answer = await call(what === 'another method' ? 'POST' : 'GET', path);
  expect([answer.status, answer.json.code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
});

it('answers 404 where no list is in force', async () => {
  const { call } = await inProcess({ matters: null });
  expect((await call('GET', AT)).status).toBe(404);
  expect((await call('GET', '/')).text).toContain('尚无现行版本');
});

it('shows another county of the deployment under its own links', async () => {
  const { call, platform } = await inProcess();
  const settings = { ...platform.settings, jurisdiction: '370000' };
  const { httpHandler } = await import('../../functions/http/handler.ts');
  const { ROUTES } = await import('../../functions/catalog.ts');
  expect((await call('GET', AT)).text).not.toContain('jurisdiction=');
  const elsewhere = await inProcess({ store: platform.ports.store, jurisdiction: '370001' });
  const handler = httpHandler({ ...elsewhere.platform, settings }, ROUTES);
  const event = {
    rawPath: AT,
    rawQueryString: 'jurisdiction=370001',
    headers: {},
    requestContext: { requestId: 'x', http: { method: 'GET' } },
  };
  const result = await handler(event as never);
  expect(result.body).toContain('/public/boundary-list.csv?jurisdiction=370001');
  expect(result.body).toContain('<input type="hidden" name="jurisdiction" value="370001">');
});
