/** What changed between two versions of the boundary list, and rows that somebody above the county decides. */
import readXlsxFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';

const LIST = '/public/boundary-list';
type Row = Record<string, unknown> & { code: string };

/** The demonstration's list, and a second version without its first row, with a new last one and a changed second. */
async function twoVersions() {
  const here = await inProcess();
  const first = (await here.call('GET', `${LIST}.json`)).json;
  const [dropped, changed, ...rest] = first.items as [Row, Row, ...Row[]];
  const added = { ...changed, code: 'Z-NEW', name: '新增事项' };
  const now = { ...changed, name: '改过的事项', decidedAbove: 'state' };
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' };
  const body = { validFrom: '2026-10-01', items: [now, ...rest, added], superior };
  const second = (await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).json;
  const at = (from: string, to: string) => `${LIST}/difference?from=${from}&to=${to}`;
  return { ...here, first, second, dropped, changed, added, at };
}

it('names what was added, dropped and changed, whichever way one asks', async () => {
  const { call, first, second, dropped, changed, added, at } = await twoVersions();
  const forwards = await call('GET', at(first.version, second.version));
  expect([forwards.status, forwards.json]).toEqual([
    200,
    {
      added: [added],
      dropped: [dropped],
      changed: [
        {
          code: changed.code,
          fields: [
            { field: 'name', before: changed.name, after: '改过的事项' },
            { field: 'decidedAbove', before: 'none', after: 'state' },
          ],
        },
      ],
    },
  ]);
  const backwards = (await call('GET', at(second.version, first.version))).json;
  expect([backwards.added, backwards.dropped]).toEqual([[dropped], [added]]);
  const same = (await call('GET', at(first.version, first.version))).json;
  expect(same).toEqual({ added: [], dropped: [], changed: [] });
});

it('is a page for people, by names, to which the list leads; a program gets JSON at both addresses', async () => {
  const { call, first, second, at } = await twoVersions();
  const html = { accept: 'text/html,application/json;q=0.9' };
  const page = await call('GET', at(first.version, second.version), { headers: html });
  expect([page.status, page.headers['content-type'], page.headers.vary]).toEqual([
    ...[200, expect.stringContaining('text/html'), expect.stringContaining('Accept')],
  ]);
  expect(page.text).toContain('新增 1 项，改动 1 项，取消 1 项。');
  expect(page.text).toMatch(/此前"[^>]*>[^<]+<\/td><td data-label="此后">改过的事项</);
  expect(page.text.replaceAll(/<style.*?<\/style>/gs, '')).not.toMatch(/decidedAbove|department|"fields"/);
  expect(page.text).toContain(`${LIST}?version=${second.version}`);
  const json = await call('GET', at(first.version, second.version).replace('?', '.json?'));
  expect(json.json).toEqual((await call('GET', at(first.version, second.version))).json);
  const { text } = await call('GET', LIST, { headers: html });
  const link = at(first.version, second.version).replaceAll('&', '&amp;');
  expect(text).toContain(`起施行新的版本`);
  expect(text.split(`href="${link}"`)).toHaveLength(3);
});

it('is not sent again to whoever has it, and says which version is not there', async () => {
  const { call, first, second, at } = await twoVersions();
  const { headers } = await call('GET', at(first.version, second.version));
  const again = await call('GET', at(first.version, second.version), {
    headers: { 'If-None-Match': headers.etag as string },
  });
  expect([again.status, again.headers.etag]).toEqual([304, headers.etag]);
  const other = await call('GET', at(first.version, 'v9-000000'));
  expect([other.status, other.json.code]).toEqual([404, 'not-found']);
  const without = await call('GET', `${LIST}/difference?from=${first.version}`);
  expect([without.status, without.json.errors[0].pointer]).toEqual([422, '?to']);
});

it('lets people choose two versions, the newest and the one before it at first; a program is told what is missing', async () => {
  const { call, first, second } = await twoVersions();
  const html = { accept: 'text/html' };
  const chosen = async (query: string) => {
    const { status, text, headers } = await call('GET', `${LIST}/difference${query}`, { headers: html });
    expect([query, status, headers.vary]).toEqual([query, 200, expect.stringContaining('Accept')]);
    const selects = text.match(/<select id="(from|to)".*?<\/select>/gs) ?? [];
    for (const select of selects) expect(select.match(/<option /g)).toHaveLength(2);
    return selects.map((select) => /value="([^"]+)" selected/.exec(select)?.[1]);
  };
  expect(await chosen('')).toEqual([first.version, second.version]);
  expect(await chosen(`?from=${second.version}`)).toEqual([second.version, second.version]);
  for (const path of ['', '.json']) {
    const { status, json } = await call('GET', `${LIST}/difference${path}`);
    expect([status, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ['?from', '?to']]);
  }
  const long = await call('GET', `${LIST}/difference?from=${'v'.repeat(65)}`, { headers: html });
  expect([long.status, long.text.includes('版本最长 64 位')]).toEqual([422, true]);
});

it('has nothing to choose from before there is a list, and says so of one version', async () => {
  const html = { accept: 'text/html' };
  const none = await inProcess({ matters: null });
  expect((await none.call('GET', `${LIST}/difference`, { headers: html })).status).toBe(404);
  const one = await inProcess();
  expect((await one.call('GET', `${LIST}/difference`, { headers: html })).text).toContain('目前只有一个版本');
});

it('shows on page and in the workbook who decides above the county', async () => {
  const { call, second, changed } = await twoVersions();
  const page = (await call('GET', `${LIST}?version=${second.version}`)).text;
  expect(page.match(/国家有关部门终审/g)).toHaveLength(1);
  const { bytes } = await call('GET', `${LIST}.xlsx?version=${second.version}`);
  const [, head, ...rows] = (await readXlsxFile(Buffer.from(bytes)))[0]?.data ?? [];
  const column = head?.indexOf('终审或认可机关') ?? -1;
  expect(rows.filter((row) => row[column]).map((row) => [row[0], row[column]])).toEqual([
    [changed.code, '国家有关部门终审'],
  ]);
});

it('takes a row that says none for one that says nothing: the same list is no new version', async () => {
  const { call, second } = await twoVersions();
  const { validFrom, items } = (await call('GET', `${LIST}.json?version=${second.version}`)).json;
  const silent = items.map(({ decidedAbove, ...row }: Row) =>
    decidedAbove === 'none' ? row : { ...row, decidedAbove },
  );
  for (const rows of [items, silent]) {
    const again = await call('POST', '/boundary-list/versions', { as: 'spj.admin', body: { validFrom, items: rows } });
    expect([again.status, again.json]).toEqual([200, second]);
  }
});
