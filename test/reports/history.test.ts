/** Which quarters have figures at all: from the one in which the county began until the one that runs. */
import { expect, test } from 'vitest';
import type { Facts } from '../../shared/exchange/facts.ts';
import { isCounted, runningQuarter } from '../../shared/reports/history.ts';
import type { Quarter } from '../../shared/time.ts';
import { at } from './records.ts';

const factsAt = (time: string) => ({ county: { since: '2022-09-02' }, now: at(time) }) as Facts;

test.each<[time: string, running: string, counted: string[], not: string[]]>([
  ['2026-09-30T23:59', '2026Q3', ['2022Q3', '2022Q4', '2026Q2', '2026Q3'], ['2021Q4', '2022Q2', '2026Q4', '2027Q1']],
  ['2026-10-01T00:00', '2026Q4', ['2022Q3', '2026Q3', '2026Q4'], ['2022Q2', '2027Q1']],
  ['2022-09-02T00:00', '2022Q3', ['2022Q3'], ['2022Q2', '2022Q4']],
])('at %s in %s', (time, running, counted, not) => {
  const facts = factsAt(time);
  expect(runningQuarter(facts)).toBe(running);
  expect([...counted, ...not].filter((quarter) => isCounted(facts, quarter as Quarter))).toEqual(counted);
});
