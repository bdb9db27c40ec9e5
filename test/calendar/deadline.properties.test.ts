import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineOf, explain } from '../../shared/calendar/deadline.ts';
import { buildCalendar, isWorking } from '../../shared/calendar/table.ts';
import { at, datesOfYears, workedByChineseDays } from './published-days.ts';

const calendar = buildCalendar([], 2026);
const MINUTE = 60_000;
const DAY = 86_400_000;

const instants = fc.integer({ min: at('2019-01-01 00:00'), max: at('2028-09-30 23:59') });
const lengths = fc.integer({ min: 0, max: 20 });
const ends = fc.constantFrom('24:00', '17:30', '12:00');

describe('exact: a day-by-day count from published data, nothing of the calendar in it', () => {
  const days = datesOfYears(2019, 2026);
  const worked = days.map(workedByChineseDays);

  /** Walks day by day from the day after the start, counting days worked. */
  function naive(start: number, length: number, closed: boolean): string | undefined {
    if (length === 0 && worked[start] && !closed) return days[start];
    let left = Math.max(length, 1);
    for (let i = start + 1; i < days.length; i++) {
      if (worked[i]) left--;
      if (left === 0) return days[i];
    }
    return undefined;
  }

  test.each([0, 1, 2, 3, 5, 7, 10])('%i working days from every day of 2019–2026', (length) => {
    const wrong: string[] = [];
    for (const [i, day] of days.entries()) {
      for (const time of ['00:00', '08:29', '12:00', '17:29', '17:30', '23:59']) {
        for (const endOfDay of ['24:00', '17:30']) {
          const expected = naive(i, length, endOfDay === '17:30' && time >= '17:30');
          if (!expected) continue;
          const { by, deadline } = deadlineOf(calendar, at(`${day} ${time}`), length, endOfDay);
          const end = endOfDay === '24:00' ? at(`${expected} 23:59`) + MINUTE : at(`${expected} 17:30`);
          if (by !== expected || deadline !== end) wrong.push(`${day} ${time} ${endOfDay}: ${by}, not ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('for any start, length and end of day', () => {
  test('the last day is worked, and ends after the start', () => {
    fc.assert(
      fc.property(instants, lengths, ends, (from, length, end) => {
        const { by, deadline } = deadlineOf(calendar, from, length, end);
        expect(isWorking(calendar, by)).toBe(true);
        expect(deadline).toBeGreaterThan(from);
        expect(deadline).toBeGreaterThan(at(`${by} 00:00`));
        expect(deadline).toBeLessThanOrEqual(at(`${by} 00:00`) + DAY);
      }),
    );
  });

  test('a later start never ends earlier, a longer length neither', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 30 * DAY }), lengths, ends, (from, later, length, end) => {
        const { deadline } = deadlineOf(calendar, from, length, end);
        expect(deadlineOf(calendar, from + later, length, end).deadline).toBeGreaterThanOrEqual(deadline);
        expect(deadlineOf(calendar, from, length + 1, end).deadline).toBeGreaterThanOrEqual(deadline);
      }),
    );
  });

  test('the explanation is the deadline, day by day without a gap', () => {
    fc.assert(
      fc.property(instants, lengths, ends, (from, length, end) => {
        const { days, ...counted } = explain(calendar, from, length, end);
        expect(counted).toEqual(deadlineOf(calendar, from, length, end));
        expect(days.filter((day) => day.counted)).toHaveLength(Math.max(length, 1));
        expect(days.at(-1)).toMatchObject({ date: counted.by, counted: true });
        expect(days[0]?.date).toBe(new Date(from + 8 * 3_600_000).toISOString().slice(0, 10));
        const gaps = days.slice(1).filter((day, i) => at(`${day.date} 00:00`) - at(`${days[i]?.date} 00:00`) !== DAY);
        expect(gaps).toEqual([]);
        for (const day of days) expect(day.reason && day.source).toBeTruthy();
      }),
    );
  });
});
