/**
 * A draft's rows from a workbook: the public one unchanged, wrong cells by row and column, columns that are not there.
 */
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../functions/boundary/workbook.ts';
import type { Cell } from '../../functions/files/cell.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import { demonstrationMatters, demonstrationOrganisations } from '../in-process/county.ts';
import { takenInFor, workbook } from './many-matters.ts';
import { DRAFTS, type Drafting, drafting, FOOD, rowOf } from './story.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const COUNTY = {
  jurisdiction: '371525',
  name: '冠县',
  since: '2022-09-02',
  organisations: demonstrationOrganisations(),
};
const all = demonstrationMatters();

async function uploaded(here: Drafting, bytes: Uint8Array, as = 'spj.admin'): Promise<string> {
  return upload(here.call, as, bytes, { name: '清单.xlsx', mediaType: XLSX });
}

async function imported(here: Drafting, bytes: Uint8Array, more: object = {}) {
  const file = await uploaded(here, bytes);
  return here.call('POST', `${DRAFTS}/${here.id}/import`, { as: 'spj.admin', body: { file, ...more } });
}

describe('the public workbook', async () => {
  const here = await drafting();
  const { bytes } = await here.call('GET', '/public/boundary-list.xlsx');

  it('imported unchanged changes nothing', async () => {
    const { status, json } = await imported(here, bytes);
    expect([status, json]).toEqual([200, { rows: 81, added: 0, changed: 0, dropped: 0 }]);
    expect((await here.draft('/difference')).json).toEqual({ added: [], dropped: [], changed: [] });
    expectRefusal(await here.act('submit'), 409, 'nothing-changed');
  });

  it('is what the draft says, underscores and all', async () => {
    await here.change(FOOD, {
      name: '食品_x0041_经营',
      certificateDays: 15,
      certificateBasis: '条例',
      commitmentDays: 30,
    });
    await here.act('submit');
    await here.reply('SCJG');
    const documentNumber = '冠政办字〔2026〕8号';
    const { version } = (await here.act('publish', { documentNumber })).json;
    const published = await here.call('GET', `/public/boundary-list.xlsx?version=${version}`);
    const made = await here.call('POST', DRAFTS, { as: 'spj.admin', body: { validFrom: '2026-11-02' } });
    const again = { ...here, id: made.json.id };
    expect((await imported(again, published.bytes)).json).toEqual({ rows: 81, added: 0, changed: 0, dropped: 0 });
    const row = await here.call('GET', `${DRAFTS}/${again.id}/rows/${FOOD}`, { as: 'spj.admin' });
    expect(row.json).toMatchObject({ name: '食品_x0041_经营', certificateDays: 15, commitmentDays: 30 });
  });
});

