/** Pushes by XLSX (breadth C2, art. 17): template, dry run, each row by itself, the same workbook again. */

import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { sweep } from '../../functions/timers/sweep.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { PDF, upload } from '../files/sample.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = ['编号', '信息类别', '事项编码', '相对人名称', '统一社会信用代码', '证照编号', '办结时间', '摘要'];
type Line = (string | number | Date | null)[];

async function workbook(lines: Line[]): Promise<Uint8Array> {
  const cells = lines.map((line) =>
    line.map((value) =>
      value === null ? null : value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd hh:mm' } : { value },
    ),
  );
  return new Uint8Array(await writeXlsxFile(cells as never, { sheet: '推送' }).toBuffer());
}

async function fileOf(here: Here, lines: Line[], as = 'spj.officer'): Promise<string> {
  return upload(here.call, as, await workbook(lines), { name: '推送.xlsx', mediaType: XLSX });
}
const imports = (here: Here, file: string, more: object = {}, as = 'spj.officer', headers = {}) =>
  here.call('POST', '/push-imports', { as, body: { file, ...more }, headers });
const row = (reference: string | null, more: Partial<Record<number, Line[number]>> = {}): Line =>
  Object.assign(
    [
      reference,
      '审批信息',
      '371525-SCJG-001',
      '冠县某某食品有限公司',
      '91371525MA3C00001R',
      null,
      '2026-09-28 08:50',
      '准予',
    ],
    more,
  );

describe('a workbook of pushes', async () => {
  const here = await countyHere();
  const lines = [
    HEAD,
    row('X-1', { 5: 'JY1' }),
    row('X-2', { 6: '2026-09-24' }),
    row('X-3', { 6: new Date('2026-09-28T08:40:00Z') }),
  ];
  const file = await fileOf(here, lines);

  it('is checked first; nothing is pushed then', async () => {
    const { status, json } = await imports(here, file, { dryRun: true });
    expect([status, json]).toEqual([200, { rows: 3, valid: 3, errors: [], warnings: [] }]);
    expect((await here.call('GET', '/pushes?box=out', { as: 'spj.officer' })).json.items).toEqual([]);
  });

  it('is pushed row by row, as if each had been posted: the organisation is the source, lateness too', async () => {
    const made = await imports(here, file);
    expect(made.status).toBe(202);
    const read = await here.call('GET', made.headers.location as string, { as: 'spj.head' });
    expect(read.json).toEqual(made.json);
    expect(read.json).toMatchObject({
      state: 'done',
      rows: 3,
      created: 3,
      repeated: 0,
      failed: [],
      by: 'spj.officer',
      file,
    });
    const { items } = (await here.call('GET', '/pushes?box=out&detail=whole', { as: 'spj.officer' })).json;
    const said = items.map((push: Record<string, unknown>) => [
      push.reference,
      push.source,
      push.pushedLate,
      push.occurredAt,
    ]);
    expect(said.sort()).toEqual([
      ['X-1', 'SPJ', false, '2026-09-28T08:50:00+08:00'],
      ['X-2', 'SPJ', true, '2026-09-24T00:00:00+08:00'],
      ['X-3', 'SPJ', false, '2026-09-28T08:40:00+08:00'],
    ]);
  });

  it('the same workbook again: all repeated, also to one who posts a row by hand', async () => {
    expect((await imports(here, file)).json).toMatchObject({ state: 'done', created: 0, repeated: 3, failed: [] });
    expect((await imports(here, file, { dryRun: true })).json).toMatchObject({ valid: 3, errors: [] });
    const body = {
      kind: 'approval',
      reference: 'X-1',
      matter: '371525-SCJG-001',
      summary: '准予',
      licence: { number: 'JY1' },
    };
    const party = { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };
    const posted = { ...body, party, occurredAt: '2026-09-28T08:50:00+08:00' };
    expect((await here.call('POST', '/pushes', { as: 'spj.officer', body: posted })).status).toBe(200);
  });

  it('under one Idempotency-Key it is one import', async () => {
    const headers = { 'idempotency-key': 'once' };
    const [first, second] = [
      await imports(here, file, {}, 'spj.officer', headers),
      await imports(here, file, {}, 'spj.officer', headers),
    ];
    expect(second.json).toEqual(first.json);
    const other = await fileOf(here, [HEAD, row('X-9')]);
    expectRefusal(await imports(here, other, {}, 'spj.officer', headers), 409, 'idempotency-key-reused');
    const dryRun = await imports(here, file, { dryRun: true }, 'spj.officer', headers);
    expectRefusal(dryRun, 409, 'idempotency-key-reused');
  });

  it('is its organisation’s alone', async () => {
    const { json } = await imports(here, file);
    for (const as of ['scjg.officer', 'zfb.office'])
      expectRefusal(await here.call('GET', `/push-imports/${json.id}`, { as }), 404, 'not-found');
    expectRefusal(await imports(here, file, {}, 'construction'), 403, 'not-allowed');
    expectRefusal(await imports(here, file, {}, 'spj.admin'), 403, 'not-allowed');
    expectRefusal(await imports(here, file, {}, 'scjg.officer'), 422, 'invalid', ['/file']);
  });
});

