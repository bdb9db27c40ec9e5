/**
 * The days off under 《全国年节及纪念日放假办法》, and what they make of a year for which no notice is there yet.
 *
 * 第二条 全体公民放假的节日：（一）元旦，放假1天（1月1日）；（二）春节，放假4天（农历除夕、正月初一至初三）；
 * （三）清明节，放假1天（农历清明当日）；（四）劳动节，放假2天（5月1日、2日）；（五）端午节，放假1天（农历端午当日）；
 * （六）中秋节，放假1天（农历中秋当日）；（七）国庆节，放假3天（10月1日至3日）。
 * Until the end of 2024 (the text of 2013): 春节 3天（农历正月初一至初三）, 劳动节 1天（5月1日）, 11 days in all.
 *
 * 第六条 全体公民放假的假日，如果适逢周六、周日，应当在工作日补假。
 */
import { Problem } from '../errors.ts';
import { addDays, type CivilDate, dateOfOrdinal, ordinalOf } from '../time.ts';
import { MOVING_DATES } from './moving-dates.ts';

export const LAW = '《全国年节及纪念日放假办法》';

/** What a provisional day names as its source. */
export const PROVISIONAL_SOURCE = `${LAW}（推算，国务院办公厅尚未发布该年通知）`;

export interface LawDay {
  date: CivilDate;
  name: string;
}

/**
 * The law's days of a year in order of date: 13 from 2025, 11 before. Two may fall on one date:
 * 2028-10-03 is both 国庆节's third day and 中秋节.
 */
export function lawDays(year: number): LawDay[] {
  const moving = MOVING_DATES[year];
  if (!moving) throw new Problem('calendar-unknown', `日历没有${year}年的法定节假日，请改用已覆盖的年份。`);
  const [spring, qingming, dragonBoat, midAutumn] = moving.map((day) => `${year}-${day}`) as [string, ...string[]];
  const since2025 = year >= 2025;
  const days: LawDay[] = [];
  const off = (name: string, ...dates: (CivilDate | undefined)[]) => {
    for (const date of dates) if (date) days.push({ date, name });
  };
  off('元旦', `${year}-01-01`);
  // 除夕 is the day before the first of the first month, whether the twelfth has 29 days or 30.
  off('春节', since2025 ? addDays(spring, -1) : undefined, spring, addDays(spring, 1), addDays(spring, 2));
  off('清明节', qingming);
  off('劳动节', `${year}-05-01`, since2025 ? `${year}-05-02` : undefined);
  off('端午节', dragonBoat);
  off('国庆节', `${year}-10-01`, `${year}-10-02`, `${year}-10-03`);
  off('中秋节', midAutumn);
  return days.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

export interface ProvisionalDay {
  date: CivilDate;
  /** `国庆节放假`, or `国庆节补休` for a day in lieu. */
  reason: string;
}

/**
 * The days off of a year without a notice, beside its weekends. Convention of this system (本系统约定): each law day on a
 * weekend is made up on the first working day after it that is still free, in order of date; where two fall on one date
 * the second is made up likewise; there are no make-up working days.
 *
 * | year | what falls on a weekend or double            | made up on                     |
 * |------|----------------------------------------------|--------------------------------|
 * | 2027 | 02-06, 02-07 春节; 05-01, 05-02; 10-02, 10-03 | 02-09, 02-10; 05-03, 05-04; 10-04, 10-05 |
 * | 2028 | 10-01 Sunday; 10-03 国庆节 and 中秋节         | 10-04; 10-05                   |
 */
export function provisionalDays(year: number): ProvisionalDay[] {
  const law = lawDays(year);
  const taken = new Map<CivilDate, string>();
  const toMakeUp: LawDay[] = [];
  for (const day of law) {
    const names = taken.get(day.date);
    if (names !== undefined || isWeekend(ordinalOf(day.date))) toMakeUp.push(day);
    taken.set(day.date, names === undefined ? `${day.name}放假` : `${names.slice(0, -2)}、${day.name}放假`);
  }
  for (const day of toMakeUp) {
    let ordinal = ordinalOf(day.date) + 1;
    while (isWeekend(ordinal) || taken.has(dateOfOrdinal(ordinal))) ordinal++;
    taken.set(dateOfOrdinal(ordinal), `${day.name}补休`);
  }
  return [...taken].map(([date, reason]) => ({ date, reason }));
}

/** 《国务院关于职工工作时间的规定》第七条：国家机关、事业单位……星期六和星期日为周休息日。 */
export function isWeekend(ordinal: number): boolean {
  // 1970-01-01, ordinal 0, was a Thursday; 2019-01-01 and all after are positive.
  return (ordinal + 4) % 7 === 6 || (ordinal + 4) % 7 === 0;
}
