import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOfficeInstant, nextWorkingDay, workingMillisBetween } from '../../shared/calendar/office-hours.ts';
import { buildCalendar, isWorking } from '../../shared/calendar/table.ts';
import { at, wall } from './published-days.ts';

const calendar = buildCalendar([], 2026);
const MINUTE = 60_000;

describe('the next working day', () => {
  test.each([
    ['2026-03-02', '2026-03-03'],
    ['2026-03-06', '2026-03-09'],
    ['2026-09-30', '2026-10-08'],
    ['2026-10-01', '2026-10-08'],
    ['2026-10-09', '2026-10-10'],
    ['2026-12-31', '2027-01-04'],
  ])('after %s is %s', (date, next) => expect(nextWorkingDay(calendar, date)).toBe(next));

  test.each(['2028-12-29', '2029-01-01', '2018-12-31'])('after %s is not known', (date) => {
    expect(() => nextWorkingDay(calendar, date)).toThrow(expect.objectContaining({ code: 'calendar-unknown' }));
  });
});

describe('the next instant at which offices are open: 08:30–12:00 and 13:30–17:30°', () => {
  test.each([
    ['2026-09-30 08:29', '2026-09-30 08:30'],
    ['2026-09-30 08:30', '2026-09-30 08:30'],
    ['2026-09-30 11:59', '2026-09-30 11:59'],
    ['2026-09-30 12:00', '2026-09-30 13:30'],
    ['2026-09-30 17:29', '2026-09-30 17:29'],
    ['2026-09-30 17:30', '2026-10-08 08:30'],
    ['2026-10-03 10:00', '2026-10-08 08:30'],
    ['2026-10-09 20:00', '2026-10-10 08:30'],
    ['2026-10-10 10:00', '2026-10-10 10:00'],
    ['2026-10-11 00:00', '2026-10-12 08:30'],
  ])('%s → %s', (from, next) => expect(wall(nextOfficeInstant(calendar, at(from)))).toBe(next));

  test('with other hours', () => {
    const afternoons = [[14 * 60 * MINUTE, 18 * 60 * MINUTE]] as const;
    expect(wall(nextOfficeInstant(calendar, at('2026-09-29 18:00'), afternoons))).toBe('2026-09-30 14:00');
  });

  test('outside the table there is none', () => {
    const unknown = expect.objectContaining({ code: 'calendar-unknown' });
    expect(() => nextOfficeInstant(calendar, at('2018-12-31 10:00'))).toThrow(unknown);
    expect(() => nextOfficeInstant(calendar, at('2028-12-29 17:30'))).toThrow(unknown);
  });
});

describe('working time between two instants', () => {
  test.each([
    ['2026-09-30 09:00', '2026-09-30 10:30', 90],
    ['2026-09-30 11:00', '2026-09-30 14:00', 90],
    ['2026-09-30 00:00', '2026-10-01 00:00', 450],
    ['2026-09-30 16:30', '2026-10-08 09:30', 120],
    ['2026-10-01 09:00', '2026-10-07 17:00', 0],
    ['2026-10-09 17:00', '2026-10-10 09:00', 60],
    ['2026-09-28 08:50', '2026-09-30 17:30', 1330],
    ['2026-09-30 10:00', '2026-09-30 09:00', 0],
  ])('%s to %s: %i minutes', (a, b, minutes) => {
    expect(workingMillisBetween(calendar, at(a), at(b)) / MINUTE).toBe(minutes);
  });

  const instants = fc.integer({ min: at('2019-01-01 00:00'), max: at('2028-12-20 00:00') });

  test('adds up over any instant between', () => {
    fc.assert(
      fc.property(instants, instants, instants, (...three) => {
        const [a, b, c] = three.sort((x, y) => x - y) as [number, number, number];
        const between = (x: number, y: number) => workingMillisBetween(calendar, x, y);
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });

  test('none passes until offices open, and then it does', () => {
    fc.assert(
      fc.property(instants, (from) => {
        const open = nextOfficeInstant(calendar, from);
        expect(workingMillisBetween(calendar, from, open)).toBe(0);
        expect(workingMillisBetween(calendar, open, open + 1)).toBe(1);
        expect(isWorking(calendar, wall(open).slice(0, 10))).toBe(true);
        expect(nextOfficeInstant(calendar, open)).toBe(open);
      }),
    );
  });
});