describe('rows that do not fit', async () => {
  const here = await countyHere();
  await here.push('TAKEN', {}, 'spj.officer');
  const lines = [
    ['审批信息推送导入表'],
    HEAD,
    row('Y-1', { 1: null }),
    row(null),
    row('Y-2', { 2: '371525-NO-1', 6: '昨天' }),
    row('TAKEN', { 7: '另一内容' }),
    row('Y-3', { 1: '监管处理信息' }),
    row('Y-1', { 7: '另一内容' }),
    row('Y-4', { 4: '91371525MA3C000010' }),
  ];
  const file = await fileOf(here, lines as Line[]);
  const wrong = [
    [4, '编号', 'invalid'],
    [5, '办结时间', 'invalid'],
    [5, '事项编码', 'invalid'],
    [6, null, 'reference-reused'],
    [7, null, 'not-allowed'],
  ];

  it('are told by row and column, with the code of a push by itself', async () => {
    const { status, json } = await imports(here, file, { dryRun: true });
    expect([status, json.rows, json.valid]).toEqual([200, 7, 2]);
    const told = json.errors.map(({ row, column, code }: Record<string, unknown>) => [row, column, code]);
    expect(told).toEqual([...wrong, [8, '编号', 'reference-reused']]);
    expect(json.errors.every(({ detail }: { detail: string }) => detail.length > 5)).toBe(true);
    expect(json.warnings).toMatchObject([{ row: 9, column: '统一社会信用代码', code: 'check-digit' }]);
  });

  it('hold up no other', async () => {
    const { json } = await imports(here, file);
    expect(json).toMatchObject({ state: 'done', rows: 7, done: 7, created: 2, repeated: 0 });
    const told = json.failed.map(({ row, reference, code }: Record<string, unknown>) => [row, reference, code]);
    expect(told).toEqual([
      [4, null, 'invalid'],
      [5, 'Y-2', 'invalid'],
      [6, 'TAKEN', 'reference-reused'],
      [7, 'Y-3', 'not-allowed'],
      [8, 'Y-1', 'reference-reused'],
    ]);
    const [, { errors }] = json.failed;
    expect(errors.map(({ pointer, column }: Record<string, unknown>) => [pointer, column])).toEqual([
      ['/occurredAt', '办结时间'],
      ['/matter', '事项编码'],
    ]);
  });

  it.each<[string, Line[]]>([
    ['no head', [row('Z-1')]],
    ['no row', [HEAD]],
    ['a column that is not known', [[...HEAD, '备注'], row('Z-1')]],
    ['a column twice', [[...HEAD, '摘要'], row('Z-1')]],
  ])('%s: nothing at all', async (_what, all) => {
    expectRefusal(await imports(here, await fileOf(here, all)), 422, 'invalid', ['/file']);
  });

  it('no workbook, none of one’s own, none at all', async () => {
    const pdf = await upload(here.call, 'spj.officer', PDF);
    for (const id of [pdf, 'f'.repeat(32)]) expectRefusal(await imports(here, id), 422, 'invalid', ['/file']);
    expectRefusal(await here.call('POST', '/push-imports', { as: 'spj.officer', body: {} }), 422, 'invalid', ['/file']);
    expectRefusal(await here.call('GET', `/push-imports/${'f'.repeat(32)}`, { as: 'spj.officer' }), 404, 'not-found');
  });
});

