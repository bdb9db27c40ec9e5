/** The year for the annual assessment: issued quarters only, corrections out, weights as the county sets them. */
import { describe, expect, test } from 'vitest';
import type { CountedCorrection, DraftFigures, DraftLine } from '../../shared/reports/assemble.ts';
import { compareScores, DEFAULT_WEIGHTS, pointsOf, type Score, scoreOf } from '../../shared/reports/assessment.ts';
import type { Circular, OrganisationFigures } from '../../shared/reports/circular.ts';
import { type Issued, yearFrom } from '../../shared/reports/year.ts';
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
  expect(compareScores(of(9998, 1), of(9999, 1))).toBe(1);
  expect(compareScores(of(2, 1), of(4, 2))).toBe(0);
});

describe('from what its circulars say', () => {
  const line = (
    org: string,
    claimedInTime: number,
    deemedClaimed: number,
    more: Partial<DraftLine> = {},
  ): DraftLine => ({
    ...{ org, name: `${org}局`, ranked: org !== 'SPJ', claimedInTime, deemedClaimed, returned: 1, withdrawn: 1 },
    ...{ received: claimedInTime + deemedClaimed + 2, medianWorkingHoursToClaim: null, p95WorkingHoursToClaim: null },
    ...{ notNamed: 0, pushedLate: 0, readdressedLate: 0, ...more },
  });
  function quarter(name: string, lines: DraftLine[], more: Partial<DraftFigures> = {}, serious: string[] = []): Issued {
    const told = lines.map(({ org }) => ({ org, onTimeRatePercent: 90, rank: 1, serious: serious.includes(org) }));
    return {
      quarter: name,
      draft: { quarter: name, asOf: 0, organisations: lines, ...more },
      circular: { organisations: told as OrganisationFigures[] } as Circular,
      corrections: [],
    };
  }
  const accepted = (org: string, more: Partial<CountedCorrection>): CountedCorrection => {
    const said = { id: 'c', org, state: 'accepted', reason: '某', decision: '属实', category: null } as const;
    return { ...said, ...more } as CountedCorrection;
  };
  const of = (org: string, ...issued: Issued[]) =>
    yearFrom('2026', DEFAULT_WEIGHTS, issued).organisations.find((one) => one.org === org);

  test('ranked by exact score, equal ones share; without enough claims, and the bureau, last by code', () => {
    const lines = [
      ...[line('ZRZY', 3, 0), line('WJJ', 18, 2), line('SPJ', 50, 0), line('JTJ', 0, 0)],
      ...[line('SCJG', 9, 1), line('ZJJ', 20, 0), line('GAJ', 5, 5)],
    ];
    for (const order of [lines, lines.toReversed()]) {
      const { organisations, quarters } = yearFrom('2026', DEFAULT_WEIGHTS, [quarter('2026Q3', order)]);
      expect([quarters, organisations.map(({ org, rank, score }) => [org, rank, score])]).toEqual([
        ['2026Q3'],
        [
          ...[
            ['ZJJ', 1, 100],
            ['SCJG', 2, 90],
            ['WJJ', 2, 90],
            ['GAJ', 4, 50],
          ],
          ...[
            ['JTJ', null, null],
            ['SPJ', null, 100],
            ['ZRZY', null, 100],
          ],
        ],
      ]);
    }
  });

  test('what no claim was in is ranked nowhere, even by a threshold of nought', () => {
    const none = { rankedFrom: 0, seriousFrom: 10, seriousBelowPercent: 90, seriousDeemed: 5 };
    expect(of('JTJ', quarter('2026Q3', [line('JTJ', 0, 0), line('SCJG', 9, 1)], { thresholds: none }))).toMatchObject({
      rank: null,
      score: null,
    });
  });

  test('enough are as many as the last circular wants', () => {
    const three = { thresholds: { rankedFrom: 3, seriousFrom: 10, seriousBelowPercent: 90, seriousDeemed: 5 } };
    const few = [line('SCJG', 1, 0)];
    expect(of('SCJG', quarter('2026Q2', few), quarter('2026Q3', few), quarter('2026Q4', few, three))?.rank).toBe(1);
    expect(of('SCJG', quarter('2026Q2', few), quarter('2026Q3', few, three), quarter('2026Q4', few))?.rank).toBeNull();
  });

  test('counts and lateness are sums; each serious quarter, late item and claim with nobody named costs points', () => {
    const first = line('SCJG', 10, 0, { pushedLate: 1, readdressedLate: 2, notNamed: 1 });
    const second = line('SCJG', 10, 0, { pushedLate: 1, notNamed: 2 });
    const found = of('SCJG', quarter('2026Q3', [first], {}, ['SCJG']), quarter('2026Q4', [second]));
    // 100 − 5 − 4 × 0.5 − 3 × 0.5.
    expect(found).toMatchObject({
      ...{ received: 24, claimedInTime: 20, returned: 2, withdrawn: 2, pushedLate: 2, readdressedLate: 2, notNamed: 3 },
      ...{ seriousQuarters: 1, score: 91.5, corrected: 0, onTimeRatePercent: 100 },
    });
    expect(found?.quarters.map(({ quarter, serious }) => [quarter, serious])).toEqual([
      ['2026Q3', true],
      ['2026Q4', false],
    ]);
  });

  test('an organisation that a quarter does not list has nothing of it', () => {
    const found = of('WJJ', quarter('2026Q3', [line('SCJG', 9, 3)]), quarter('2026Q4', [line('WJJ', 10, 0)]));
    expect(found).toMatchObject({ received: 12, onTimeRatePercent: 100, score: 100 });
    expect(found?.quarters.map(({ quarter }) => quarter)).toEqual(['2026Q4']);
  });

  test('accepted corrections are out: of the rate, of the late pushes, of the annex', () => {
    const issued = quarter(
      '2026Q3',
      [line('SCJG', 9, 3, { pushedLate: 2, readdressedLate: 2, late: { repliesLate: 3 } })],
      {
        annexKinds: { repliesLate: ['letter'], copiesLate: ['push'], creditLate: [] },
      },
    );
    const corrections = [
      accepted('SCJG', { push: 'p1', category: 'deemed-claimed' }),
      accepted('SCJG', { push: 'p2', category: 'claimed-in-time' }),
      accepted('SCJG', { record: 'r1', figure: 'pushedLate' }),
      accepted('SCJG', { record: 'r2', figure: 'readdressedLate' }),
      accepted('SCJG', { record: 'r3', figure: 'repliesLate' }),
      accepted('SCJG', { record: 'r4', figure: 'creditLate' }),
    ];
    const twice = [{ ...issued, corrections }, quarter('2026Q4', [line('SCJG', 0, 0)])];
    const found = of('SCJG', ...twice);
    expect(found).toMatchObject({ corrected: 2, onTimeRatePercent: 80, pushedLate: 1, readdressedLate: 1 });
    expect(found?.annex).toEqual({ repliesLate: 2, copiesLate: 0 });
  });
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
