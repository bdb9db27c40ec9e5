/**
 * Rule sets of a county's own: hours, thresholds and lengths by the API, checked, kept with history, for what comes
 * after.
 */
import { describe, expect, test } from 'vitest';
import { inProcess } from '../in-process.ts';
import { reportingCounty } from '../reports/county.ts';

const as = 'spj.admin';
const SET = { source: '冠政办字〔2026〕30号', from: '2026-09-29' };

const here = await inProcess();
const enter = (body: object) => here.call('POST', '/rule-sets', { as, body: { ...SET, ...body } });

describe('what does not fit is named', () => {
  test.each([
    [{ officeHours: [] }, '/officeHours', '作息时间至少一段'],
    [{ officeHours: [{ opens: '08:3', closes: '12:00' }] }, '/officeHours/0/opens', '作息时间应为 HH:MM'],
    [{ officeHours: [{ opens: '12:00', closes: '08:30' }] }, '/officeHours', '作息时间每段的开始应早于结束'],
    [
      {
        officeHours: [
          { opens: '08:30', closes: '12:00' },
          { opens: '11:00', closes: '17:00' },
        ],
      },
      '/officeHours',
      '作息时间各段应由早到晚，不重叠',
    ],
    [
      { thresholds: { seriousBelowPercent: 101 } },
      '/thresholds/seriousBelowPercent',
      '“情况严重：按期认领率低于（百分数）”应为 0 至 100 的整数',
    ],
    [
      { thresholds: { rankedFrom: 0 } },
      '/thresholds/rankedFrom',
      '“参加排名的最少件数（认领与视为认领合计）”应为 1 至 10000 的整数',
    ],
    [{ thresholds: { rankedfrom: 5 } }, '/thresholds/rankedfrom', expect.any(String)],
    [
      { clocks: { 'claim-approval': { article: '17(1)', length: 251 } } },
      '/clocks/claim-approval/length',
      '应为 0 至 250 的整数',
    ],
    [{ endOfDay: '25:00' }, '/endOfDay', '应为 HH:MM 或 24:00'],
    [{ endOfDay: '00:00' }, '/endOfDay', '最后一日的午夜请填 24:00'],
    [{}, '', expect.stringContaining('没有任何规则')],
    [{ thresholds: { rankedFrom: null }, clocks: {} }, '', expect.stringContaining('没有任何规则')],
  ])('%j', async (body, pointer, detail) => {
    const { status, json } = await enter(body);
    expect([status, json.errors]).toEqual([422, [{ pointer, detail }]]);
  });
});

test('entered, they stand beside the platform’s own, and in the audit', async () => {
  const before = (await here.call('GET', '/rule-sets', { as })).json;
  expect([before.officeHours[0], before.thresholds.rankedFrom]).toEqual([{ opens: '08:30', closes: '12:00' }, 10]);
  const officeHours = [{ opens: '09:00', closes: '16:00' }];
  expect((await enter({ officeHours, thresholds: { rankedFrom: 3, creditListDays: null } })).status).toBe(200);
  // From the day on which they hold.
  expect((await here.call('GET', '/rule-sets', { as })).json.officeHours).toEqual(before.officeHours);
  here.clock.set('2026-09-29T09:00:00+08:00');
  const after = (await here.call('GET', '/rule-sets', { as })).json;
  expect(after.officeHours).toEqual(officeHours);
  expect(after.thresholds).toEqual({ ...before.thresholds, rankedFrom: 3 });
  expect(after.items.at(-1)).toMatchObject({ ...SET, officeHours, thresholds: { rankedFrom: 3 } });
  const told = (await here.call('GET', '/audit?thing=calendar', { as })).json.items[0];
  expect(told).toMatchObject({ act: 'enter-rules', detail: { officeHours, thresholds: { rankedFrom: 3 } } });
});