it('cells that do not fit are told in the words of the sheet', async () => {
  const here = await countyHere();
  await here.push('TAKEN', {}, 'spj.officer');
  const head = [
    '编号',
    '信息类别',
    '事项编码',
    '审批决定',
    '相对人类型',
    '相对人名称',
    '决定日期',
    '办结时间',
    '摘要',
    '告知承诺',
  ];
  const fitting = [
    'W-1',
    '审批信息',
    '371525-SCJG-001',
    '准予',
    null,
    '某公司',
    '2026-09-28',
    '2026-09-28 08:50',
    '准予',
    '否',
  ];
  const wrong: Line = ['W-2', null, '371525-SCJG-001', '同意', '个体户', '某公司', '昨天', '前天', '准予', '没有'];
  const file = await fileOf(here, [
    head,
    fitting,
    wrong,
    ['TAKEN', ...fitting.slice(1)],
    ['W-3', '监管风险点', ...fitting.slice(2)],
  ]);
  const { json } = await imports(here, file, { dryRun: true });
  const told = json.errors.map(({ row, column, detail }: Record<string, unknown>) => [row, column, detail]);
  expect(told).toEqual([
    [3, '信息类别', '应为下列之一：审批信息、监管风险点、监管处理信息、文件资料'],
    [3, '审批决定', expect.stringMatching(/^应为下列之一：准予、/)],
    [3, '相对人类型', expect.stringMatching(/^应为下列之一：.*个体工商户/)],
    [3, '决定日期', '日期不存在，或写法不对：应如 2026-09-28'],
    [3, '办结时间', '时间不存在，或写法不对：应如 2026-09-28 08:50'],
    [3, '告知承诺', '应为“是”或“否”'],
    [4, null, '该编号已用于另一内容。更正请用新编号并填写原编号。'],
    [5, '审批决定', '只有审批信息才填写决定类型'],
  ]);
  for (const [, , detail] of told) expect(detail).not.toMatch(/[A-Za-z]/);
});

it('a row may correct one before it, in the check too', async () => {
  const here = await countyHere();
  const head = [...HEAD, '所更正的推送'];
  const file = await fileOf(here, [head, row('A-1'), [...row('A-2'), 'A-1'], [...row('A-3'), 'NONE']]);
  const checked = await imports(here, file, { dryRun: true });
  expect(checked.json).toMatchObject({ valid: 2, errors: [{ row: 4, column: '所更正的推送', code: 'invalid' }] });
  expect((await imports(here, file)).json).toMatchObject({ created: 2, failed: [{ row: 4, reference: 'A-3' }] });
});

