/** From figures to the circular: accepted corrections out of both sides, who is listed, last quarter beside it. */
import { expect, test } from 'vitest';
import { calendarAt } from '../../shared/calendar/table.ts';
import type { County, OrganisationType } from '../../shared/county.ts';
import {
  type CountedCorrection,
  type DraftFigures,
  draftFigures,
  organisationsOf,
  totalsOf,
} from '../../shared/reports/assemble.ts';
import { Tally } from '../../shared/reports/tally.ts';
import { at, record } from './records.ts';

const org = (code: string, type: OrganisationType) => ({
  code,
  name: `${code}局`,
  type,
  mail: null,
  sections: [],
  defaultSection: null,
});
const COUNTY: County = {
  jurisdiction: '371525',
  name: '冠县',
  since: '2026-01-01',
  organisations: [
    org('SPJ', 'approval-bureau'),
    org('SCJG', 'department'),
    org('WJJ', 'department'),
    org('ZHZF', 'enforcement-agency'),
    org('ZFB', 'government-office'),
    org('JW', 'discipline'),
    org('QQJD', 'township'),
  ],
};

/** `SCJG: [claimed, deemed, returned]` … */
function draft(counts: Record<string, [number, number, number?]>): DraftFigures {
  const asOf = at('2026-10-08T09:00');
  const tally = new Tally({ quarter: '2026Q3', asOf, since: 0, calendar: calendarAt([], 0, 2026) });
  for (const [to, [claimed, deemed, returned = 0]] of Object.entries(counts)) {
    for (let i = 0; i < claimed; i++) tally.add(record({ to, claimed: at('2026-09-14T10:00') }));
    for (let i = 0; i < deemed; i++) tally.add(record({ to, state: 'deemed-claimed' }));
    for (let i = 0; i < returned; i++) tally.add(record({ to, state: 'returned' }));
  }
  return draftFigures(tally, COUNTY, '2026Q3', asOf);
}

function correction(more: Partial<CountedCorrection>): CountedCorrection {
  const line = { id: 'c1', push: 'p1', org: 'SCJG', state: 'accepted', reason: '系统故障', decision: '属实' };
  return { ...line, category: 'deemed-claimed', ...more };
}

const of = (code: string, figures: DraftFigures, corrections: CountedCorrection[] = []) =>
  organisationsOf(figures, corrections, null).find((line) => line.org === code);

test('listed are all that can be addressed, also with nothing; a township only where it had something', () => {
  const codes = (figures: DraftFigures) => figures.organisations.map(({ org }) => org).sort();
  expect(codes(draft({}))).toEqual(['SCJG', 'SPJ', 'WJJ', 'ZHZF']);
  expect(codes(draft({ QQJD: [0, 0, 1] }))).toEqual(['QQJD', 'SCJG', 'SPJ', 'WJJ', 'ZHZF']);
});

test('nothing claimed or deemed: no rate, no rank, not serious', () => {
  expect(of('SCJG', draft({ SCJG: [0, 0, 3] }))).toMatchObject({
    ...{ received: 3, returned: 3, onTimeRatePercent: null, medianWorkingHoursToClaim: null, rank: null },
    ...{ serious: false, corrected: 0, previous: null },
  });
});

test('an accepted correction leaves raw figures alone and is out of both sides of the fraction', () => {
  const figures = draft({ SCJG: [8, 2] });
  expect(of('SCJG', figures)).toMatchObject({ onTimeRatePercent: 80, rank: 1, serious: true, corrected: 0 });
  expect(of('SCJG', figures, [correction({})])).toMatchObject({
    ...{ received: 10, claimedInTime: 8, deemedClaimed: 2, corrected: 1, onTimeRatePercent: 88.9 },
    // Eight and one are nine: too few to be ranked or to be serious.
    ...{ rank: null, serious: false },
  });
  const both = [correction({}), correction({ id: 'c2', push: 'p2' })];
  expect(of('SCJG', figures, both)).toMatchObject({ onTimeRatePercent: 100, corrected: 2 });
});

test('the last deemed claim corrected, 100.0 may be printed; with it, never', () => {
  const figures = draft({ SCJG: [2000, 1] });
  expect(of('SCJG', figures)?.onTimeRatePercent).toBe(99.9);
  expect(of('SCJG', figures, [correction({})])?.onTimeRatePercent).toBe(100);
});

