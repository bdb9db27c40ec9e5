/**
 * Reads the holiday notice of the State Council (国务院办公厅关于……年部分节假日安排的通知) from its text, as it is pasted. It reads the
 * sentences of the usual form alone, checks each weekday and each 共n天 that the text says, and tells which sentences
 * with dates it has not read: a person looks at those.
 *
 * | sentence                                                     | read as                                  |
 * |--------------------------------------------------------------|------------------------------------------|
 * | 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。       | 01-01, 01-02, 01-03 off                  |
 * | 1月4日（周日）上班。                                         | 01-04 worked                             |
 * | 一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。      | 2022-12-31, 2023-01-01, 2023-01-02 off   |
 */
import { addDays, type CivilDate, DAY, isCivilDate, ordinalOf } from '../time.ts';
import type { EnteredDay } from './check-year.ts';

export interface NoticeText {
  /** Null where the text names none. */
  readonly year: number | null;
  /** 国办发明电〔2025〕7号; null where the text has none. */
  readonly documentNumber: string | null;
  /** Each day once, in the order of the text. */
  readonly days: readonly EnteredDay[];
  /** What the text contradicts itself in, in Chinese. */
  readonly errors: readonly string[];
  /** Sentences with dates that were not read. */
  readonly unread: readonly string[];
}

/** Longest stretch of days off that is believed. */
const LONGEST = 31;
const WEEKDAYS = '日一二三四五六';
const DATE = '(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日(?:（([^）]*)）)?';
const OFF = new RegExp(`^${DATE}(?:至${DATE})?放假`, 'u');
const HEAD = /^(?:[一二三四五六七八九十]、)?([^：，。]{2,12})：(.*)$/u;
const HOLIDAY = /^(?:元旦|[春清劳端中国][^：]*节)/u;

export function readNotice(pasted: string): NoticeText {
  const text = narrowed(pasted);
  const year = /(\d{4})年(?:部分节假日|春节|劳动节|国庆节)/u.exec(text)?.[1];
  const documentNumber = /国办发明电〔\d{4}〕\d+号/u.exec(text)?.[0] ?? null;
  const read: Reading = { year: year === undefined ? 0 : Number(year), days: [], errors: [], unread: [] };
  for (const line of text.split('\n')) readLine(line, read);
  return { ...read, year: year === undefined ? null : read.year, documentNumber };
}

interface Reading {
  readonly year: number;
  readonly days: EnteredDay[];
  readonly errors: string[];
  readonly unread: string[];
}

/**
 * Blanks and punctuation of half width are forgiven, and so are lost breaks: copied from a PDF or a chat all of it is
 * one paragraph.
 */
function narrowed(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[ \t\r\u3000]+/gu, '')
    .replace(/\(/gu, '（')
    .replace(/\)/gu, '）')
    .replace(/:/gu, '：')
    .replace(/,/gu, '，')
    .replace(
      /(?=[一二三四五六七八九十]、(?:元旦|[春清劳端中国][^：，。]*节)：)|(?<=。)(?=节假日期间|国务院办公厅)/gu,
      '\n',
    );
}

function readLine(line: string, read: Reading): void {
  const [, name = '', said = ''] = HEAD.exec(line) ?? [];
  if (!HOLIDAY.test(name)) {
    if (/放假|上班|假期/u.test(line) && /\d日/u.test(line)) read.unread.push(line);
    return;
  }
  for (const sentence of said.split('。')) readSentence(sentence, name, read);
}

function readSentence(sentence: string, name: string, read: Reading): void {
  const off = OFF.exec(sentence);
  if (off) readOff(off, sentence, name, read);
  else if (/日(?:（[^）]*）)?上班$/u.test(sentence)) {
    for (const one of sentence.matchAll(new RegExp(DATE, 'gu'))) {
      const date = dateIn(one.slice(1, 5), { year: read.year, month: 0 }, read);
      if (date) add(read, { date, working: true, name });
    }
  } else if (/\d/u.test(sentence)) read.unread.push(sentence);
}

function readOff(off: RegExpExecArray, sentence: string, name: string, read: Reading): void {
  const first = dateIn(off.slice(1, 5), { year: read.year, month: 0 }, read);
  if (!first) return;
  const begun = { year: Number(first.slice(0, 4)), month: Number(first.slice(5, 7)) };
  const last = off[7] === undefined ? first : dateIn(off.slice(5, 9), begun, read);
  if (!last) return;
  const count = ordinalOf(last) - ordinalOf(first) + 1;
  const [words, whole, each] = /共(\d+)天|放假(\d+)天/u.exec(sentence) ?? [];
  if (words && Number(whole ?? each) !== count) {
    read.errors.push(`${name}：${first} 至 ${last} 为 ${count} 天，通知写作“${words}”`);
  }
  if (count < 1 || count > LONGEST) {
    read.errors.push(`${name}：${first} 至 ${last} 不是一段假期，请核对日期`);
    return;
  }
  for (let i = 0; i < count; i += 1) add(read, { date: addDays(first, i), working: false, name });
}

/**
 * A date, of which year and month are those before where it names none. Undefined, and told, where there is no such
 * day.
 */
function dateIn(
  [year, month, day, note]: (string | undefined)[],
  before: { year: number; month: number },
  read: Reading,
): CivilDate | undefined {
  const date = [year ?? before.year, month ?? before.month, day].map((part) => String(part).padStart(2, '0')).join('-');
  if (!isCivilDate(date)) {
    read.errors.push(`“${month ?? before.month}月${day}日”不是存在的日期，或没有写明年份`);
    return undefined;
  }
  const said = /(?:周|星期)([日一二三四五六])/u.exec(note ?? '')?.[1];
  const is = WEEKDAYS.charAt(new Date(ordinalOf(date) * DAY).getUTCDay());
  if (said && said !== is) read.errors.push(`${date} 是星期${is}，通知写作“星期${said}”`);
  return date;
}

function add({ days, errors }: Reading, day: EnteredDay): void {
  if (days.some(({ date }) => date === day.date)) errors.push(`${day.date} 在通知中出现两次，请核对`);
  else days.push(day);
}
