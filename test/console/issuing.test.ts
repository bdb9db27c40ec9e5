/** 签发: what is signed is told before, and no two circulars bear one number. */
import { expect, it } from 'vitest';
import { reportingCounty } from '../reports/county.ts';
import { browserOf } from './browser.ts';

it('says what is signed, and refuses the number of another circular', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const sign = async (quarter: string, documentNumber: string) => {
    const admin = await browserOf(county, 'spj.admin');
    const at = `/console/reports/${quarter}/issue`;
    const form = await admin.get(at);
    return { form: form.text, sent: await admin.post(at, { documentNumber, signedBy: '张三', key: `k-${quarter}` }) };
  };
  await county.pushes('SCJG', 12, 2);
  await county.nineAt('2026-10-08');
  await county.until('2026-10-15T09:00');
  const first = await sign('2026Q3', '冠审批通〔2026〕3号');
  expect(first.form).toContain('超期认领情况严重的单位：1 个（冠县市场监督管理局）');
  expect(first.form).not.toContain('上一期');
  expect([first.sent.status, first.sent.headers.location]).toEqual([
    303,
    expect.stringContaining('/console/reports/2026Q3?issued'),
  ]);
  await county.nineAt('2027-01-04');
  await county.until('2027-01-12T09:00');
  const again = await sign('2026Q4', ' 冠审批通(2026)3号');
  expect(again.form).toContain('上一期（2026年第三季度）的文号：冠审批通〔2026〕3号');
  expect(again.sent.text).toContain('该文号已用于2026年第三季度通报');
  expect((await county.circular('2026Q4')).stage).toBe('under-review');
});

it('asks for the first instant and hash only of whoever issues again what a restore took back', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 1, 1);
  await county.nineAt('2026-10-08');
  await county.until('2026-10-15T09:00');
  const admin = await browserOf(county, 'spj.admin');
  const at = '/console/reports/2026Q3/issue';
  const names = async (path: string) =>
    [...(await admin.get(path)).text.matchAll(/<input type="text"[^>]* name="(\w+)"/g)].map(([, name]) => name);
  expect(await names(at)).toEqual(['documentNumber', 'signedBy']);
  expect(await names(`${at}?again`)).toEqual(['documentNumber', 'signedBy', 'issuedAt', 'contentHash']);
});