test('a running claim keeps the rule of its first day, a later one has the new', async () => {
  const { call, push, clock } = await reportingCounty('2026-09-14T09:00');
  const old = await push('OLD', {});
  const clocks = { 'claim-approval': { length: 4 } };
  await call('POST', '/rule-sets', { as, body: { source: '某号', from: '2026-09-15', endOfDay: '17:00', clocks } });
  clock.set(Date.parse('2026-09-15T09:00:00+08:00'));
  const young = await push('YOUNG', {});
  const due = async (id: string) => (await call('GET', `/pushes/${id}`, { as: 'spj.officer' })).json.claimDeadline;
  expect(await due(old.id)).toBe('2026-09-17T00:00:00+08:00');
  // Sunday 09-20 is worked.
  expect(await due(young.id)).toBe('2026-09-20T17:00:00+08:00');
});

test('a circular is drawn up by the thresholds of its quarter’s last day, whatever comes after its draft', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const { call } = county;
  const rule = (body: object) => call('POST', '/rule-sets', { as, body: { source: '某号', ...body } });
  await rule({
    from: '2026-09-15',
    thresholds: { rankedFrom: 2, seriousFrom: 3, seriousDeemed: 2, seriousBelowPercent: 50 },
  });
  await county.pushes('SCJG', 4, 2);
  await county.pushes('WJJ', 2, 2);
  await county.nineAt('2026-10-08');
  const found = async () =>
    (await county.circular('2026Q3')).organisations
      .filter(({ received }: { received: number }) => received > 0)
      .map(({ org, rank, serious }: { org: string; rank: number; serious: boolean }) => [org, rank, serious]);
  const drawn = [
    ['WJJ', 1, false],
    ['SCJG', 2, true],
  ];
  expect(await found()).toEqual(drawn);
  await rule({ from: '2026-09-15', thresholds: { rankedFrom: 10, seriousFrom: 10, seriousDeemed: 5 } });
  expect(await found()).toEqual(drawn);
  expect((await county.circular('2026Q4')).organisations.every(({ rank }: { rank: unknown }) => rank === null)).toBe(
    true,
  );
});

test('what is entered once a quarter is over, whatever day it names, changes nothing of it', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 12, 3);
  const rule = (from: string, seriousFrom: number) =>
    county.call('POST', '/rule-sets', { as, body: { source: '某号', from, thresholds: { seriousFrom } } });
  const serious = async () =>
    (await county.circular('2026Q3')).organisations.find(({ org }: { org: string }) => org === 'SCJG').serious;
  await county.until('2026-10-07T20:00');
  expect(await serious()).toBe(true);
  expect((await rule('2026-09-30', 10_000)).status).toBe(200);
  await county.nineAt('2026-10-08');
  expect(await serious()).toBe(true);
  // The government office and every organisation read of it.
  const told = county.sent.filter(({ subject }) => subject.includes('已录入时限规则：某号'));
  expect(new Set(told.map(({ to }) => to)).size).toBeGreaterThan(10);
  expect(told.some(({ to }) => to.startsWith('zfb'))).toBe(true);
});

test('a push is a problem once it was returned as often as the county says', async () => {
  const { call, push } = await reportingCounty('2026-09-14T09:00');
  await call('POST', '/rule-sets', {
    as,
    body: { source: '某号', from: '2026-09-14', thresholds: { returnsToProblem: 1 } },
  });
  const { id } = await push('R', {});
  await call('POST', `/pushes/${id}/return`, { as: 'scjg.officer', body: { reason: '不属于本单位' } });
  expect((await call('GET', '/problems', { as: 'spj.officer' })).json.items).toHaveLength(1);
});

test('a deemed claim that ends at the county’s end of day is told at the next mail hour', async () => {
  const { call, push, until, hour, outbox } = await reportingCounty('2026-09-14T09:00');
  await call('POST', '/rule-sets', { as, body: { source: '某号', from: '2026-09-14', endOfDay: '15:00' } });
  await push('R', {});
  await until('2026-09-16T15:29');
  await hour('2026-09-16T15:30');
  expect(outbox().filter((line) => line.includes('视为认领'))).toEqual([
    '2026-09-16T15:30 scjg-spxk@guanxian.example 【审管互动】视为认领待确认责任人 1 件',
    '2026-09-16T15:30 scjg@guanxian.example 【审管互动】视为认领待确认责任人 1 件',
  ]);
});
