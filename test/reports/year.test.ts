/** The year for the annual assessment: issued quarters only, corrections out, weights as the county sets them. */
import { expect, test } from 'vitest';
import { compareScores, DEFAULT_WEIGHTS, pointsOf, type Score, scoreOf } from '../../shared/reports/assessment.ts';
import { at } from '../mail/post.ts';
import { putAgain } from '../put.ts';
import { reportingCounty } from './county.ts';

test.each([
  // 90 of 100 in time, one serious quarter, two late pushes, four not named: 90 − 5 − 1 − 2.
  [{ claimed: 90, deemed: 10 }, 1, 2, 4, 82],
  [{ claimed: 2, deemed: 1 }, 0, 0, 0, 66.7],
  [{ claimed: 1, deemed: 9 }, 4, 0, 0, 0],
  [{ claimed: 0, deemed: 0 }, 0, 3, 0, null],
])(
  '%j, %i serious quarters, %i late, %i not named: %s points',
  (rate, seriousQuarters, lateItems, notNamed, points) => {
    const score = scoreOf({ rate, seriousQuarters, lateItems, notNamed }, DEFAULT_WEIGHTS);
    expect(score && pointsOf(score)).toBe(points);
  },
);

test('scores compare exactly, though they print alike', () => {
  const of = (claimed: number, deemed: number): Score =>
    scoreOf({ rate: { claimed, deemed }, seriousQuarters: 0, lateItems: 0, notNamed: 0 }, DEFAULT_WEIGHTS) as Score;
  expect(pointsOf(of(9999, 1))).toBe(pointsOf(of(9998, 1)));
  expect(compareScores(of(9999, 1), of(9998, 1))).toBe(-1);
  expect(compareScores(of(2, 1), of(4, 2))).toBe(0);
});

test('two quarters together, once they are issued', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const { call } = county;
  const year = async (as = 'wjj.officer', name = '2026') => call('GET', `/reports/years/${name}`, { as });
  const issue = (quarter: string) =>
    call('POST', `/reports/quarters/${quarter}/issue`, {
      as: 'spj.admin',
      body: { documentNumber: quarter, signedBy: '张三' },
    });
  const ids = await county.pushes('SCJG', 12, 10);
  await county.pushes('WJJ', 2, 1);
  await county.nineAt('2026-10-08');
  expect((await year()).json).toMatchObject({
    year: '2026',
    quarters: [],
    organisations: [],
    weights: DEFAULT_WEIGHTS,
  });
  const objection = { as: 'scjg.officer', body: { push: ids[11], reason: '系统故障' } };
  const { id } = (await call('POST', '/reports/quarters/2026Q3/corrections', objection)).json;
  await call('POST', `/corrections/${id}/accept`, { as: 'spj.admin', body: { reason: '属实' } });
  await county.until('2026-10-15T09:00');
  await issue('2026Q3');
  await county.until('2026-11-02T09:00');
  await county.pushes('SCJG', 12, 9);
  await county.nineAt('2027-01-04');
  await county.until('2027-01-15T09:00');
  const line = async () => (await year()).json.organisations.find(({ org }: { org: string }) => org === 'SCJG');
  expect((await year()).json.quarters).toEqual(['2026Q3']);
  await issue('2026Q4');
  expect((await year()).json.quarters).toEqual(['2026Q3', '2026Q4']);
  expect(await line()).toMatchObject({
    ...{ received: 24, claimedInTime: 19, deemedClaimed: 5, corrected: 1, notNamed: 5 },
    // 19 of 23; the fourth quarter is serious: 9 of 12. 82.6 − 5 − 2.5.
    ...{ onTimeRatePercent: 82.6, seriousQuarters: 1, score: 75.1, rank: 1 },
    quarters: [
      { quarter: '2026Q3', onTimeRatePercent: 90.9, rank: 1, serious: false },
      { quarter: '2026Q4', onTimeRatePercent: 75, rank: 1, serious: true },
    ],
  });
  // Two in the year: listed with its score, not ranked, as in a circular.
  const few = (await year()).json.organisations.find(({ org }: { org: string }) => org === 'WJJ');
  expect(few).toMatchObject({ received: 2, onTimeRatePercent: 50, score: expect.any(Number), rank: null });
  const weights = { onTimeRate: 50, seriousQuarter: 0, lateItem: 0, notNamed: 0.2 };
  expect((await call('PUT', '/reports/weights', { as: 'spj.admin', body: weights })).status).toBe(403);
  expect(
    (await call('PUT', '/reports/weights', { as: 'zfb.office', body: { ...weights, notNamed: 0.25 } })).status,
  ).toBe(422);
  expect((await call('PUT', '/reports/weights', { as: 'zfb.office', body: weights })).status).toBe(428);
  expect((await putAgain(call, '/reports/weights', { as: 'zfb.office', body: weights })).status).toBe(200);
  const known = (await call('GET', '/reports/weights', { as: 'zfb.office' })).headers.etag as string;
  const stale = { as: 'zfb.office', body: { ...weights, lateItem: 1 }, headers: { 'if-match': known } };
  expect((await call('PUT', '/reports/weights', stale)).status).toBe(200);
  expect((await call('PUT', '/reports/weights', stale)).status).toBe(412);
  expect((await putAgain(call, '/reports/weights', { as: 'zfb.office', body: weights })).status).toBe(200);
  // 41.3 − 1.0.
  expect((await line()).score).toBe(40.3);
  expect(
    (await Promise.all(['2025', '2028', '26', 'x'].map((name) => year('zfb.office', name)))).map((one) => one.status),
  ).toEqual([404, 404, 404, 404]);
  expect(county.clock.now()).toBe(at('2027-01-15T09:00'));
});
