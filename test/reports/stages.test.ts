/**
 * The stages of a circular, told on dated examples: drafted at 09:00, reviewed five working days, issued once, frozen.
 */

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Item, Put } from '../../shared/ports.ts';
import { reportKey } from '../../shared/reports/report.ts';
import { unissuing } from '../../shared/reports/unissued.ts';
import { browserOf } from '../console/browser.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { at } from '../mail/post.ts';
import { reportingCounty } from './county.ts';

const SIGNED = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };
const issue = (county: Awaited<ReturnType<typeof reportingCounty>>, body: object = SIGNED, as = 'spj.admin') =>
  county.call('POST', '/reports/quarters/2026Q3/issue', { as, body });

describe('the draft', () => {
  test('at 09:00 of the first working day after the quarter, 8 October 2026, and never before', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    await county.pushes('SCJG', 12, 10);
    for (const day of ['2026-09-30', '2026-10-01', '2026-10-07']) {
      await county.nineAt(day);
      expect((await county.circular('2026Q3')).stage).toBe('running');
    }
    await county.until('2026-10-08T08:59');
    await county.nine();
    expect((await county.circular('2026Q3')).stage).toBe('running');
    await county.nineAt('2026-10-08');
    const circular = await county.circular('2026Q3');
    expect(circular).toMatchObject({
      ...{ quarter: '2026Q3', stage: 'under-review', documentNumber: null, contentHash: null, errata: [] },
      ...{ asOf: '2026-10-08T09:00:00+08:00', draftedAt: '2026-10-08T09:00:00+08:00' },
      // 9, 10 (a make-up Saturday), 12, 13 and 14 October.
      reviewEnds: '2026-10-15T00:00:00+08:00',
    });
    expect(circular.organisations.find(({ org }: { org: string }) => org === 'SCJG')).toMatchObject({
      ...{ received: 12, claimedInTime: 10, deemedClaimed: 2, returned: 0, withdrawn: 0, onTimeRatePercent: 83.3 },
      ...{ medianWorkingHoursToClaim: 1, p95WorkingHoursToClaim: 1, notNamed: 2, serious: true, rank: 1 },
    });
  });

  test('twice and later the same day changes nothing; a crash of the platform over months is made good in order', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    await county.pushes('SCJG', 2, 1);
    await county.until('2027-04-12T08:00');
    await county.nine();
    const [third, fourth, first] = await Promise.all(['2026Q3', '2026Q4', '2027Q1'].map((q) => county.circular(q)));
    expect([third.stage, fourth.stage, first.stage]).toEqual(['under-review', 'under-review', 'under-review']);
    expect(third.organisations.find(({ org }: { org: string }) => org === 'SCJG').received).toBe(2);
    expect(fourth.organisations.find(({ org }: { org: string }) => org === 'SCJG').previous).toEqual({
      ...{ onTimeRatePercent: 50, rank: null },
    });
    county.clock.advance(3_600_000);
    await county.nine();
    expect((await county.circular('2026Q3')).draftedAt).toBe('2027-04-12T08:00:00+08:00');
  });

  test('not on a day off, not for quarters before anything was pushed', async () => {
    const county = await reportingCounty('2026-09-14T09:00', { since: '2022-09-02' });
    await county.pushes('SCJG', 1, 0);
    await county.until('2026-10-11T09:00');
    await county.nine();
    expect((await county.circular('2026Q3')).stage).toBe('running');
    await county.nineAt('2026-10-12');
    expect((await county.circular('2026Q3')).stage).toBe('under-review');
    expect((await county.circular('2026Q2')).stage).toBe('running');
  });

  test('not for the days in which a county began, where nothing had been pushed', async () => {
    const county = await reportingCounty('2026-09-28T09:00', { since: '2026-09-28' });
    await county.nineAt('2026-10-08');
    expect([(await county.circular('2026Q3')).stage, county.sent]).toEqual(['running', []]);
    await county.until('2026-11-02T09:00');
    await county.pushes('SCJG', 1, 1);
    await county.nineAt('2027-01-04');
    expect((await county.circular('2026Q4')).stage).toBe('under-review');
    expect((await county.circular('2026Q3')).stage).toBe('running');
  });
});

describe('who reads what', () => {
  test('running: the bureau and the government office; later everybody', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    const status = async (as: string, quarter = '2026Q3') =>
      (await county.call('GET', `/reports/quarters/${quarter}`, { as })).status;
    expect(
      await Promise.all(
        ['spj.officer', 'construction', 'zfb.office', 'scjg.officer', 'jw.discipline'].map((as) => status(as)),
      ),
    ).toEqual([200, 200, 200, 404, 404]);
    expect(
      await Promise.all(['2026Q2', '2026Q4', '2026Q5', '2026', 'x'].map((quarter) => status('spj.admin', quarter))),
    ).toEqual([404, 404, 404, 404, 404]);
    expect((await county.call('GET', '/reports/quarters/2026Q3/evidence.csv', { as: 'scjg.officer' })).status).toBe(
      404,
    );
    expect((await county.call('GET', '/reports/quarters/2026Q3/evidence.csv', { as: 'spj.officer' })).json.code).toBe(
      'review-not-begun',
    );
    await county.nineAt('2026-10-08');
    expect(await Promise.all(['scjg.officer', 'jw.discipline', 'zfb.office'].map((as) => status(as)))).toEqual([
      200, 200, 200,
    ]);
  });

  test('the running figures are at most an hour old', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    expect((await county.circular('2026Q3')).asOf).toBe('2026-09-14T09:00:00+08:00');
    await county.pushes('SCJG', 1, 1);
    const received = async () => (await county.circular('2026Q3')).totals.received;
    expect([await received(), (await county.circular('2026Q3')).asOf]).toEqual([1, '2026-09-14T10:00:00+08:00']);
    county.clock.advance(60_000);
    const [id] = await county.pushes('SCJG', 1, 0);
    county.clock.set(at('2026-09-14T10:59'));
    expect([await received(), id]).toEqual([1, id]);
  });
});

