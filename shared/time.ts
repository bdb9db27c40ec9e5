/**
 * Instants and civil dates.
 *
 * An instant is a point in time, held as milliseconds since 1970-01-01T00:00:00Z. A civil date is a day on the wall
 * calendar in Asia/Shanghai, held as `YYYY-MM-DD`. The two are never mixed: a deadline has both, a last day on which
 * somebody may act (`2026-10-09`) and the instant at which acting ends (`2026-10-10T00:00:00+08:00`, exclusive).
 *
 * China has had one zone without summer time since 1992, so the offset is the constant +08:00 and nothing here asks
 * the machine for its zone.
 */

/** Milliseconds since the Unix epoch. */
export type Instant = number;

/** A day in Asia/Shanghai, `YYYY-MM-DD`. */
export type CivilDate = string;

/** A calendar quarter, `2026Q3`. */
export type Quarter = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far two clocks of ours may be apart: what one wrote further ahead was written by a clock that was wrong. */
export const CLOCKS_APART = 5 * MINUTE;

const OFFSET = 8 * HOUR;
/** The year 10000 in Beijing: from there on no four digits say it. */
const END_OF_TIME = Date.UTC(10_000, 0) - OFFSET;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * Reads an RFC 3339 instant with any offset a place on earth may have (−12:00 to +14:00).
 * `2026-09-28T08:50:00+08:00` and `2026-09-28T00:50:00Z` give the same number. Fractions are cut to milliseconds.
 * Returns `undefined` for anything else: a day that does not exist, a leap second, a missing offset, the year 10000.
 */
export function parseInstant(text: string): Instant | undefined {
  const m = INSTANT.exec(text);
  if (!m) return undefined;
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])];
  const midnight = utcMidnight(Number(m[1]), Number(m[2]), Number(m[3]));
  if (midnight === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const [offsetHour, offsetMinute] = [Number(m[9] ?? 0), Number(m[10] ?? 0)];
  const offset = (m[8] === '-' ? -1 : 1) * (offsetHour * HOUR + offsetMinute * MINUTE);
  if (offsetMinute > 59 || offset < -12 * HOUR || offset > 14 * HOUR) return undefined;
  const millis = Math.trunc(Number(`0.${m[7] ?? '0'}`) * 1000 + 1e-6);
  const instant = midnight + hour * HOUR + minute * MINUTE + second * 1000 + millis - offset;
  return instant < END_OF_TIME ? instant : undefined;
}

/** Writes an instant as RFC 3339 with +08:00; milliseconds appear only where there are any. */
export function formatInstant(instant: Instant): string {
  const text = new Date(instant + OFFSET).toISOString();
  return `${text.slice(0, 19)}${text.slice(20, 23) === '000' ? '' : text.slice(19, 23)}+08:00`;
}

/** `formatInstant` that lets `null` through, for fields that may be empty. */
export function formatInstantOrNull(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant);
}

/** True for `YYYY-MM-DD` naming a day that exists, from year 1900 on. */
export function isCivilDate(text: string): boolean {
  const m = DATE.exec(text);
  return m !== null && Number(m[1]) >= 1900 && utcMidnight(Number(m[1]), Number(m[2]), Number(m[3])) !== undefined;
}

/** The civil date in Asia/Shanghai on which an instant falls. */
export function civilDateOf(instant: Instant): CivilDate {
  const ordinal = ordinalOfInstant(instant);
  const known = dates.get(ordinal);
  if (known !== undefined) return known;
  const date = dateOfOrdinal(ordinal);
  if (dates.size >= DATES_AT_MOST) dates.clear();
  dates.set(ordinal, date);
  return date;
}

/**
 * Dates by ordinal: one request asks for the same few some twenty times, and writing a date takes a microsecond or
 * more.
 */
const dates = new Map<number, CivilDate>();
const DATES_AT_MOST = 1_000;

/** The first instant of a civil date, 00:00 Beijing time. */
export function startOfDay(date: CivilDate): Instant {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET;
}

/** The instant on a civil date at a wall-clock time `HH:MM` (`24:00` is the end of the day). */
export function instantAt(date: CivilDate, time: string): Instant {
  return startOfDay(date) + timeOfDay(time);
}

/** `08:30`, in milliseconds after midnight. */
export function timeOfDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return hour * HOUR + minute * MINUTE;
}

/** The number of days since 1970-01-01: an integer that calendar tables are indexed by. */
export function ordinalOf(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/** The civil date with that ordinal. */
export function dateOfOrdinal(ordinal: number): CivilDate {
  return new Date(ordinal * DAY).toISOString().slice(0, 10);
}

/** The ordinal of the civil date on which an instant falls. */
export function ordinalOfInstant(instant: Instant): number {
  return Math.floor((instant + OFFSET) / DAY);
}

/** The first instant of the civil date with that ordinal. */
export function startOfOrdinal(ordinal: number): Instant {
  return ordinal * DAY - OFFSET;
}

/** The date `days` later (or earlier, when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfOrdinal(ordinalOf(date) + days);
}

/** The same day so many months later, or the last day of that month where it has no such day. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const total = year * 12 + month - 1 + months;
  const of = `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
  for (let last = day; ; last--) {
    const found = `${of}-${String(last).padStart(2, '0')}`;
    if (isCivilDate(found)) return found;
  }
}

/** The civil year in Asia/Shanghai in which an instant falls. */
export function yearOfInstant(instant: Instant): number {
  return Number(civilDateOf(instant).slice(0, 4));
}

/** The quarter a civil date lies in. */
export function quarterOf(date: CivilDate): Quarter {
  return `${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** 2026年第三季度 */
export function quarterName(quarter: Quarter): string {
  return `${quarter.slice(0, 4)}年第${'一二三四'.charAt(Number(quarter.slice(5)) - 1)}季度`;
}

/** The quarter before: `2026Q1` → `2025Q4`. */
export function previousQuarter(quarter: Quarter): Quarter {
  const [year, n] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return n === 1 ? `${year - 1}Q4` : `${year}Q${n - 1}`;
}

function utcMidnight(year: number, month: number, day: number): Instant | undefined {
  const instant = Date.UTC(year, month - 1, day);
  const back = new Date(instant);
  const exists = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return exists ? instant : undefined;
}
