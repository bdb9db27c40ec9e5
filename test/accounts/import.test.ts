/** Accounts from a workbook (art. 16): all rows or none, every wrong cell by row and column. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Store } from '../../shared/ports.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET = 'xl/worksheets/sheet1.xml';
const HEAD = ['账号', '姓名', '角色', '科室'];

async function workbook(lines: (string | null)[][]): Promise<Uint8Array> {
  const cells = lines.map((line) => line.map((value) => (value === null ? null : { value })));
  return new Uint8Array(await writeXlsxFile(cells, { sheet: '账号' }).toBuffer());
}

async function imported(here: Here, lines: (string | null)[][] | Uint8Array, more: object = {}, as = 'scjg.admin') {
  const bytes = lines instanceof Uint8Array ? lines : await workbook(lines);
  const file = await upload(here.call, as, bytes, { name: '账号.xlsx', mediaType: XLSX });
  return here.call('POST', '/organisations/SCJG/accounts/import', { as, body: { file, ...more } });
}
const read = async (here: Here, account: string) =>
  (await here.call('GET', `/organisations/SCJG/accounts/${account}`, { as: 'scjg.admin' })).json;

describe('a workbook of accounts', async () => {
  const here = await countyHere();
  const lines = [
    ['市场监督管理局账号', null, null, null],
    HEAD,
    ['scjg.li', '李某', '经办人员', 'SPXK'],
    ['scjg.wang', '王某', '经办人员、科室负责人', '全部'],
    ['scjg.head', '新名', 'officer；section-head', 'all'],
  ];

  it('is checked first, and changes nothing then', async () => {
    expect((await imported(here, lines, { dryRun: true })).json).toEqual({ rows: 3, added: 2, changed: 1 });
    expect((await read(here, 'scjg.li')).code).toBe('not-found');
  });

  it('adds and changes; what has no column and who has no row stay as they were', async () => {
    const before = await read(here, 'scjg.head');
    expect((await imported(here, lines)).json).toEqual({ rows: 3, added: 2, changed: 1 });
    expect(await read(here, 'scjg.li')).toMatchObject({
      name: '李某',
      roles: ['officer'],
      sections: ['SPXK'],
      active: true,
    });
    expect((await read(here, 'scjg.wang')).roles).toEqual(['officer', 'section-head']);
    expect(await read(here, 'scjg.head')).toEqual({ ...before, name: '新名' });
    expect((await read(here, 'scjg.officer')).active).toBe(true);
    expect((await imported(here, lines)).json).toEqual({ rows: 3, added: 0, changed: 0 });
  });

  it('closes accounts', async () => {
    const off = [
      ['账号', '启用'],
      ['scjg.wang', '否'],
    ];
    expect((await imported(here, off)).json).toEqual({ rows: 1, added: 0, changed: 1 });
    expect(await read(here, 'scjg.wang')).toMatchObject({ active: false, name: '王某' });
  });
});

describe('wrong cells', async () => {
  const here = await countyHere();

  it('are named by row and column, all of them, and nothing is saved', async () => {
    const wrong = await imported(here, [
      HEAD,
      ['scjg.one', '一', '经办人员', 'SPXK'],
      ['Scjg.Two', '二', '科长', 'NONE'],
      ['scjg.one', '三', '经办人员', 'SPXK'],
      ['wjj.four', '四', '经办人员', '全部'],
    ]);
    expectRefusal(wrong, 422, 'invalid');
    const found = wrong.json.errors.map(({ pointer, detail }: { pointer: string; detail: string }) => [
      pointer,
      detail.split('：')[0],
    ]);
    expect(found).toEqual([
      ['/rows/1/account', '第 3 行，账号'],
      ['/rows/1/roles/0', '第 3 行，角色'],
      ['/rows/2/account', '第 4 行，账号'],
    ]);
    expect((await read(here, 'scjg.one')).code).toBe('not-found');
  });

  it('are told in the words of the sheet', async () => {
    const head = [...HEAD, '启用'];
    const { json } = await imported(here, [head, ['scjg.one', '一', '科长', '食品大科', '启用中']]);
    expect(json.errors.map(({ detail }: { detail: string }) => detail)).toEqual([
      expect.stringMatching(/^第 2 行，角色：应为下列之一：经办人员、[^a-z]*$/),
      '第 2 行，科室：没有这个科室，请填写科室的名称',
      '第 2 行，启用：应为“是”或“否”',
    ]);
  });

  it.each<[string, string[], string]>([
    ['a name that is another organisation’s', ['wjj.four', '四', '经办人员', '全部'], '/rows/0/account'],
    ['a section that is not there', ['scjg.five', '五', '经办人员', 'NONE'], '/rows/0/sections/0'],
    ['a machine', ['scjg.six', '六', '系统账号', '全部'], '/rows/0/roles'],
    ['oneself', ['scjg.admin', '新名', '单位管理员', '全部'], '/rows/0/account'],
    ['a role of another type of organisation', ['scjg.seven', '七', 'discipline', '全部'], '/rows/0/roles/0'],
  ])('%s', async (_what, line, pointer) => {
    const { status, json } = await imported(here, [HEAD, line]);
    expect([status, json.errors?.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it.each<[string, string[][]]>([
    ['no head', [['scjg.one', '一']]],
    [
      'an unknown column',
      [
        ['账号', '工资'],
        ['scjg.one', '一'],
      ],
    ],
    ['no row', [HEAD]],
  ])('a file with %s', async (_what, lines) => {
    expectRefusal(await imported(here, lines), 422, 'invalid', ['/file']);
  });

  it('a workbook that unpacks to more than one ever has is not read, whatever it says of itself', async () => {
    const lines = [HEAD, ['scjg.one', '一', '经办人员', '全部']];
    const padded = blownUp(await workbook(lines));
    expect(padded.length).toBeLessThan(200_000);
    for (const [bytes, why] of [
      [padded, '30 MB'],
      [sizeSaid(padded, SHEET, 1_000), '30 MB'],
    ] as const) {
      const refused = await imported(here, bytes);
      expectRefusal(refused, 422, 'invalid', ['/file']);
      expect(refused.json.errors[0].detail).toContain(why);
    }
  });

  it.each<[string, string, string]>([
    ['one cell in the last row and column', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 'XFD1048576'],
    ['its name written as references', '<row r="9"><c r="&#88;FD9"><is><t>1</t></is></c></row>', 'XFD9'],
    ['tags with prefixes', '<x:row r="10001"><x:c r="A10001"><x:v>1</x:v></x:c></x:row>', 'A10001'],
    ['a cell in a comment before it', '<!-- <c x=" --><row r="9"><c r="ZZ9"><v>1</v></c></row>', 'ZZ9'],
    ['a row that there cannot be', '<row r="999999999"/>', '不能读取'],
    ['a row without end', '<row r="1e999"/>', '不能读取'],
    ['rows without numbers', '<row/>'.repeat(10_000), '第 10001 行'],
    ['more than a sheet needs', `<row r="9">${'<c r="A9"><v>1</v></c>'.repeat(300_001)}</row>`, '超过 300000 个'],
    [
      'a cell with more than one holds',
      `<row r="9"><c r="A9"><is><t>${'长'.repeat(200_001)}</t></is></c></row>`,
      '过长',
    ],
    ['the same without tags', `<row r="9"><![CDATA[${'长'.repeat(200_001)}]]></row>`, '过长'],
  ])('cells too far away are refused before there are any: %s', async (_what, rows, why) => {
    const refused = await imported(here, withRows(await workbook([HEAD]), rows));
    expectRefusal(refused, 422, 'invalid', ['/file']);
    expect(refused.json.errors[0].detail).toContain(why);
  });

  it('a number of which the spreadsheet has lost the last digits is not taken', async () => {
    const bytes = withRows(await workbook([HEAD]), '<row r="2"><c r="A2"><v>123456789012345678</v></c></row>');
    const refused = await imported(here, bytes);
    expectRefusal(refused, 422, 'invalid', ['/file']);
    expect(refused.json.errors[0].detail).toContain('第 2 行第 1 列的号码超过 15 位');
  });

  it('a workbook of thousands of parts is not read', async () => {
    const parts = unzipSync(await workbook([HEAD]));
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`xl/more/${n}.xml`, strToU8('<a/>')]));
    const refused = await imported(here, zipSync({ ...parts, ...many }));
    expectRefusal(refused, 422, 'invalid', ['/file']);
    expect(refused.json.errors[0].detail).toContain('过于复杂');
  });

  it('rows and cells that are formatted and empty may lie anywhere', async () => {
    const bytes = withRows(
      await workbook([HEAD, ['scjg.li', '李某', '经办人员', '全部']]),
      '<row r="1048576"><c r="XFD1048576"/></row>',
    );
    expect((await imported(here, bytes, { dryRun: true })).json.rows).toBe(1);
  });

  it('more than the quota is refused before anything is saved', async () => {
    await here.call('PUT', '/organisations/SCJG/quota', { as: 'spj.admin', body: { accounts: 4 } });
    const lines = [HEAD, ['scjg.one', '一', '经办人员', '全部'], ['scjg.two', '二', '经办人员', '全部']];
    expectRefusal(await imported(here, lines), 409, 'quota-exceeded');
    expect((await read(here, 'scjg.one')).code).toBe('not-found');
  });

  it('is for administrators', async () => {
    expectRefusal(await imported(here, [HEAD], {}, 'scjg.head'), 403, 'not-allowed');
    expectRefusal(await imported(here, [HEAD], {}, 'wjj.admin'), 404, 'not-found');
  });
});

/** The same sheet with 30 MB of blanks between two of its tags. */
function blownUp(archive: Uint8Array): Uint8Array {
  const parts = unzipSync(archive);
  const [begin = '', end = ''] = strFromU8(parts[SHEET] as Uint8Array).split('<sheetData>');
  return zipSync({ ...parts, [SHEET]: strToU8(`${begin}${' '.repeat(30_000_000)}<sheetData>${end}`) }, { level: 1 });
}

