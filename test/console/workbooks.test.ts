/** 导出 Excel has what stands in the records' heads beside the columns of the screen. */
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
const pushed = {
  party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { documentNumber: '冠审批〔2026〕1号', name: '食品经营许可证', number: 'JY1', decidedOn: '2026-09-28' },
  contact: { name: '李四', phone: '13800000000' },
  riskPoints: [{ description: '后厨面积偏小', severity: 'medium' }],
};
const { id } = (await here.push('W-1', pushed)).json;
await here.act(id, 'claim', 'scjg.officer');
const officer = await browserOf(here, 'scjg.officer');

async function sheetOf(path: string) {
  const { bytes, status } = await officer.get(path);
  expect(status).toBe(200);
  const [, head = [], ...rows] = await readSheet(Buffer.from(bytes));
  const cells = rows.map((row) => Object.fromEntries(head.map((title, i) => [title, row[i]])));
  return { bytes, head: head.map(String), cells };
}

it('of pushes: whose, which licence, and who claimed it when; nobody’s telephone', async () => {
  const { head, cells, bytes } = await sheetOf('/console/pushes/export?standing=all');
  expect(head.slice(0, 9)).toEqual([
    ...['状态', '期限', '相对人', '事项与决定', '文书号', '科室', '经办人', '推送时间', '来源编号'],
  ]);
  expect(cells).toMatchObject([
    {
      ...{ 统一社会信用代码: '91371525MA3C00001R', 行政相对人·类型: '法人或其他组织' },
      ...{ 证照名称: '食品经营许可证', 证照编号: 'JY1', 决定日期: '2026-09-28', 监管风险点: '后厨面积偏小 中' },
      ...{ 发出单位: '冠县行政审批服务局', 接收单位: '冠县市场监督管理局', 办结时间: '2026-09-28 08:50' },
      ...{ 认领时间: '2026-09-28 09:00', 认领方式: '人工认领', 认领人: expect.stringContaining('scjg.officer') },
    },
  ]);
  expect(JSON.stringify(cells)).not.toMatch(/李四|138000|[0-9a-f]{32}/);
  // What is printed is what the screen shows.
  const book = strFromU8(unzipSync(bytes)['xl/workbook.xml'] as Uint8Array);
  expect(book).toContain(`'推送'!$A$1:$I$3</definedName>`);
});

it('of the register: code, document and risks; a column of which nothing is said is not there', async () => {
  const { head, cells } = await sheetOf('/console/register/export');
  expect(cells).toMatchObject([
    { 统一社会信用代码: '91371525MA3C00001R', 决定文书号: '冠审批〔2026〕1号', 监管风险点: '后厨面积偏小 中' },
  ]);
  for (const none of ['有效期起', '告知承诺', '编号', '推送']) expect(head).not.toContain(none);
});

it('of letters: what they are about, what was answered and when', async () => {
  const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请提供情况。' };
  const { items } = (await here.call('POST', '/letters', { as: 'spj.officer', body: letter })).json;
  const reply = { text: '情况如下。' };
  await here.call('POST', `/letters/${items[0].id}/reply`, { as: 'scjg.officer', body: reply });
  const { cells } = await sheetOf('/console/letters/export?standing=all');
  expect(Object.values(cells[0] as object)).toEqual(
    expect.arrayContaining(['商洽', '请提供情况。', '情况如下。', '2026-09-28 09:00']),
  );
});