describe.each(['approval', 'risk', 'supervision', 'document'])('the template of %s', async (kind) => {
  const here = await countyHere();
  const as = kind === 'supervision' ? 'scjg.officer' : 'spj.officer';
  const { status, headers, bytes } = await here.call('GET', `/pushes/template.xlsx?kind=${kind}`, { as });
  const [sheet] = (await readXlsxFile(Buffer.from(bytes))) as unknown as [{ data: [[string], string[]] }];
  const [[title], head] = sheet.data;
  const { items: orgs } = (await here.call('GET', '/organisations', { as })).json;
  const { name } = orgs.find(({ code }: { code: string }) => code === 'SCJG');

  it('is a workbook that is taken when it is filled in', async () => {
    expect([status, headers['content-type']]).toEqual([200, XLSX]);
    const said: Record<string, string> = {
      ...{ 编号: 'T-1', 办结时间: '2026-09-28 08:50', 摘要: '某事' },
      ...(kind === 'document' ? { 接收单位: name } : { 事项编码: '371525-SCJG-001', 相对人名称: '某公司' }),
      ...(kind === 'risk' || kind === 'approval' ? { 监管风险点: '中：后厨面积偏小\n高：没有排烟' } : {}),
      ...(kind === 'supervision'
        ? { 处理方式: '行政处罚', 处理文书号: '冠市监罚〔2026〕1号', 处理决定日期: '2026-09-28' }
        : {}),
    };
    const file = await fileOf(here, [[title], head, head.map((column) => said[column] ?? null)], as);
    expect((await imports(here, file, {}, as)).json).toMatchObject({ created: 1, failed: [] });
    const { items } = (await here.call('GET', '/pushes?box=out&detail=whole', { as })).json;
    expect(items[0]).toMatchObject({ kind, reference: 'T-1', to: { org: kind === 'supervision' ? 'SPJ' : 'SCJG' } });
    if (said.监管风险点)
      expect(items[0].riskPoints.map(({ severity }: { severity: string }) => severity)).toEqual(['medium', 'high']);
  });
});

it('what a request leaves over is gone on with by its timer, with the rights that the account has by then', async () => {
  const here = await countyHere();
  const all = Array.from({ length: 120 }, (_, i) => row(`M-${i}`));
  const file = await fileOf(here, [HEAD, ...all]);
  const { store } = here.platform.ports;
  const commit = store.commit.bind(store);
  let left = 90;
  store.commit = async (...put) => {
    if (left-- <= 0) throw new Error('cut off');
    return commit(...put);
  };
  const cut = await imports(here, file);
  store.commit = commit;
  expect(cut.status).toBe(500);
  const key = here.timers.map((timer) => timer.key).find((one) => one.includes('#import#')) as string;
  here.clock.advance(2 * 60_000);
  // A sweep reads no workbook: it leaves that to the timer's own function.
  const before = here.timers.length;
  await sweep(here.platform, { window: 0, timeLimit: 60_000 });
  expect(here.timers.slice(before)).toContainEqual({ key, at: here.platform.ports.clock.now() });
  await wakeKey(here.platform, key);
  const { json } = await here.call('GET', `/push-imports/${key.split('#')[2]}`, { as: 'spj.officer' });
  expect(json).toMatchObject({ state: 'done', rows: 120, done: 120, failed: [] });
  // What was pushed and not yet counted when it was cut off is met again.
  expect([json.created + json.repeated, json.repeated]).toEqual([120, 38]);
});

it('a number of which the spreadsheet has lost digits is told in its row, and keeps no other from being pushed', async () => {
  const here = await countyHere();
  const lines = [HEAD, row('L-1'), row('L-2', { 4: 913715250000000000 }), row('L-3', { 5: 3715250000000001 })];
  const file = await fileOf(here, lines);
  const { json } = await imports(here, file, { dryRun: true });
  expect([json.rows, json.valid]).toEqual([3, 1]);
  const told = json.errors.map(({ row, column, detail }: { row: number; column: string; detail: string }) => {
    return [row, column, detail.slice(0, 9)];
  });
  expect(told).toEqual([
    [3, '统一社会信用代码', '号码超过 15 位'],
    [4, '证照编号', '号码超过 15 位'],
  ]);
  const pushed = await imports(here, file);
  expect(pushed.json).toMatchObject({ created: 1, failed: [{ row: 3 }, { row: 4 }] });
});
