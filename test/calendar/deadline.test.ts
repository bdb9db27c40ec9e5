import { describe, expect, test } from 'vitest';
import { deadlineOf, deadlineOrdinal, explain } from '../../shared/calendar/deadline.ts';
import { buildCalendar } from '../../shared/calendar/table.ts';
import { dateOfOrdinal, ordinalOf } from '../../shared/time.ts';
import { at, wall } from './published-days.ts';

const calendar = buildCalendar([], 2026);

describe('民法典第二百零一条：开始的当日不计入；行政许可法第八十二条：以工作日计算', () => {
  test.each([
    ['an ordinary week', '2026-03-02 09:00', 2, '2026-03-04'],
    ['Friday one minute before midnight', '2026-03-06 23:59', 2, '2026-03-10'],
    ['Saturday', '2026-03-07 10:00', 2, '2026-03-10'],
    ['the first instant of a day is that day', '2026-03-02 00:00', 2, '2026-03-04'],
    ['before 国庆节 2026', '2026-09-28 08:50', 2, '2026-09-30'],
    ['across 国庆节 2026', '2026-09-30 09:00', 2, '2026-10-09'],
    ['from inside 国庆节 2026', '2026-10-03 09:00', 2, '2026-10-09'],
    ['into the make-up Saturday 2026-10-10', '2026-10-08 09:00', 2, '2026-10-10'],
    ['from the make-up Saturday', '2026-10-10 09:00', 2, '2026-10-13'],
    ['the make-up Sunday 2026-09-20', '2026-09-18 09:00', 1, '2026-09-20'],
    ['the make-up Saturday before 春节 2026', '2026-02-13 16:00', 1, '2026-02-14'],
    ['across 春节 2026, nine days off, to the make-up Saturday', '2026-02-14 16:00', 5, '2026-02-28'],
    ['2019: the second notice made 28 April and 5 May worked', '2019-04-27 09:00', 1, '2019-04-28'],
    ['2019: … and 2 to 4 May off', '2019-04-30 09:00', 1, '2019-05-05'],
    ['2020: the lengthened 春节', '2020-01-23 09:00', 1, '2020-02-03'],
    ['2022: the notice of 2023 made 31 December a day off', '2022-12-30 09:00', 1, '2023-01-03'],
    ['seven days for the credit platform', '2026-09-24 09:00', 7, '2026-10-12'],
    ['ten days for a certificate', '2026-04-29 09:00', 10, '2026-05-15'],
  ])('%s: %s, %i → %s', (_, from, days, by) => {
    const counted = deadlineOf(calendar, at(from), days);
    expect(counted).toEqual({ by, deadline: at(`${by} 23:59`) + 60_000, provisional: false });
    expect(dateOfOrdinal(deadlineOrdinal(calendar, ordinalOf(from.slice(0, 10)), days))).toBe(by);
  });
});

describe('length 0: 即时', () => {
  test.each([
    ['a day worked', '2026-09-30 09:00', '24:00', '2026-09-30 24:00'],
    ['its last minute', '2026-09-30 23:59', '24:00', '2026-09-30 24:00'],
    ['a make-up Saturday', '2026-10-10 09:00', '24:00', '2026-10-10 24:00'],
    ['a day off: the next day worked', '2026-10-01 09:00', '24:00', '2026-10-08 24:00'],
    ['Sunday', '2026-10-11 09:00', '24:00', '2026-10-12 24:00'],
    ['before closing time', '2026-09-30 17:29', '17:30', '2026-09-30 17:30'],
    ['at closing time it is too late for that day', '2026-09-30 17:30', '17:30', '2026-10-08 17:30'],
    ['a day off, in the evening', '2026-10-01 19:00', '17:30', '2026-10-08 17:30'],
  ])('%s: %s, ending at %s → %s', (_, from, endOfDay, expected) => {
    const [by = '', end = ''] = expected.split(' ');
    const { by: last, deadline } = deadlineOf(calendar, at(from), 0, endOfDay);
    expect(last).toBe(by);
    expect(deadline).toBe(end === '24:00' ? at(`${by} 00:00`) + 86_400_000 : at(expected));
  });
});

describe('民法典第二百零三条第二款：有业务时间的，停止业务活动的时间为截止时间', () => {
  test.each([
    ['2026-03-06 23:59', '2026-03-10 17:30'],
    ['2026-03-02 17:31', '2026-03-04 17:30'],
    ['2026-10-08 09:00', '2026-10-10 17:30'],
  ])('two days from %s end at %s', (from, end) => {
    expect(wall(deadlineOf(calendar, at(from), 2, '17:30').deadline)).toBe(end);
  });
});