/** The same sheet with these rows after its own. */
function withRows(archive: Uint8Array, rows: string): Uint8Array {
  const parts = unzipSync(archive);
  const sheet = strFromU8(parts[SHEET] as Uint8Array).replace('</sheetData>', `${rows}</sheetData>`);
  return zipSync({ ...parts, [SHEET]: strToU8(sheet) });
}

/** The archive, whose list of parts says another size of one. */
function sizeSaid(archive: Uint8Array, name: string, size: number): Uint8Array {
  const copy = Buffer.from(archive);
  copy.writeUInt32LE(size, copy.lastIndexOf(name) - 46 + 24);
  return new Uint8Array(copy);
}

it('overwrites nothing that another has changed since the sheet was held against it', async () => {
  const inner = openSqliteStore(':memory:');
  let meanwhile: (() => Promise<unknown>) | null = null;
  const commit: Store['commit'] = async (puts, first) => {
    const [now, ours] = [meanwhile, puts.some(({ item }) => item.key === '371525#accounts#SCJG')];
    if (ours) meanwhile = null;
    if (ours) await now?.();
    return inner.commit(puts, first);
  };
  const store: Store = {
    get: (key) => inner.get(key),
    getMany: (keys) => inner.getMany(keys),
    query: (index, partition, page) => inner.query(index, partition, page),
    commit,
  };
  const here = await countyHere({ store });
  const path = '/organisations/SCJG/accounts/scjg.head';
  const { json, headers } = await here.call('GET', path, { as: 'spj.admin' });
  meanwhile = () =>
    here.call('PUT', path, {
      ...{ as: 'spj.admin', headers: { 'if-match': headers.etag as string } },
      body: { ...json, account: undefined, roles: ['officer'] },
    });
  const lines = [HEAD, ['scjg.head', '新名', '科室负责人', '全部']];
  expectRefusal(await imported(here, lines), 503, 'unavailable');
  expect(await read(here, 'scjg.head')).toMatchObject({ name: json.name, roles: ['officer'] });
});
