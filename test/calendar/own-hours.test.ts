/** Office hours of a county's own: each day is measured by those that held on it. */
import { describe, expect, test } from 'vitest';
import { nextOfficeInstant, officeHoursOn, workingMillisBetween } from '../../shared/calendar/office-hours.ts';
import { buildCalendar } from '../../shared/calendar/table.ts';
import type { LogEntry, OfficeSpan } from '../../shared/calendar/types.ts';
import { at, wall } from './published-days.ts';

const SUMMER: OfficeSpan[] = [
  { opens: '08:00', closes: '11:30' },
  { opens: '14:30', closes: '18:00' },
];
const MORNINGS: OfficeSpan[] = [{ opens: '09:00', closes: '12:00' }];

function hours(entered: string, from: string, officeHours: readonly OfficeSpan[]): LogEntry {
  const [source, by] = ['莘政办字〔2026〕9号', 'spj.admin'];
  const others = { superior: false, replaces: null, endOfDay: null, clocks: {} };
  return { type: 'rules', at: at(entered), by, source, from, ...others, officeHours };
}

// Entered on Friday 05-29 for June on, and in September, on a Wednesday at 10:00, for that very day.
const calendar = buildCalendar(
  [hours('2026-05-29 10:00', '2026-06-01', SUMMER), hours('2026-09-16 10:00', '2026-09-16', MORNINGS)],
  2026,
);

describe('the next instant at which offices are open', () => {
  test.each([
    ['2026-05-29 13:00', '2026-05-29 13:30'],
    ['2026-05-29 17:30', '2026-06-01 08:00'],
    ['2026-06-01 12:00', '2026-06-01 14:30'],
    ['2026-06-01 17:59', '2026-06-01 17:59'],
    // The day of the entry goes on as it began.
    ['2026-09-16 12:00', '2026-09-16 14:30'],
    ['2026-09-16 18:00', '2026-09-17 09:00'],
    ['2026-09-17 12:00', '2026-09-18 09:00'],
  ])('%s → %s', (from, next) => expect(wall(nextOfficeInstant(calendar, at(from)))).toBe(next));
});

describe('working hours', () => {
  test.each([
    ['2026-05-28 08:30', '2026-05-28 17:30', 7.5],
    ['2026-06-02 08:00', '2026-06-02 18:00', 7],
    // Friday afternoon by the old hours, Monday morning by the new ones.
    ['2026-05-29 16:30', '2026-06-01 09:00', 2],
    ['2026-09-16 17:00', '2026-09-17 10:00', 2],
    ['2026-09-14 08:00', '2026-09-14 08:00', 0],
    ['2026-05-28 00:00', '2026-06-03 00:00', 2 * 7.5 + 2 * 7],
    ['2026-09-15 00:00', '2026-09-19 00:00', 2 * 7 + 2 * 3],
  ])('from %s to %s: %s', (a, b, expected) => {
    expect(workingMillisBetween(calendar, at(a), at(b)) / 3_600_000).toBe(expected);
  });
});

test.each([
  ['2026-05-31', '08:30'],
  ['2026-06-01', '08:00'],
  ['2026-09-16', '08:00'],
  ['2026-09-17', '09:00'],
])('on %s offices open at %s', (day, opens) => expect(officeHoursOn(calendar, day)[0]?.opens).toBe(opens));

test('of two rule sets for a day the one entered last holds, and none changes days before it', () => {
  const later = hours('2026-05-29 11:00', '2026-01-01', MORNINGS);
  const both = buildCalendar([hours('2026-05-29 10:00', '2026-06-01', SUMMER), later], 2026);
  const opens = ['2026-05-28', '2026-05-29', '2026-05-30', '2026-06-01'].map(
    (day) => officeHoursOn(both, day)[0]?.opens,
  );
  expect(opens).toEqual(['08:30', '08:30', '09:00', '09:00']);
});

describe('two rule sets that overlap', () => {
  const later = buildCalendar(
    [hours('2026-05-29 10:00', '2026-12-01', SUMMER), hours('2026-09-16 10:00', '2026-11-01', MORNINGS)],
    2026,
  );

  test.each([
    ['2026-10-30', '08:30'],
    ['2026-11-02', '09:00'],
    ['2026-12-01', '09:00'],
  ])('on %s the hours of the one entered last: from %s', (day, opens) => {
    expect(officeHoursOn(later, day)[0]?.opens).toBe(opens);
  });

  test('a week across both is measured by them', () => {
    expect(workingMillisBetween(later, at('2026-11-30 00:00'), at('2026-12-02 00:00')) / 3_600_000).toBe(6);
  });
});

test('what is entered at midnight holds from that very midnight', () => {
  const entered = buildCalendar([hours('2026-09-16 00:00', '2026-09-16', MORNINGS)], 2026);
  expect(officeHoursOn(entered, '2026-09-16')[0]?.opens).toBe('09:00');
});
