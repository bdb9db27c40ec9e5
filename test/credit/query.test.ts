/** Credit where a case is handled (art. 19): lists, the query, measures, the page by ticket, and the export. */
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { countyHere, expectRefusal, type Here, TODAY } from '../contract-http/county.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { upload } from '../files/sample.ts';

const CODE = '91371525MA3C00001R';
const AS = 'spj.officer';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Made up: a valid check character, nobody's. */
const NUMBER = '371525199001012346';
const ENTRY = {
  ...{ creditCode: CODE, name: '冠县某某食品有限公司', effect: 'punishment', basis: '某办法第三条' },
  ...{ measures: '不适用告知承诺', from: '2026-01-01', until: '2026-12-31' },
};
const ask = (here: Here, more = '', as = AS) => here.call('GET', `/credit?creditCode=${CODE}${more}`, { as });
const put = (here: Here, list: string, entries: object[], headers: Record<string, string> = {}, as = 'spj.admin') =>
  here.call('PUT', `/credit/lists/${list}`, { as, headers, body: { entries } });
const penalty = {
  ...{ CF_XDR_MC: '=某某', CF_XDR_LB: '法人及非法人组织', CF_XDR_SHXYM: CODE, CF_FRDB: '某某', CF_FR_ZJHM: NUMBER },
  ...{ CF_WSH: '冠罚1', CF_WFXW: '超范围经营', CF_SY: '某', CF_YJ: '某法第一条', CF_CFLB: '警告', CF_NR: '警告一次' },
  ...{ CF_CFJGDM: '11371525MB28000015', CF_SJLYDM: '11371525MB28000015' },
};
const record = async (here: Here, more: object = {}, as = 'scjg.officer'): Promise<string> => {
  const body = { type: 'penalty', decidedOn: TODAY, publish: true, severity: 'minor', fields: penalty, ...more };
  return (await here.call('POST', '/credit-records', { as, body })).json.id;
};
const act = (here: Here, id: string, name: string, body: object) =>
  here.call('POST', `/credit-records/${id}/${name}`, { as: 'scjg.officer', body });

