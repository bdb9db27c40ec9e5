/** Rates as exact fractions, ranks with ties, the serious rule and its numbers, quarters: tables to check by hand. */
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../shared/calendar/types.ts';
import type { ThresholdName } from '../../shared/clocks/thresholds.ts';
import { ClaimTimes } from '../../shared/reports/claim-times.ts';
import { firstDayOf, lastDayOf, nextQuarter, quartersFrom } from '../../shared/reports/quarters.ts';
import { drawnUpBy, isSerious, ranksOf } from '../../shared/reports/ranking.ts';
import { compareRates, percentOf } from '../../shared/reports/rate.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { at } from './records.ts';

test.each([
  [0, 0, null],
  [10, 0, 100],
  [0, 10, 0],
  [2, 1, 66.7],
  [1, 2, 33.3],
  [9, 1, 90],
  // Halves up: 1/16 = 6.25 %, 15/16 = 93.75 %.
  [1, 15, 6.3],
  [15, 1, 93.8],
  // 99.95 % would round to 100.0, but one was deemed.
  [1999, 1, 99.9],
  [999_999, 1, 99.9],
  // 99.94 % needs no such care.
  [9994, 6, 99.9],
])('%i in time and %i deemed are %s per cent', (claimed, deemed, percent) => {
  expect(percentOf({ claimed, deemed })).toBe(percent);
});

test('rates compare as fractions: 999,999/1,000,000 is worse than 1,000,000/1,000,001, though both print 99.9', () => {
  expect(compareRates({ claimed: 999_999, deemed: 1 }, { claimed: 1_000_000, deemed: 1 })).toBe(1);
  expect(compareRates({ claimed: 1_000_000, deemed: 1 }, { claimed: 999_999, deemed: 1 })).toBe(-1);
  expect(compareRates({ claimed: 2, deemed: 1 }, { claimed: 4, deemed: 2 })).toBe(0);
});

test('equal ranks share, fewer deemed goes first, the bureau and those under ten are not ranked', () => {
  const of = (org: string, claimed: number, deemed: number, ranked = true) => ({
    org,
    rate: { claimed, deemed },
    ranked,
  });
  const ranks = ranksOf([
    of('A', 20, 0),
    of('B', 30, 0),
    of('C', 9, 1),
    of('D', 18, 2),
    of('E', 9, 1),
    of('F', 9, 0),
    of('G', 5, 5),
    of('SPJ', 100, 0, false),
  ]);
  expect(Object.fromEntries(ranks)).toEqual({ A: 1, B: 1, C: 3, E: 3, D: 5, G: 6 });
});

test.each([
  [9, 0, false, 'ten or more, and nothing deemed'],
  [8, 1, false, 'nine are too few to say anything'],
  [9, 1, false, '90.0 % is not under 90 %'],
  [8, 2, true, '80 %'],
  [95, 4, false, '96 % and four deemed'],
  [95, 5, true, 'five deemed'],
  [0, 9, false, 'nine, all deemed: still too few'],
  [179, 20, true, '89.95 % is under 90 %, though it prints 89.9'],
])('%i in time and %i deemed: serious %s (%s)', (claimed, deemed, serious) => {
  expect(isSerious({ claimed, deemed })).toBe(serious);
});

test.each([
  [[1, 2, 3, 4], 2, 4],
  [[3, 1, 2], 2, 3],
  [[5], 5, 5],
  [Array.from({ length: 20 }, (_, i) => i + 1), 10, 19],
  [Array.from({ length: 21 }, (_, i) => i + 1), 11, 20],
  // More than there is room for at first, added one by one and as two halves.
  [Array.from({ length: 200 }, (_, i) => 200 - i), 100, 190],
])('nearest rank of %j hours', (hours, median, p95) => {
  const half = hours.length / 2;
  const [whole, first, second] = [hours, hours.slice(0, half), hours.slice(half)].map(timesOf);
  first?.merge(second as ClaimTimes);
  for (const times of [whole, first]) {
    expect([times?.percentileHours(50), times?.percentileHours(95)]).toEqual([median, p95]);
  }
});

function timesOf(hours: readonly number[]): ClaimTimes {
  const times = new ClaimTimes();
  for (const hour of hours) times.add(hour * HOUR);
  return times;
}

test('hours have one decimal, halves up', () => {
  const hours = (millis: number) => {
    const times = new ClaimTimes();
    times.add(millis);
    return times.percentileHours(50);
  };
  expect([hours(3 * MINUTE), hours(3 * MINUTE - 1), hours(0), hours(15 * HOUR)]).toEqual([0.1, 0, 0, 15]);
  expect(new ClaimTimes().percentileHours(50)).toBeNull();
});

test.each([
  ['2026Q1', '2026-01-01', '2026-03-31', '2026Q2'],
  ['2028Q2', '2028-04-01', '2028-06-30', '2028Q3'],
  ['2026Q3', '2026-07-01', '2026-09-30', '2026Q4'],
  ['2026Q4', '2026-10-01', '2026-12-31', '2027Q1'],
])('%s is from %s to %s', (quarter, first, last, next) => {
  expect([firstDayOf(quarter), lastDayOf(quarter), nextQuarter(quarter)]).toEqual([first, last, next]);
  expect([quartersFrom(quarter, next), quartersFrom(next, quarter)]).toEqual([[quarter, next], []]);
});

describe('by which numbers a circular is drawn up', () => {
  const rules = (from: string, thresholds: Partial<Record<ThresholdName, number>>): LogEntry => ({
    ...{ type: 'rules', at: at('2026-07-01T09:00'), by: 'spj.admin', source: '冠政办〔2026〕1号', replaces: null },
    ...{ from, superior: false, endOfDay: null, clocks: {}, thresholds },
  });
  const usual = { rankedFrom: 10, seriousFrom: 10, seriousBelowPercent: 90, seriousDeemed: 5 };
  test.each<[string, LogEntry[], object]>([
    ['none are said: the usual', [], {}],
    ['one is another', [rules('2026-07-01', { rankedFrom: 3 })], { thresholds: { ...usual, rankedFrom: 3 } }],
    [
      'from the last day on',
      [rules('2026-09-30', { seriousDeemed: 9 })],
      { thresholds: { ...usual, seriousDeemed: 9 } },
    ],
    ['from the day after it', [rules('2026-10-01', { seriousDeemed: 9 })], {}],
    ['they are said, and are the usual', [rules('2026-07-01', { seriousBelowPercent: 90 })], {}],
    ['another that no circular uses', [rules('2026-07-01', { creditListDays: 60 })], {}],
  ])('%s', (_what, log, drawnUp) => {
    expect(drawnUpBy(log, '2026Q3')).toEqual(drawnUp);
  });
});
