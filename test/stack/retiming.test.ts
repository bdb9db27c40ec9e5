/**
 * Work after an entry in the calendar is laid down before its function is cut off, and never taken from who still
 * works.
 */
import { expect, test } from 'vitest';
import { BUDGET } from '../../shared/retiming/entering.ts';
import { LEASE } from '../../shared/retiming/job.ts';
import { synth } from './synth.ts';

/** The longest that a look may take after the budget is spent, under a store that throttles. */
const LAST_LOOK = 12_000;

const functions = synth().ofType('AWS::Lambda::Function');
const timeoutOf = (name: string): number => {
  const found = functions.find(({ Properties }) => `${Properties.FunctionName}`.endsWith(`-${name}`));
  return Number(found?.Properties.Timeout) * 1000;
};

test.each([
  ['calendar', BUDGET.request],
  ['wake', BUDGET.wake],
  ['sweep', BUDGET.wake],
] as const)('%s has time for its budget and one look more', (name, budget) => {
  expect(budget + LAST_LOOK).toBeLessThan(timeoutOf(name));
});

test.each(['calendar', 'wake'])('%s is over before a lease is', (name) => {
  expect(timeoutOf(name)).toBeLessThan(LEASE);
});
