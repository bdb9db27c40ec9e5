/** The State Council's notice, read from its text as it was published, against the table that was typed by hand. */
import { describe, expect, it } from 'vitest';
import { readNotice } from '../../shared/calendar/notice-text.ts';
import { NOTICES } from '../../shared/calendar/notices.ts';
import { addDays } from '../../shared/time.ts';

const TEXTS: Readonly<Record<number, string>> = {
  2020: `国务院办公厅关于2020年部分节假日安排的通知 国办发明电〔2019〕16号
一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。`,
  2023: `国务院办公厅关于2023年部分节假日安排的通知 国办发明电〔2022〕16号
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。`,
  2024: `国务院办公厅关于2024年部分节假日安排的通知 国办发明电〔2023〕7号
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
  2025: `国务院办公厅关于2025年部分节假日安排的通知 国办发明电〔2024〕12号
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `国务院办公厅关于2026年部分节假日安排的通知 国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
};

function table(year: number): Map<string, boolean> {
  const notice = NOTICES.find((one) => one.year === year && one.title.includes('部分节假日'));
  const days = new Map<string, boolean>();
  for (const [, first, last = first] of notice?.off ?? [])
    for (let date = first; date <= last; date = addDays(date, 1)) days.set(date, false);
  for (const [, ...worked] of notice?.worked ?? []) for (const date of worked) days.set(date, true);
  return days;
}

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

describe.each(Object.entries(TEXTS))('%s', (name, text) => {
  const year = Number(name);
  const read = readNotice(text);

  it('says the days of the table, and nothing that was not read', () => {
    const known = [...table(year)].filter(([date, working]) => working || !isWeekend(date));
    const said = read.days.filter(({ date, working }) => working || !isWeekend(date));
    expect(known.length).toBeGreaterThan(8);
    expect(new Map(said.map(({ date, working }) => [date, working]))).toEqual(new Map(known));
    expect([read.year, read.errors]).toEqual([year, []]);
    expect(read.documentNumber).toBe(NOTICES.find((one) => one.year === year)?.documentNumber);
  });

  it('shows the sentences with numbers that are no days off and no work, and no others', () => {
    const asked = '鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息';
    expect(read.unread).toEqual(year === 2024 ? [asked] : []);
  });

  it('is read alike with blanks and half-width punctuation', () => {
    const typed = text.replaceAll('（', ' (').replaceAll('）', ') ').replaceAll('：', ': ').replaceAll('，', ', ');
    expect(readNotice(typed)).toEqual(read);
  });
});

describe('a notice that is mistyped', () => {
  const text = TEXTS[2026] as string;
  it.each([
    ['共9天', '共8天', '春节：2026-02-15 至 2026-02-23 为 9 天，通知写作“共8天”'],
    ['5月9日（周六）', '5月9日（周日）', '2026-05-09 是星期六，通知写作“星期日”'],
    ['9月20日', '9月31日', '“9月31日”不是存在的日期，或没有写明年份'],
  ])('%s as %s', (right, wrong, told) => {
    expect(readNotice(text.replace(right, wrong)).errors).toContain(told);
  });

  it.each([
    ['9月7日（周一）', '国庆节：2026-10-01 至 2026-09-07 不是一段假期，请核对日期'],
    ['11月7日（周六）', '国庆节：2026-10-01 至 2026-11-07 不是一段假期，请核对日期'],
  ])('a holiday from 10-01 to %s: no days off rather than wrong ones', (last, told) => {
    const { days, errors } = readNotice(text.replace('至7日（周三）放假调休，共7天', `至${last}放假调休`));
    expect(errors).toEqual([told]);
    expect(days.filter(({ name, working }) => name === '国庆节' && !working)).toEqual([]);
  });

  it('leaves to a person a line that is no holiday’s and names days', () => {
    const line = '八、另外：12月31日放假，请各单位安排好值班';
    expect(readNotice(`${text}\n${line}`).unread).toEqual([line]);
    expect(readNotice(`${text}\n八、另外：节假日期间请安排好值班`).unread).toEqual([]);
  });

  it('has one error for each day that it names twice', () => {
    expect(readNotice(`${text}\n劳动节：5月5日放假。`).errors).toEqual(['2026-05-05 在通知中出现两次，请核对']);
  });
});

it('leaves a lengthened holiday to a person', () => {
  const text = `国务院办公厅关于延长2020年春节假期的通知 国办发明电〔2020〕1号
一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。`;
  expect(readNotice(text)).toMatchObject({ year: 2020, days: [], unread: [expect.stringContaining('2月2日')] });
});

describe('a notice that has lost its line breaks', () => {
  it.each(Object.entries(TEXTS))('%s reads the same', (_year, text) => {
    const tail = '节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。国务院办公厅2025年11月4日';
    const joined = `${text}\n${tail}`.replaceAll('\n', '');
    expect(readNotice(joined)).toEqual(readNotice(text));
    expect(readNotice(joined.replaceAll('。', '。 '))).toEqual(readNotice(text));
  });
});