describe('lists', async () => {
  const here = await countyHere();

  it('without any, and with none that is good, nobody is said to be clean', async () => {
    expectRefusal(await ask(here), 503, 'unavailable');
    expectRefusal(await put(here, 'dishonest', [ENTRY], {}, AS), 403, 'not-allowed');
    expectRefusal(await put(here, 'Dishonest', [ENTRY]), 422, 'invalid', ['/list']);
    const wrong = { ...ENTRY, until: '2025-12-31' };
    expectRefusal(await put(here, 'dishonest', [wrong]), 422, 'invalid', ['/entries/0/until']);
  });

  it('put whole, by its tag; what a new version leaves out is gone', async () => {
    const first = await put(here, 'dishonest', [ENTRY, { ...ENTRY, effect: 'incentive', from: '2026-10-01' }]);
    expect([first.status, first.json]).toEqual([200, { list: 'dishonest', at: '2026-09-28T09:00:00+08:00', count: 2 }]);
    const found = {
      list: 'dishonest',
      basis: ENTRY.basis,
      measures: ENTRY.measures,
      from: ENTRY.from,
      until: ENTRY.until,
    };
    expect((await ask(here)).json).toMatchObject({ degraded: true, punishments: [found], incentives: [], records: [] });
    expectRefusal(await put(here, 'dishonest', []), 428, 'precondition-required');
    expectRefusal(await put(here, 'dishonest', [], { 'if-match': '"0"' }), 412, 'precondition-failed');
    await put(here, 'honest', [{ ...ENTRY, effect: 'incentive', until: null }]);
    const read = await here.call('GET', '/credit/lists/dishonest', { as: AS });
    expect([read.json, read.headers.etag]).toEqual([first.json, first.headers.etag]);
    expectRefusal(await here.call('GET', '/credit/lists/none', { as: AS }), 404, 'not-found');
    await put(here, 'dishonest', [], { 'if-match': first.headers.etag as string });
    expect((await ask(here)).json).toMatchObject({ punishments: [], incentives: [{ list: 'honest', until: null }] });
    expect((await here.call('GET', '/credit/lists', { as: AS })).json.items).toHaveLength(2);
  });

  it('put by a workbook: the same entries; every wrong cell by row and column, and nothing kept then', async () => {
    const HEAD = ['统一社会信用代码', '名称', '激励或惩戒', '依据', '措施', '自', '至'];
    const { creditCode, name, basis, measures, from, until } = ENTRY;
    const row = [creditCode, name, '惩戒', basis, measures, from, until];
    const sheet = async (lines: string[][]) => {
      const cells = lines.map((line) => line.map((value) => ({ value })));
      const bytes = new Uint8Array(await writeXlsxFile(cells, { sheet: '名单' }).toBuffer());
      const file = await upload(here.call, 'spj.admin', bytes, { name: '名单.xlsx', mediaType: XLSX });
      return here.call('PUT', '/credit/lists/blacklist', { as: 'spj.admin', body: { file } });
    };
    const wrong = await sheet([['某名单'], HEAD, row, ['12', name, '其他', basis, measures, from, '2025-12-31']]);
    expectRefusal(wrong, 422, 'invalid', ['/rows/1/creditCode', '/rows/1/effect']);
    expect(wrong.json.errors[0].detail).toContain('第 4 行，统一社会信用代码：');
    expectRefusal(await sheet([HEAD.slice(1), row]), 422, 'invalid', ['/file']);
    expect((await here.call('GET', '/credit/lists', { as: AS })).json.items).toHaveLength(2);
    expect((await sheet([HEAD, row])).json).toMatchObject({ list: 'blacklist', count: 1 });
    expect((await ask(here)).json.punishments).toMatchObject([{ list: 'blacklist', basis, until }]);
    const both = { entries: [], file: '0'.repeat(32) };
    for (const body of [{}, both]) {
      const put = await here.call('PUT', '/credit/lists/other', { as: 'spj.admin', body });
      expectRefusal(put, 422, 'invalid', ['/entries']);
    }
  });

  it('older than thirty days they count as none', async () => {
    here.clock.set('2026-10-28T09:00:00+08:00');
    expect((await ask(here)).status).toBe(200);
    here.clock.set('2026-10-28T09:00:01+08:00');
    expectRefusal(await ask(here), 503, 'unavailable');
  });
});

describe('a query', async () => {
  const here = await countyHere();
  await put(here, 'dishonest', [ENTRY]);

  it('is written down, stands in the timeline, and takes its measures once', async () => {
    expectRefusal(await ask(here, '', 'spj.admin'), 403, 'not-allowed');
    const { query } = (await ask(here, '&application=2026-1&purpose=食品许可')).json;
    const read = (await here.call('GET', `/credit/queries/${query}`, { as: AS })).json;
    expect(read).toMatchObject({
      status: 'asked',
      application: '2026-1',
      purpose: '食品许可',
      punishments: [{ list: 'dishonest' }],
    });
    expectRefusal(await here.call('GET', `/credit/queries/${query}`, { as: 'scjg.officer' }), 404, 'not-found');
    const own = (await here.call('GET', '/credit/queries', { as: AS })).json.items;
    expect(own.map(({ id }: { id: string }) => id)).toContain(query);
    const body = { taken: true, text: '未适用告知承诺' };
    const measures = () => here.call('POST', `/credit/queries/${query}/measures`, { as: AS, body });
    expect((await measures()).json).toMatchObject({ status: 'measured', taken: true });
    expectRefusal(await measures(), 409, 'already-measured');
    for (const by of [`party=${CODE}`, 'application=2026-1']) {
      const { items } = (await here.call('GET', `/timeline?${by}`, { as: AS })).json;
      expect(items[0].stage).toBe('after');
      expect(items).toMatchObject([{ id: query, kind: 'credit-query', status: 'measured' }]);
      expect(items[0].text).toBe(`信用查询：${CODE}；措施：未适用告知承诺`);
    }
  });

  it('shows records that are public within their day; others to their owner, and to the bureau with a case', async () => {
    const id = await record(here);
    const shown = async (more = '', as = AS) => (await ask(here, more, as)).json.records;
    expect(await shown()).toEqual([]);
    expect(await shown('&application=2026-1')).toMatchObject([{ id: null, published: false, content: '警告一次' }]);
    expect(await shown('', 'scjg.officer')).toMatchObject([{ id, published: false }]);
    await act(here, id, 'send', { channel: 'export', receipt: '1' });
    expect(await shown()).toMatchObject([{ documentNumber: '冠罚1', published: true, publishUntil: '2026-12-28' }]);
    expect(await shown('', 'zhzf.officer')).toHaveLength(1);
    await act(here, id, 'withdraw', { reason: 'repaired' });
    expect([await shown('&application=2026-1'), await shown('', 'scjg.officer')]).toEqual([[], []]);
  });
});

