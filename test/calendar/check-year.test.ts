import { describe, expect, test } from 'vitest';
import { checkYear, type EnteredDay } from '../../shared/calendar/check-year.ts';
import { lawDays } from '../../shared/calendar/law.ts';

/** A notice for 2027 with the 13 days of the law and a make-up day. */
const law = lawDays(2027).map(({ date, name }) => ({ date, name, working: false }));
const madeUp: EnteredDay = { date: '2027-10-09', name: '国庆节', working: true };
const days = (...more: EnteredDay[]) => [...law, ...more];

describe('a notice may be entered', () => {
  test('with the days of the law alone', () => expect(checkYear(2027, law)).toEqual([]));

  test('with days of the December before, ordinary days off and make-up days', () => {
    const more = [
      { date: '2026-12-31', name: '元旦', working: false },
      { date: '2026-12-26', name: '元旦', working: true },
      { date: '2027-10-04', name: '国庆节', working: false },
      { date: '2027-10-11', name: '工作日', working: true },
      madeUp,
    ];
    expect(checkYear(2027, days(...more))).toEqual([]);
  });

  test('2028, where one entry stands for the two holidays of 10-03', () => {
    const once = new Map(lawDays(2028).map((day) => [day.date, { ...day, working: false }]));
    expect(once.size).toBe(12);
    expect(checkYear(2028, [...once.values()])).toEqual([]);
  });
});

describe('what does not fit is named, all at once', () => {
  test.each<[string, EnteredDay, string, string]>([
    ['a day that does not exist', { ...madeUp, date: '2027-02-29' }, 'date', '不是存在的日期'],
    ['another year', { ...madeUp, date: '2028-01-01' }, 'date', '不在2027年'],
    ['November of the year before', { ...madeUp, date: '2026-11-28' }, 'date', '不在2027年'],
    ['a double', { date: '2027-01-01', name: '元旦', working: false }, 'date', '2027-01-01与第1项重复'],
  ])('%s', (_, day, field, text) => {
    expect(checkYear(2027, days(day))).toEqual([
      { pointer: `/days/13/${field}`, detail: expect.stringContaining(text) },
    ]);
  });

  test('a day of the law worked, also where it is a Saturday', () => {
    const worked = law.map((day) => (day.date === '2027-02-06' ? { ...day, working: true } : day));
    expect(checkYear(2027, worked)).toEqual([
      { pointer: '/days/2/working', detail: expect.stringContaining('2027-02-06是春节') },
    ]);
  });

  test('a day of the law missing', () => {
    expect(
      checkYear(
        2027,
        law.filter((day) => day.date !== '2027-09-15'),
      ),
    ).toEqual([
      {
        pointer: '/days',
        detail: '缺少2027-09-15（中秋节）。该日依照《全国年节及纪念日放假办法》放假，请补充后重新提交。',
      },
    ]);
    expect(checkYear(2028, [])).toHaveLength(12);
    expect(
      checkYear(2028, [])
        .map((error) => error.detail)
        .join(),
    ).toContain('2028-10-03（国庆节、中秋节）');
  });

  test('several errors together', () => {
    const errors = checkYear(2027, [madeUp, madeUp, { ...madeUp, date: 'x' }]);
    expect(errors.map((error) => error.pointer)).toEqual(['/days/1/date', '/days/2/date', ...Array(13).fill('/days')]);
  });

  test('a year whose law is not worked out is refused as unknown', () => {
    expect(() => checkYear(2018, [])).toThrow(expect.objectContaining({ code: 'calendar-unknown' }));
  });
});