describe('a workbook', async () => {
  const here = await drafting();
  const HEAD = ['事项编码', '事项名称', '监管单位代码', '监管单位', '责任科室代码', '配发期限'];
  const [first, second] = [rowOf(FOOD), rowOf('371525-WJJ-001')];
  const line = (row = first, more: Cell[] = []): Cell[] => [
    row.code,
    row.name,
    row.department,
    null,
    row.section,
    ...more,
  ];

  it('replaces all rows; a column that is not there leaves its field, an empty cell empties it', async () => {
    const bytes = await workbook([HEAD, line(first, [5]), [], [second.code, '改名', 'WJJ', null, null, null]]);
    const dry = await imported(here, bytes, { dryRun: true });
    expect(dry.json).toEqual({ rows: 2, added: 0, changed: 2, dropped: 79 });
    expect((await here.draft('/rows?limit=200')).json.items).toHaveLength(81);
    expect((await imported(here, bytes)).json).toEqual(dry.json);
    const { items } = (await here.draft('/rows')).json;
    expect(items).toMatchObject([
      { ...first, certificateDays: 5 },
      { ...second, name: '改名', section: null },
    ]);
  });

  it.each([
    [
      'an organisation that is not there',
      [
        [...line(first), null],
        [second.code, '某', 'NOBODY', null, null, null],
      ],
      ['/rows/1/department'],
      '第 3 行，监管单位代码：没有代码为 NOBODY 的单位',
    ],
    [
      'a name that is not that of its code',
      [[FOOD, '某', 'SCJG', '卫生健康局', null, null]],
      ['/rows/0/departmentName'],
      '第 2 行，监管单位：与监管单位代码不一致',
    ],
    ['a code twice', [line(), line()], ['/rows/1/code'], '第 3 行，事项编码：与第 2 行重复'],
    ['no number', [line(first, ['五天'])], ['/rows/0/certificateDays'], '第 2 行，配发期限：'],
    [
      'rows that are new and lack what no column gives',
      [['X-1', '新', 'SCJG', null, null, null]],
      [
        ...['powerType', 'stages', 'approvalDuty', 'supervisionDuty', 'pushMethod', 'addressing', 'dutyListEntry'],
        'dutyListVersion',
      ].map((field) => `/rows/0/${field}`),
      '第 2 行，权力类型：',
    ],
  ] as [string, Cell[][], string[], string][])('with %s: nothing is saved', (_name, lines, pointers, words) => {
    const { errors } = readWorkbook([HEAD, ...lines], all, COUNTY);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
    expect(errors.some(({ detail }) => detail.startsWith(words))).toBe(true);
  });

  const published = await readXlsxFile(Buffer.from((await here.call('GET', '/public/boundary-list.xlsx')).bytes));
  const { data } = published[0] as { data: Cell[][] };

  it.each<[string, Record<string, Cell>, string[]]>([
    ['a department that is not there', { 监管单位代码: 'NOBODY' }, ['department']],
    ['no department', { 监管单位代码: null }, ['department']],
    ['another department than the name says', { 监管单位代码: 'WJJ' }, ['departmentName']],
    ['another name than the department’s', { 监管单位: '卫生健康局' }, ['departmentName']],
    ['a section that is not there', { 责任科室代码: 'NONE' }, ['section']],
    ['another name than the section’s', { 责任科室: '办公室' }, ['sectionName']],
    ['an agency that is not there', { 执法机构代码: 'NOBODY', 执法机构: '某' }, ['enforcementAgency']],
    ['a word that is none', { 互动环节: '闲谈' }, ['stages']],
    ['no name, and a department that is not there', { 事项名称: null, 监管单位代码: 'NOBODY' }, ['department', 'name']],
    ['a wrong code, and a section that is not there', { 事项编码: '？', 责任科室代码: 'NONE' }, ['code', 'section']],
    [
      'a term without its basis, and another name',
      { 配发期限: 15, 监管单位: '某' },
      ['certificateBasis', 'departmentName'],
    ],
  ])('of the public one, with %s: as many errors as wrong cells', (_name, wrong, fields) => {
    const head = data[1] as string[];
    const at = data.findIndex(([code]) => code === FOOD);
    const cells = data.map((one, n) =>
      n === at ? one.map((cell, i) => ((head[i] as string) in wrong ? wrong[head[i] as string] : cell)) : one,
    );
    const { errors } = readWorkbook(cells, all, COUNTY);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
      fields.map((field) => `/rows/${at - 2}/${field}`).sort(),
    );
    expect(errors.every(({ detail }) => detail.startsWith(`第 ${at + 1} 行，`))).toBe(true);
  });

  it('says each wrong cell, with the row of the sheet, and saves nothing', async () => {
    const { items } = (await here.draft('/rows')).json;
    const lines = [['标题'], HEAD, line(first), line(second, [-1]), ['X-1', '名', 'SCJG', '错', null, null]];
    const refused = await imported(here, await workbook(lines));
    expect(refused.status).toBe(422);
    expect(refused.json.errors).toContainEqual({
      pointer: '/rows/1/certificateDays',
      detail: '第 4 行，配发期限：应为 1 至 250 的整数',
    });
    expect((await here.draft('/rows')).json.items).toEqual(items);
  });

  it.each([
    ['no head', [['甲'], ['乙']]],
    [
      'an unknown column',
      [
        ['事项编码', '备住'],
        [FOOD, null],
      ],
    ],
    [
      'a column twice',
      [
        ['事项编码', '事项名称', '事项名称'],
        [FOOD, '甲', '乙'],
      ],
    ],
    ['no rows', [HEAD]],
  ] as [string, Cell[][]][])('with %s: the file is wrong', (_name, lines) => {
    expect(readWorkbook(lines, all, COUNTY).errors.map(({ pointer }) => pointer)).toEqual(['/file']);
  });

  it('must be a workbook of one’s own, and the draft be edited', async () => {
    const at = `${DRAFTS}/${here.id}/import`;
    const pdf = await upload(here.call, 'spj.admin');
    expectRefusal(await here.call('POST', at, { as: 'spj.admin', body: { file: pdf } }), 422, 'invalid', ['/file']);
    const foreign = await uploaded(here, await workbook([HEAD, line()]), 'scjg.admin');
    expectRefusal(await here.call('POST', at, { as: 'spj.admin', body: { file: foreign } }), 422, 'invalid', ['/file']);
    const broken = await uploaded(here, Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(50)]));
    expectRefusal(await here.call('POST', at, { as: 'spj.admin', body: { file: broken } }), 422, 'invalid', ['/file']);
    expect((await here.act('submit')).status).toBe(200);
    expectRefusal(await imported(here, await workbook([HEAD, line()])), 409, 'not-editing');
  });
});

it('takes 2,000 matters in, submits and publishes them in time', async () => {
  const taken = await takenInFor();
  expect(taken.import).toBeLessThan(20_000);
  expect(taken.publish).toBeLessThan(20_000);
}, 60_000);
