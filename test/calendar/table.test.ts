import { describe, expect, test } from 'vitest';
import { NOTICES, noticeDays } from '../../shared/calendar/notices.ts';
import { buildCalendar, calendarAt, isWorking, yearOf } from '../../shared/calendar/table.ts';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { dayOf } from './day-of.ts';
import { at } from './published-days.ts';

type Day = [date: string, working: boolean, name?: string];

const notice = (year: number, days: Day[], source = `${year}年通知`): LogEntry => ({
  type: 'notice',
  at: at('2026-11-05 10:00'),
  by: 'spj.admin',
  year,
  source,
  days: days.map(([date, working, name = '元旦']) => ({ date, working, name, source })),
});
const extension = (from: string, to: string): LogEntry => ({
  type: 'extension',
  at: at('2026-11-05 10:00'),
  by: 'spj.admin',
  from,
  to,
  documentNumber: '冠审批发〔2026〕9号',
  reason: '平台故障',
});
const working = (entries: LogEntry[], date: string) => isWorking(buildCalendar(entries, 2026), date);

describe('the table', () => {
  test('reaches from 2019-01-01 to the end of the year after next', () => {
    expect(buildCalendar([], 2026)).toMatchObject({ version: 0, firstDay: '2019-01-01', lastDay: '2028-12-31' });
    expect(buildCalendar([], 2022)).toMatchObject({ lastDay: '2024-12-31' });
  });

  test('never reaches further than the moving dates are worked out', () => {
    expect(buildCalendar([], 2060).lastDay).toBe('2050-12-31');
    expect(buildCalendar([], 2000).lastDay).toBe('2018-12-31');
  });

  test.each(['2018-12-31', '2029-01-01', '2027-02-29', 'tomorrow'])('does not know %s', (date) => {
    const unknown = expect.objectContaining({ code: 'calendar-unknown', status: 422 });
    expect(() => isWorking(buildCalendar([], 2026), date)).toThrow(unknown);
    expect(() => dayOf(buildCalendar([], 2026), date)).toThrow(unknown);
  });

  test('a year is every day of it; one without a notice is provisional', () => {
    const calendar = buildCalendar([], 2026);
    expect(yearOf(calendar, 2026)).toMatchObject({ year: 2026, provisional: false });
    expect(yearOf(calendar, 2026).days).toHaveLength(365);
    expect(yearOf(calendar, 2028).days).toHaveLength(366);
    expect(yearOf(calendar, 2027)).toMatchObject({ year: 2027, provisional: true });
    expect(yearOf(calendar, 2026).days[282]).toEqual({
      date: '2026-10-10',
      working: true,
      reason: '调休上班',
      source: '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）',
    });
    expect(() => yearOf(calendar, 2029)).toThrow(expect.objectContaining({ code: 'calendar-unknown' }));
    expect(() => yearOf(calendar, 2018)).toThrow(expect.objectContaining({ code: 'calendar-unknown' }));
  });
});

