import { describe, expect, test } from 'vitest';
import { checkYear } from '../../shared/calendar/check-year.ts';
import { NOTICES, noticeDays, sourceOf } from '../../shared/calendar/notices.ts';
import { buildCalendar, isWorking } from '../../shared/calendar/table.ts';
import { dayOf } from './day-of.ts';
import { datesOfYears, workedByChineseDays, workedByLunar } from './published-days.ts';

const calendar = buildCalendar([], 2026);
const of2026 = '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）';

describe('every day of 2019–2026 is as two independent sources have it', () => {
  const days = datesOfYears(2019, 2026);

  test('there are 2,922 of them', () => expect(days).toHaveLength(2922));

  test('chinese-days', () => {
    expect(days.filter((day) => isWorking(calendar, day) !== workedByChineseDays(day))).toEqual([]);
  });

  test('lunar-typescript', () => {
    expect(days.filter((day) => isWorking(calendar, day) !== workedByLunar(day))).toEqual([]);
  });

  test('none is provisional', () => {
    expect(days.filter((day) => dayOf(calendar, day).provisional)).toEqual([]);
  });
});

describe('the notices', () => {
  test('each is dated before its year, or amends it; numbers are of the year in which it was signed', () => {
    for (const { documentNumber, date } of NOTICES) {
      expect(documentNumber).toMatch(/^国办发明电〔20\d\d〕\d+号$/);
      expect(documentNumber).toContain(`〔${date.slice(0, 4)}〕`);
    }
    expect(new Set(NOTICES.map(sourceOf)).size).toBe(10);
  });

  test.each([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])('%i would pass the check on entry', (year) => {
    const merged = new Map(
      NOTICES.filter((notice) => notice.year === year)
        .flatMap(noticeDays)
        .map((day) => [day.date, day]),
    );
    expect(checkYear(year, [...merged.values()])).toEqual([]);
  });
});

describe('what a day says of itself', () => {
  test.each([
    // The Labour-day change of 2019-03-22: before it, 2 and 3 May were worked and 28 April and 5 May were not.
    ['2019-05-01', false, '劳动节放假', '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）'],
    ['2019-05-03', false, '劳动节放假', '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）'],
    ['2019-05-05', true, '调休上班', '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）'],
    ['2019-10-12', true, '调休上班', '国务院办公厅关于2019年部分节假日安排的通知（国办发明电〔2018〕15号）'],
    // The epidemic: the first notice had Friday 31 January worked, and Saturday 1 February as a make-up day.
    ['2020-01-30', false, '春节放假', '国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号）'],
    ['2020-01-31', false, '春节放假', '国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）'],
    ['2020-02-01', false, '春节放假', '国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）'],
    ['2020-02-03', true, '工作日', '国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号）'],
    // 2023's notice reaches into December 2022.
    ['2022-12-30', true, '工作日', '国务院办公厅关于2022年部分节假日安排的通知（国办发明电〔2021〕11号）'],
    ['2022-12-31', false, '元旦放假', '国务院办公厅关于2023年部分节假日安排的通知（国办发明电〔2022〕16号）'],
    ['2026-10-09', true, '工作日', of2026],
    ['2026-10-10', true, '调休上班', of2026],
    ['2026-10-11', false, '周末', of2026],
  ])('%s', (date, working, reason, source) => {
    expect(dayOf(calendar, date)).toEqual({ date, working, reason, source, provisional: false });
  });
});
