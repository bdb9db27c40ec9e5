/** The workbook, read back with another library than the one that wrote it. */
import readXlsxFile, { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import type { Circular, CorrectionLine } from '../../../shared/reports/circular.ts';
import { renderXlsx } from '../../../shared/reports/files/index.ts';
import { HOSTILE, hostile, large, NAMES, partsOf, small } from './samples.ts';

const sheets = async (circular: Circular): Promise<unknown[][][]> => {
  const read = await readXlsxFile(Buffer.from(await renderXlsx(circular, NAMES)));
  return read.map(({ data }) => data as unknown[][]);
};

test('figures are numbers, what is not counted is a word, and nothing is 0 that is not', async () => {
  const [figures = [], lateness = [], corrections = [], notes = []] = await sheets(small());
  expect(figures[0]?.[0]).toBe('冠县行政审批服务局关于2026年第三季度审管互动信息认领情况的通报');
  expect(figures.slice(2)).toEqual([
    [1, '冠县市场监督管理局', 99.5, 201, 199, 1, 0, 1, 0, 0, 3.5, 11.2, 92.5, 3, null],
    [2, '冠县卫生健康局', 70, 22, 14, 6, 2, 0, 3, 1, 3.5, 11.2, 100, 1, '严重'],
    ['未排名', '冠县行政审批服务局', 100, 12, 12, 0, 0, 0, 0, 0, 3.5, 11.2, '—', '—', null],
    ['未排名', '冠县交通运输局', '—', 0, 0, 0, 0, 0, 0, 0, '—', '—', '—', '未排名', null],
  ]);
  expect(lateness[2]).toEqual(['冠县市场监督管理局', 0, 0, '未统计', '未统计', '未统计', '未统计', '未统计']);
  expect(corrections.slice(2).map((row) => [...row.slice(0, 2), ...row.slice(3)])).toEqual([
    ['2026年第三季度', '冠县卫生健康局', '已采纳', '平台停机', '经核实，采纳'],
    ['2026年第三季度', '冠县市场监督管理局', '未采纳', '（内容已隔离）', '（内容已隔离）'],
    ['2026年第二季度', '冠县市场监督管理局', '对以往通报的勘误', null, '改为按期认领'],
  ]);
  expect(corrections[2]?.[2]).toBe('食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号');
  expect(notes.flat()).toContain('冠政办字〔2026〕30号');
});

test('title and head stay in sight and on every page, as wide as the page; the head filters', async () => {
  const parts = partsOf(await renderXlsx(small(), NAMES));
  const xml = parts['xl/worksheets/sheet1.xml'] ?? '';
  expect(xml).toContain('<pane ySplit="2" xSplit="2" topLeftCell="C3" activePane="bottomRight" state="frozen"/>');
  expect(xml).toContain('</sheetData><autoFilter ref="A2:O6"/>');
  expect(xml).toMatch(/<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
  expect(xml).toMatch(/<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"\/>/);
  const titles = parts['xl/workbook.xml']?.match(/<definedName name="_xlnm.Print_Titles" localSheetId="\d">[^<]*</g);
  expect(titles?.map((title) => title.split('>')[1])).toEqual([
    "'通报'!$1:$2<",
    "'其他超期情况'!$1:$2<",
    "'更正与勘误'!$1:$2<",
  ]);
  expect(parts['xl/worksheets/sheet4.xml']).not.toContain('autoFilter');
});

test('every sheet of a draft says that it is one; a long reason has room', async () => {
  const reason = '平台停机，无法登录。'.repeat(20);
  const [line] = small().corrections;
  const draft = small({ stage: 'under-review', corrections: [{ ...(line as CorrectionLine), reason }] });
  const titles = (await sheets(draft)).map(([title]) => title?.[0]);
  expect(titles.map((title) => `${title}`.slice(-7))).toEqual(Array(4).fill('（征求意见稿）'));
  const rows = partsOf(await renderXlsx(draft, NAMES))['xl/worksheets/sheet3.xml']?.match(/<row r="3"[^>]*>/);
  // 400 figures wide in a column of 35: twelve lines of 15 points.
  expect(rows?.[0]).toContain('ht="183"');
});

test('no name becomes a formula', async () => {
  const parts = partsOf(await renderXlsx(hostile(), NAMES));
  const cells = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
  for (const [, xml] of cells) expect(xml).not.toMatch(/<f[ >/]/);
  const [figures = []] = await sheets(hostile());
  const names = figures.slice(2).map((row) => row[1]);
  expect(names.slice(0, 8)).toEqual(HOSTILE.slice(0, 8));
});

test('the same circular gives the same bytes, whenever it is made', async () => {
  const once = await renderXlsx(small(), NAMES);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(Buffer.compare(once, await renderXlsx(small(), NAMES))).toBe(0);
});

test('none, and forty', async () => {
  const [none = []] = await sheets(small({ organisations: [] }));
  expect(none).toHaveLength(2);
  const [many = []] = await sheets(large());
  expect(many).toHaveLength(42);
  expect((await readSheet(Buffer.from(await renderXlsx(large(), NAMES)))).at(-1)?.[0]).toBe(40);
});