describe('the notice entered last wins', () => {
  test('a first notice ends the provisional year, in-lieu days and all', () => {
    const calendar = buildCalendar([notice(2027, [['2027-01-01', false]])], 2026);
    expect(yearOf(calendar, 2027).provisional).toBe(false);
    expect(dayOf(calendar, '2027-01-01').source).toBe('2027年通知');
    expect(isWorking(calendar, '2027-02-09')).toBe(true);
    expect(dayOf(calendar, '2027-02-09').source).toBe('2027年通知');
  });

  test('it may reach into the December before, and names itself there', () => {
    const calendar = buildCalendar([notice(2027, [['2026-12-31', false]])], 2026);
    expect(dayOf(calendar, '2026-12-31')).toMatchObject({
      reason: '元旦放假',
      source: '2027年通知',
      provisional: false,
    });
    expect(dayOf(calendar, '2026-12-30').source).toContain('国办发明电〔2025〕7号');
  });

  test('another for the same year replaces all that the first said, in the December before too', () => {
    const first = notice(2027, [
      ['2026-12-31', false],
      ['2027-01-01', false],
      ['2027-01-03', true],
    ]);
    const second = notice(2027, [['2027-01-01', false]]);
    expect(working([first], '2026-12-31')).toBe(false);
    expect(working([first, second], '2026-12-31')).toBe(true);
    expect(working([first], '2027-01-03')).toBe(true);
    expect(working([first, second], '2027-01-03')).toBe(false);
  });

  test('an entered one replaces the built-in ones of its year, both of 2020 for instance', () => {
    const onlyFirst: LogEntry = {
      ...(notice(2020, []) as LogEntry & { type: 'notice' }),
      days: noticeDays(NOTICES[2] as never),
    };
    expect(working([], '2020-01-31')).toBe(false);
    expect(working([onlyFirst], '2020-01-31')).toBe(true);
    expect(working([onlyFirst], '2020-02-01')).toBe(true);
  });

  test('where two years name one day of December: by order of entry, not of year', () => {
    const of2026 = notice(2026, [['2026-12-31', true]]);
    const of2027 = notice(2027, [['2026-12-31', false]]);
    expect(working([of2026, of2027], '2026-12-31')).toBe(false);
    expect(working([of2027, of2026], '2026-12-31')).toBe(true);
    // The revised 2027 notice no longer names it: what 2026's says stands again.
    expect(working([of2026, of2027, notice(2027, [])], '2026-12-31')).toBe(true);
  });
});

describe('期限顺延', () => {
  test('its civil days are not worked, under its document number', () => {
    const calendar = buildCalendar([extension('2026-10-09', '2026-10-12')], 2026);
    for (const date of ['2026-10-09', '2026-10-10', '2026-10-11', '2026-10-12']) {
      expect(dayOf(calendar, date)).toEqual({
        date,
        working: false,
        reason: '期限顺延：平台故障',
        source: '冠审批发〔2026〕9号',
        provisional: false,
      });
    }
    expect(isWorking(calendar, '2026-10-08')).toBe(true);
    expect(isWorking(calendar, '2026-10-13')).toBe(true);
  });

  test('a notice entered later does not take it away', () => {
    const entries = [extension('2026-12-31', '2026-12-31'), notice(2027, [['2026-12-31', true]])];
    expect(working(entries, '2026-12-31')).toBe(false);
  });

  test('days outside the table are let be', () => {
    expect(working([extension('2018-12-20', '2019-01-02')], '2019-01-03')).toBe(true);
    expect(working([extension('2018-12-20', '2019-01-02')], '2019-01-02')).toBe(false);
    expect(working([extension('2028-12-29', '2029-03-01')], '2028-12-28')).toBe(true);
    expect(working([extension('2029-12-29', '2029-12-30')], '2028-12-29')).toBe(true);
  });
});

describe('calendarAt', () => {
  const log = [extension('2026-10-09', '2026-10-09'), extension('2026-10-12', '2026-10-12')];

  test('is the calendar of the first entries', () => {
    expect(calendarAt(log, 0, 2026).version).toBe(0);
    expect(isWorking(calendarAt(log, 1, 2026), '2026-10-12')).toBe(true);
    expect(isWorking(calendarAt(log, 2, 2026), '2026-10-12')).toBe(false);
    expect(() => calendarAt(log, 3, 2026)).toThrow(RangeError);
  });

  test('is built once for a log, version and year', () => {
    expect(calendarAt(log, 2, 2026)).toBe(calendarAt(log, 2, 2026));
    expect(calendarAt(log, 2, 2026)).not.toBe(calendarAt(log, 2, 2027));
    expect(calendarAt([], 0, 2026)).toBe(calendarAt([], 0, 2026));
  });

  test('an array put to another use is not mistaken for the log it was', () => {
    const reused = [...log];
    calendarAt(reused, 1, 2026);
    reused[0] = extension('2026-10-14', '2026-10-14');
    expect(isWorking(calendarAt(reused, 1, 2026), '2026-10-09')).toBe(true);
    expect(isWorking(calendarAt(reused, 1, 2026), '2026-10-14')).toBe(false);
    reused.push(extension('2026-10-15', '2026-10-15'));
    expect(isWorking(calendarAt(reused, 3, 2026), '2026-10-15')).toBe(false);
  });
});