describe('issuing', () => {
  test('by the bureau-admin, after the review, once; frozen with a hash that anybody can make again', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    await county.pushes('SCJG', 12, 10);
    expect((await issue(county)).json.code).toBe('review-running');
    await county.nineAt('2026-10-08');
    expect((await issue(county, SIGNED, 'scjg.admin')).status).toBe(403);
    expect((await issue(county, { documentNumber: '' })).status).toBe(422);
    county.clock.set(at('2026-10-14T23:59'));
    expect((await issue(county)).json.code).toBe('review-running');
    county.clock.set(at('2026-10-15T00:00'));
    const issued = await issue(county);
    expect([issued.status, issued.json.stage, issued.json.documentNumber]).toEqual([
      200,
      'issued',
      SIGNED.documentNumber,
    ]);
    county.clock.set(at('2026-10-16T09:00'));
    expect(await county.circular('2026Q3', 'scjg.officer')).toEqual(issued.json);
    expect([(await issue(county)).status, (await issue(county)).json]).toEqual([200, issued.json]);
    expect((await issue(county, { ...SIGNED, signedBy: '李四' })).json.code).toBe('already-issued');
    const { contentHash, ...content } = issued.json;
    expect([content.corrections, content.errata]).toEqual([[], []]);
    expect(contentHash).toBe(hashOf(content));
  });
});

test('what a restore took back is issued again byte for byte, by its first instant and the hash that people hold', async () => {
  const restored = async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    await county.pushes('SCJG', 12, 10);
    await county.nineAt('2026-10-08');
    return county;
  };
  const [lost, here] = [await restored(), await restored()];
  lost.clock.set(at('2026-10-15T09:00') + 345);
  const { json: first } = await issue(lost);
  const { issuedAt, contentHash } = first;
  expect(issuedAt).toBe('2026-10-15T09:00:00.345+08:00');
  here.clock.set(at('2026-10-16T09:00'));
  // Nothing had been restored: whoever issues cannot say that it was another day.
  const never = await issue(here, { ...SIGNED, issuedAt, contentHash });
  expect([never.status, never.json.errors[0].pointer, never.text.includes('没有因恢复数据')]).toEqual([
    422,
    '/issuedAt',
    true,
  ]);
  const { store } = here.platform.ports;
  const item = (await store.get(reportKey(JURISDICTION, '2026Q3'))) as Item;
  await store.commit([unissuing(item, { at: here.clock.now() }) as Put]);
  for (const [more, status, code] of [
    [{ issuedAt }, 422, 'invalid'],
    [{ issuedAt: '2026-10-14T23:59:59+08:00', contentHash }, 422, 'invalid'],
    [{ issuedAt: '2026-10-16T09:00:01+08:00', contentHash }, 422, 'invalid'],
    [{ issuedAt: '2026-10-15T09:00:00+08:00', contentHash }, 409, 'content-differs'],
    [{ issuedAt, contentHash: '0'.repeat(64) }, 409, 'content-differs'],
    [{ issuedAt, contentHash, signedBy: '李四' }, 409, 'content-differs'],
  ] as const) {
    const refused = await issue(here, { ...SIGNED, ...more });
    expect([refused.status, refused.json.code]).toEqual([status, code]);
  }
  expect((await issue(here, { ...SIGNED, issuedAt, contentHash })).json).toEqual(first);
  const page = async (county: typeof here) =>
    (await (await browserOf(county, 'wjj.officer')).get('/console/reports/2026Q3')).text;
  expect(await page(here)).toContain('本通报于2026年10月16日9:00再次印发');
  expect(await page(lost)).not.toContain('再次印发');
  const { items } = (await here.call('GET', '/audit?thing=reports/2026Q3', { as: 'zfb.office' })).json;
  expect(items[0]).toMatchObject({
    ...{ act: 'reissue-circular', by: 'spj.admin', at: '2026-10-16T09:00:00+08:00' },
    detail: { contentHash, firstIssuedAt: issuedAt },
  });
  expect((await lost.call('GET', '/audit?thing=reports/2026Q3', { as: 'spj.admin' })).json.items).toMatchObject([
    { act: 'issue-circular', detail: { contentHash } },
  ]);
});

/** SHA-256 over JSON with sorted keys, written once more. */
function hashOf(value: unknown): string {
  const sorted = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(sorted)
      : v && typeof v === 'object'
        ? Object.fromEntries(
            Object.keys(v)
              .sort()
              .map((key) => [key, sorted((v as Record<string, unknown>)[key])]),
          )
        : v;
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}
