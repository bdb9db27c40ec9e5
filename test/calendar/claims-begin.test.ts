/**
 * How far back a search by creation goes for claims that could still be made on a day: the longest claim, and five days
 * more.
 */
import { expect, test } from 'vitest';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { claimsBegin } from '../../shared/clocks/claims-begin.ts';
import { extension, revocation, rules } from './entries.ts';
import { at, wall } from './published-days.ts';

const LONGER = { ...rules('2026-09-01T09:00', '2026-12-01', false, 4), endOfDay: '24:00' } as LogEntry;
const CLOSED = extension('2026-09-25T09:00', '2026-09-28', '2026-09-29');

test.each<[day: string, log: LogEntry[], begins: string]>([
  // Two days to claim and five: 30, 29, 28, then the Mid-Autumn holiday, 24, 23, 22, 21.
  ['2026-10-01', [], '2026-09-21'],
  // Sunday the 20th is worked: 20, 18, 17, 16, 15, 14, 11.
  ['2026-09-21', [], '2026-09-11'],
  // Four days to claim: a set counts from the day on which it is entered, whenever it begins.
  ['2026-10-01', [LONGER], '2026-09-18'],
  // Days of an extension are not counted, also of one taken back.
  ['2026-10-01', [CLOSED], '2026-09-18'],
  ['2026-10-01', [CLOSED, revocation('2026-09-25T10:00', 1)], '2026-09-18'],
])('claims of %s', (day, log, begins) => {
  expect(wall(claimsBegin({ log, now: at('2026-10-08T09:00') }, day)).slice(0, 10)).toBe(begins);
});