describe('each query', async () => {
  const here = await countyHere();

  it('is written down, though it comes under a key that another had', async () => {
    await put(here, 'dishonest', [ENTRY]);
    const asked = (code: string) =>
      here.call('GET', `/credit?creditCode=${code}`, { as: AS, headers: { 'idempotency-key': 'k' } });
    expect([(await asked(CODE)).status, (await asked('91371525MA3C00002P')).status]).toEqual([200, 200]);
    const written = async () => (await here.call('GET', '/credit/queries?box=out', { as: AS })).json.items.length;
    expect(await written()).toBe(2);
    // The same once more, as a form sent twice: one query; on another day it is another.
    const [first, again] = [(await asked(CODE)).json.query, (await asked(CODE)).json.query];
    expect([first === again, await written()]).toEqual([true, 2]);
    here.clock.set('2026-09-29T09:00:00+08:00');
    expect([(await asked(CODE)).json.query === first, await written()]).toEqual([false, 3]);
  });
});

describe('the page by ticket', async () => {
  const here = await countyHere();
  await put(here, 'dishonest', [{ ...ENTRY, measures: '<b>不适用</b>' }]);
  const ticket = async () =>
    (
      await here.call('POST', '/credit/tickets', {
        as: AS,
        body: { creditCode: CODE, application: '2026-2', viewer: '王某' },
      })
    ).json;
  const open = (url: string) => here.call('GET', new URL(url).pathname, {});

  it('opens once, framed by nobody unless the county says so, and is written down with its viewer', async () => {
    const { url, expiresAt } = await ticket();
    expect(expiresAt).toBe('2026-09-28T09:05:00+08:00');
    // Link checkers and gateways ask about it first.
    const asked = await here.call('HEAD', new URL(url).pathname, {});
    expect([asked.status, asked.headers.allow]).toEqual([405, 'GET']);
    const page = await open(url);
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.text).toContain('&lt;b&gt;不适用');
    expectRefusal(await open(url), 404, 'not-found');
    const { items } = (await here.call('GET', '/credit/queries?box=out', { as: AS })).json;
    expect(items).toMatchObject([{ viewer: '王某', application: '2026-2' }]);
  });

  it('is issued again where the answer was lost, and not for another question under the same key', async () => {
    const issue = (application: string) => {
      const body = { creditCode: CODE, application };
      return here.call('POST', '/credit/tickets', { as: AS, body, headers: { 'idempotency-key': 'k' } });
    };
    expect([(await issue('2026-4')).status, (await issue('2026-4')).status]).toEqual([201, 201]);
    expectRefusal(await issue('2026-5'), 409, 'idempotency-key-reused');
  });

  it('is not used up by what could not be answered, nor good for whoever has left', async () => {
    const store = new FaultyStore(openSqliteStore(':memory:'));
    const there = await countyHere({ store });
    const body = { creditCode: CODE, application: '2026-3' };
    const issued = async () => (await there.call('POST', '/credit/tickets', { as: AS, body })).json.url;
    const opened = (url: string) => there.call('GET', new URL(url).pathname, {});
    const queries = async () => (await there.call('GET', '/credit/queries?box=out', { as: AS })).json.items;
    const url = await issued();
    expectRefusal(await opened(url), 503, 'unavailable');
    await put(there, 'dishonest', [ENTRY]);
    store.reschedule(({ method }) => (method === 'commit' ? { outcome: 'fail' } : undefined));
    expectRefusal(await opened(url), 503, 'unavailable');
    store.reschedule();
    expect(await queries()).toEqual([]);
    const both = await Promise.all([opened(url), opened(url)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await queries()).toHaveLength(1);
    const other = await issued();
    const leaves = { to: null, leave: true, reason: '调离' };
    await there.call('POST', '/organisations/SPJ/accounts/spj.officer/hand-over', { as: 'spj.admin', body: leaves });
    expectRefusal(await opened(other), 404, 'not-found');
  });

  it('is over after five minutes; the sites of the settings may show it', async () => {
    const { json, headers } = await here.call('GET', '/county/settings', { as: 'spj.admin' });
    const body = { ...json, embedders: ['https://sp.example.cn'] };
    const change = (said: object) =>
      here.call('PUT', '/county/settings', {
        as: 'spj.admin',
        headers: { 'if-match': headers.etag as string },
        body: said,
      });
    expectRefusal(await change({ ...body, embedders: ['https://sp.example.cn/a'] }), 422, 'invalid', ['/embedders/0']);
    expect((await change(body)).json.embedders).toEqual(body.embedders);
    const [one, other] = [await ticket(), await ticket()];
    const page = await open(one.url);
    expect(page.headers['content-security-policy']).toContain('frame-ancestors https://sp.example.cn');
    expect(page.headers['x-frame-options']).toBeUndefined();
    here.clock.set('2026-09-28T09:05:00+08:00');
    expectRefusal(await open(other.url), 404, 'not-found');
  });
});