test.each<[string, CountedCorrection[], number, number]>([
  ['open', [correction({ state: 'open' })], 0, 80],
  ['rejected', [correction({ state: 'rejected' })], 0, 80],
  ['of another organisation', [correction({ org: 'WJJ' })], 0, 80],
  ['of a returned push, which is in no rate', [correction({ category: 'returned' })], 0, 80],
  ['by both sides about one push: once', [correction({}), correction({ id: 'c2' })], 1, 88.9],
  ['of a claim in time', [correction({ category: 'claimed-in-time' })], 1, 77.8],
])('a correction %s', (_what, corrections, corrected, percent) => {
  expect(of('SCJG', draft({ SCJG: [8, 2] }), corrections)).toMatchObject({ corrected, onTimeRatePercent: percent });
});

test('the bureau is listed and may be serious, but is not ranked; totals are sums', () => {
  const figures = draft({ SPJ: [5, 5], SCJG: [10, 0], WJJ: [9, 1] });
  const lines = organisationsOf(figures, [], new Map([['SCJG', { onTimeRatePercent: 90, rank: 2 }]]));
  expect(lines.map(({ org, rank, serious }) => [org, rank, serious])).toEqual([
    ['SCJG', 1, false],
    ['WJJ', 2, false],
    ['SPJ', null, true],
    ['ZHZF', null, false],
  ]);
  expect(lines[0]?.previous).toEqual({ onTimeRatePercent: 90, rank: 2 });
  expect(lines[1]?.previous).toBeNull();
  expect(totalsOf(figures, [])).toEqual({
    ...{ received: 30, claimedInTime: 24, deemedClaimed: 6, returned: 0, withdrawn: 0 },
    ...{ onTimeRatePercent: 80, notNamed: 6, corrected: 0 },
  });
});

test('a figure is null where it counts no kind, and no correction makes it a number', () => {
  const bare = draft({});
  const organisations = bare.organisations.map((line) => ({ ...line, late: { repliesLate: 2 } }));
  const figures: DraftFigures = { ...bare, organisations, annexKinds: { repliesLate: ['letter'], creditLate: [] } };
  const annexOf = (...corrections: CountedCorrection[]) => of('SCJG', figures, corrections)?.annex;
  expect(annexOf()).toMatchObject({ repliesLate: 2, creditLate: null, copiesLate: null });
  const about = (figure: 'creditLate' | 'repliesLate') =>
    correction({ push: undefined, record: 'r1', figure, category: null });
  expect(annexOf(about('creditLate'))?.creditLate).toBeNull();
  const late = about('repliesLate');
  const others: CountedCorrection[] = [
    ...[
      { ...late, state: 'open' as const },
      { ...late, org: 'WJJ' },
      { ...late, idle: true as const },
    ],
    { ...late, figure: undefined },
  ];
  expect(
    [annexOf(late), annexOf(late, { ...late, id: 'c2' }), annexOf(...others)].map((one) => one?.repliesLate),
  ).toEqual([1, 1, 2]);
  expect('annexKinds' in bare).toBe(false);
});

test('of the county as a whole: corrections out of both sides', () => {
  const figures = draft({ SCJG: [8, 2], WJJ: [9, 1] });
  const both = [correction({}), correction({ id: 'c2', push: 'p2', org: 'WJJ' })];
  expect(totalsOf(figures, both)).toMatchObject({ received: 20, corrected: 2, onTimeRatePercent: 94.4 });
});

test('those without a rank come last, by their codes, in whatever order they were counted', () => {
  const figures = draft({ ZHZF: [1, 0], SPJ: [30, 0], WJJ: [10, 0] });
  const turned = { ...figures, organisations: figures.organisations.toReversed() };
  for (const one of [figures, turned]) {
    expect(organisationsOf(one, [], null).map(({ org }) => org)).toEqual(['WJJ', 'SCJG', 'SPJ', 'ZHZF']);
  }
});

test('what the platform does not count yet is null, never nought', () => {
  expect(of('SCJG', draft({}))?.annex).toEqual({
    ...{ pushedLate: 0, readdressedLate: 0, creditLate: null, certificatesLate: null },
    ...{ repliesLate: null, forwardedLate: null, copiesLate: null },
  });
});
