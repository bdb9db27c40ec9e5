import { execFileSync } from 'node:child_process';
import { Lunar, Solar } from 'lunar-typescript';
import { describe, expect, test } from 'vitest';
import { lawDays, PROVISIONAL_SOURCE, provisionalDays } from '../../shared/calendar/law.ts';
import { LAST_MOVING_YEAR, MOVING_DATES } from '../../shared/calendar/moving-dates.ts';
import { buildCalendar, isWorking } from '../../shared/calendar/table.ts';
import { dayOf } from './day-of.ts';
import { datesOfYears, weekday } from './published-days.ts';

const years = Array.from({ length: LAST_MOVING_YEAR - 2018 }, (_, i) => 2019 + i);

/** One line of the table, worked out; to lengthen the table, print it for further years. */
function workedOut(year: number): string[] {
  const lunar = (month: number, day: number) => Lunar.fromYmd(year, month, day).getSolar();
  const qingming = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable().清明 as Solar;
  return [lunar(1, 1), qingming, lunar(5, 5), lunar(8, 15)].map((day) => day.toYmd().slice(5));
}

/** In a process of its own: its functions are right only where the machine's zone is Beijing's. */
function workedOutByChineseDays(): Record<string, string[]> {
  const program = `
    const { getSolarDateFromLunar, getSolarTermDate } = require('chinese-days');
    const line = (year) => [
      getSolarDateFromLunar(year + '-1-1').date,
      getSolarTermDate(year, 4, 'pure_brightness'),
      getSolarDateFromLunar(year + '-5-5').date,
      getSolarDateFromLunar(year + '-8-15').date,
    ].map((date) => date.slice(5));
    const years = ${JSON.stringify(years)};
    console.log(JSON.stringify(Object.fromEntries(years.map((year) => [year, line(year)]))));`;
  const env = { ...process.env, TZ: 'Asia/Shanghai' };
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' }));
}

describe('the dates that follow moon and sun', () => {
  test('cover every year once', () => expect(Object.keys(MOVING_DATES).map(Number)).toEqual(years));

  test.each(years)('%i: as lunar-typescript works them out', (year) => {
    expect(MOVING_DATES[year]).toEqual(workedOut(year));
  });

  test('and, every year, as chinese-days works them out', () => {
    expect(MOVING_DATES).toEqual(workedOutByChineseDays());
  });

  // Where a coarser moon errs: 23:56 Beijing time in 2027.
  test.each([
    [2027, '02-06'],
    [2030, '02-03'],
  ])('春节 %i is %s', (year, date) => expect(MOVING_DATES[year]?.[0]).toBe(date));
});

describe('第二条 全体公民放假的节日', () => {
  test.each([
    [2024, 11],
    [2025, 13],
    [2026, 13],
    [2028, 13],
  ])('%i has %i days', (year, n) => expect(lawDays(year)).toHaveLength(n));

  test('（二）春节，放假4天（农历除夕、正月初一至初三）: the eve is the 29th or 30th of the twelfth month', () => {
    const spring = (year: number) => lawDays(year).filter((day) => day.name === '春节');
    expect(spring(2025).map((day) => day.date)).toEqual(['2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31']);
    expect(spring(2027).map((day) => day.date)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']);
    expect(spring(2024).map((day) => day.date)).toEqual(['2024-02-10', '2024-02-11', '2024-02-12']);
  });

  test.each([2024, 2025, 2026, 2027, 2028])('%i is in order of date, which the law is not', (year) => {
    const dates = lawDays(year).map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
  });

  test('Mid-Autumn 2028 is also the third day of 国庆节', () => {
    expect(lawDays(2028).filter((day) => day.date === '2028-10-03')).toHaveLength(2);
  });
});

describe('第六条 适逢周六、周日，应当在工作日补假', () => {
  test('2027: what falls on a weekend, in order of date, takes the first working days still free', () => {
    expect(lieu(2027)).toEqual([
      '2027-02-09 春节补休', // for Saturday 6
      '2027-02-10 春节补休', // for Sunday 7
      '2027-05-03 劳动节补休', // for Saturday 1
      '2027-05-04 劳动节补休', // for Sunday 2
      '2027-10-04 国庆节补休', // for Saturday 2
      '2027-10-05 国庆节补休', // for Sunday 3
    ]);
  });

  test('2028: two on one date count twice, the second is made up likewise', () => {
    expect(lieu(2028)).toEqual([
      '2028-01-03 元旦补休', // for Saturday 1 January
      '2028-05-29 端午节补休', // for Sunday 28 May
      '2028-10-04 国庆节补休', // for Sunday 1
      '2028-10-05 中秋节补休', // for the second of two on Tuesday 3
    ]);
    const names = new Map(provisionalDays(2028).map(({ date, reason }) => [date, reason]));
    expect(names.get('2028-10-03')).toBe('国庆节、中秋节放假');
  });

  test('every year: as many working days are off as the law has days', () => {
    for (const year of years) {
      const onWeekdays = provisionalDays(year).filter((day) => weekday(day.date));
      expect(onWeekdays, `${year}`).toHaveLength(lawDays(year).length);
    }
  });

  function lieu(year: number): string[] {
    return provisionalDays(year)
      .filter((day) => day.reason.endsWith('补休'))
      .map((day) => `${day.date} ${day.reason}`);
  }
});

describe('a year without a notice', () => {
  const calendar = buildCalendar([], 2026);

  test('2027-01-01 is off: a missing year is never taken for one without holidays', () => {
    expect(dayOf(calendar, '2027-01-01')).toEqual({
      date: '2027-01-01',
      working: false,
      reason: '元旦放假',
      source: PROVISIONAL_SOURCE,
      provisional: true,
    });
  });

  test('has no make-up working days, and says that it is provisional on each day', () => {
    for (const date of datesOfYears(2027, 2028)) {
      expect(dayOf(calendar, date).provisional).toBe(true);
      if (!weekday(date)) expect(isWorking(calendar, date)).toBe(false);
    }
  });
});