describe('provisional: some day from the start to the end lies in a year without a notice', () => {
  test.each([
    ['2026-12-29 09:00', 2, '2026-12-31', false],
    ['2026-12-30 09:00', 2, '2027-01-04', true], // Friday 1 January off, Monday 4
    ['2027-01-05 09:00', 2, '2027-01-07', true],
    ['2027-09-30 09:00', 2, '2027-10-07', true], // 1–3 off, 4 and 5 in lieu
    ['2028-09-29 09:00', 2, '2028-10-09', true], // 1–3 off (3 twice), 4 and 5 in lieu; Friday 6, Monday 9
  ])('%s, %i → %s, %s', (from, days, by, provisional) => {
    expect(deadlineOf(calendar, at(from), days)).toMatchObject({ by, provisional });
  });
});

describe('outside the table there is no answer', () => {
  test.each([
    ['2018-12-31 23:59', 2],
    ['2028-12-28 09:00', 2],
    ['2029-01-01 00:00', 0],
    ['2028-12-30 09:00', 0],
    ['1969-12-31 09:00', 0],
    ['2026-09-30 09:00', 5000],
  ])('%s, %i', (from, days) => {
    expect(() => deadlineOf(calendar, at(from), days)).toThrow(expect.objectContaining({ code: 'calendar-unknown' }));
  });

  test('the last deadline that can be counted', () => {
    expect(deadlineOf(calendar, at('2028-12-27 09:00'), 2).by).toBe('2028-12-29');
    expect(deadlineOrdinal(calendar, ordinalOf('2028-12-28'), 2)).toBe(-1);
  });

  test.each([-1, 1.5, Number.NaN])('%s working days is a fault of the caller', (days) => {
    expect(() => deadlineOf(calendar, at('2026-09-30 09:00'), days)).toThrow(RangeError);
  });
});

describe('why', () => {
  const lines = (from: string, days: number, endOfDay?: string) =>
    explain(calendar, at(from), days, endOfDay).days.map((d) => `${d.date} ${d.counted ? '+' : '-'} ${d.reason}`);

  test('across 国庆节 2026', () => {
    expect(lines('2026-09-30 09:00', 2)).toEqual([
      '2026-09-30 - 起算当日不计入',
      '2026-10-01 - 国庆节放假',
      '2026-10-02 - 国庆节放假',
      '2026-10-03 - 国庆节放假',
      '2026-10-04 - 国庆节放假',
      '2026-10-05 - 国庆节放假',
      '2026-10-06 - 国庆节放假',
      '2026-10-07 - 国庆节放假',
      '2026-10-08 + 工作日',
      '2026-10-09 + 工作日，当日24:00截止（本系统约定）',
    ]);
  });

  test('into a make-up Saturday, ending at closing time', () => {
    expect(lines('2026-10-08 09:00', 2, '17:30')).toEqual([
      '2026-10-08 - 起算当日不计入',
      '2026-10-09 + 工作日',
      '2026-10-10 + 调休上班，当日17:30截止（停止业务活动的时间）',
    ]);
  });

  test.each([
    ['2026-09-30 09:00', '24:00', ['2026-09-30 + 工作日，当日24:00截止（本系统约定）']],
    ['2026-10-11 09:00', '24:00', ['2026-10-11 - 周末', '2026-10-12 + 工作日，当日24:00截止（本系统约定）']],
    [
      '2026-10-08 17:30',
      '17:30',
      ['2026-10-08 - 起算时已过当日停止业务活动的时间', '2026-10-09 + 工作日，当日17:30截止（停止业务活动的时间）'],
    ],
  ])('length 0 from %s, ending at %s', (from, endOfDay, expected) => {
    expect(lines(from, 0, endOfDay)).toEqual(expected);
  });

  test('each day names its document', () => {
    const { days } = explain(calendar, at('2026-12-31 09:00'), 1);
    expect(days.map((day) => day.source)).toEqual([
      '《民法典》第二百零一条',
      '《全国年节及纪念日放假办法》（推算，国务院办公厅尚未发布该年通知）',
      '《全国年节及纪念日放假办法》（推算，国务院办公厅尚未发布该年通知）',
      '《全国年节及纪念日放假办法》（推算，国务院办公厅尚未发布该年通知）',
      '《全国年节及纪念日放假办法》（推算，国务院办公厅尚未发布该年通知）',
    ]);
  });

  test('an explanation never changes what the calendar remembers', () => {
    lines('2026-10-08 09:00', 2);
    expect(lines('2026-10-10 09:00', 1).at(0)).toBe('2026-10-10 - 起算当日不计入');
    expect(lines('2026-10-08 09:00', 3).at(2)).toBe('2026-10-10 + 调休上班');
  });
});