describe('the export', async () => {
  const here = await countyHere();
  const taken = (format: string, as = 'scjg.officer') =>
    here.call('GET', `/credit/export?type=penalty&format=${format}`, { as });

  it('has what is ready, in the platform’s form, with numbers whole, and each opening is logged', async () => {
    const id = await record(here);
    await record(here, { fields: { ...penalty, CF_WSH: '冠罚2', CF_NR: null } });
    const { text, headers } = await taken('csv');
    expect(headers['content-type']).toContain('text/csv');
    const [head, line, ...others] = text.trim().split('\r\n');
    expect(head).toContain('行政相对人名称（CF_XDR_MC）');
    expect(line).toContain(`"${NUMBER}"`);
    expect(line).toContain(`"'=某某"`);
    expect(others).toEqual([]);
    const readings = await here.call('GET', `/credit-records/${id}/readings`, { as: 'scjg.officer' });
    expect(readings.json.items).toMatchObject([{ act: 'unseal' }]);
    expect((await taken('xlsx')).status).toBe(200);
    expect((await taken('csv', 'spj.officer')).text).not.toContain(NUMBER);
    expectRefusal(await taken('csv', 'spj.admin'), 403, 'not-allowed');
  });

  it('says what has no end, which records are not public, and days as the platform wants them', async () => {
    const county = await countyHere();
    const opened = async (fields: object, more: object = {}) => {
      const body = {
        type: 'penalty',
        decidedOn: '2026-09-28',
        publish: true,
        fields: { ...penalty, ...fields },
        ...more,
      };
      return (await county.call('POST', '/credit-records', { as: 'scjg.officer', body })).json;
    };
    await opened({ CF_WSH: '冠罚1', CF_YXQ: '2027-09-27', CF_NR_FK: '1.5' });
    // Lowering a grade takes no certificate away that would have to be named.
    const lowered = await opened({ CF_WSH: '冠罚2', CF_CFLB: '降低资质等级' }, { publish: false });
    expect([lowered.status, lowered.missing]).toEqual(['ready', []]);
    const rows = async (dates: string) => {
      const path = `/credit/export?type=penalty&format=csv${dates}`;
      const { text } = await county.call('GET', path, { as: 'scjg.officer' });
      const [head = [], ...lines] = text
        .trim()
        .split('\r\n')
        .map((line) => line.replaceAll('"', '').split(','));
      const of = (line: string[], code: string) => line[head.findIndex((title) => title.includes(code))];
      const codes = ['CF_JDRQ', 'CF_YXQ', 'CF_GSJZQ', 'CF_NR_FK', '是否公示'];
      // Of one moment, in the order of their ids.
      return lines.map((line) => codes.map((code) => of(line, code))).toSorted();
    };
    expect(await rows('')).toEqual([
      ['2026-09-28', '2027-09-27', '2029-09-28', '1.500000', '公示'],
      ['2026-09-28', '2099-12-31', '', '', '不公示'],
    ]);
    expect((await rows('&dates=slash'))[1]).toEqual(['2026/09/28', '2099/12/31', '', '', '不公示']);
  });
});
