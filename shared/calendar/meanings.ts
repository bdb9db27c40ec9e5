/**
 * What each civil day is and why: the rules that a calendar is built by, in order.
 *
 * 1. Saturday and Sunday are off, other days are worked.
 * 2. A year without a notice is provisional: the law's days and the days in lieu are off (see `law.ts`).
 * 3. Notices, in the order in which they were entered: the one entered last wins for each day that it names. A notice
 *    entered for a year replaces everything that this year's notices said before, in the December before too.
 * 4. Extensions (期限顺延) lie on top: whatever notices say, before or after, these days do not count, unless the extension
 *    was taken back.
 */
import { lazily } from '../lazily.ts';
import { type CivilDate, ordinalOf } from '../time.ts';
import { extensionsIn } from './extensions.ts';
import { isWeekend, PROVISIONAL_SOURCE, provisionalDays } from './law.ts';
import { NOTICES, noticeDays, sourceOf } from './notices.ts';
import type { Extension, LogEntry, NoticeDay } from './types.ts';

export interface Meaning {
  readonly working: boolean;
  readonly reason: string;
  readonly source: string;
  readonly provisional: boolean;
}

/** What is said of one year: by its notices together, built-in or entered. */
interface Said {
  /** The notice that the year's ordinary days name. */
  source: string;
  days: readonly NoticeDay[];
}

const builtIn = lazily(builtInYears);

/**
 * The meaning of each date of the table, given that `dates[0]` has the ordinal `first`. Extensions not `counted` are
 * left out.
 */
export function meaningsOf(
  entries: readonly LogEntry[],
  first: number,
  dates: readonly CivilDate[],
  counted: (extension: Extension) => boolean = () => true,
): Meaning[] {
  const said = saidBy(entries);
  const table = ordinaryDays(said, first, dates);
  const set = (date: CivilDate, change: (before: Meaning, weekend: boolean) => Partial<Meaning>) => {
    const i = ordinalOf(date) - first;
    const before = table[i];
    if (before) table[i] = { ...before, ...change(before, isWeekend(first + i)) };
  };
  for (const year of yearsOf(dates)) {
    if (said.has(year)) continue;
    for (const { date, reason } of provisionalDays(year)) set(date, () => ({ working: false, reason }));
  }
  for (const { days } of said.values()) {
    for (const { date, working, name, source } of days) {
      set(date, (_, weekend) => ({ working, source, reason: working ? workedReason(weekend) : `${name}放假` }));
    }
  }
  for (const { extension, revocation } of extensionsIn(entries)) {
    if (revocation === null && counted(extension)) extend(table, first, extension);
  }
  return table;
}

function workedReason(weekend: boolean): string {
  return weekend ? '调休上班' : '工作日';
}

/** What the notices say, by year; the map's order is the order of entry, so that the last one entered wins. */
function saidBy(entries: readonly LogEntry[]): Map<number, Said> {
  const said = new Map(builtIn());
  for (const entry of entries) {
    if (entry.type !== 'notice') continue;
    said.delete(entry.year);
    said.set(entry.year, { source: entry.source, days: entry.days });
  }
  return said;
}

function ordinaryDays(said: ReadonlyMap<number, Said>, first: number, dates: readonly CivilDate[]): Meaning[] {
  const table: Meaning[] = [];
  for (const year of yearsOf(dates)) {
    const notice = said.get(year);
    const shared = { source: notice?.source ?? PROVISIONAL_SOURCE, provisional: notice === undefined };
    const worked: Meaning = { working: true, reason: '工作日', ...shared };
    const off: Meaning = { working: false, reason: '周末', ...shared };
    const end = ordinalOf(`${year + 1}-01-01`) - first;
    while (table.length < end) table.push(isWeekend(first + table.length) ? off : worked);
  }
  return table;
}

function extend(table: Meaning[], first: number, entry: Extension): void {
  const from = Math.max(ordinalOf(entry.from) - first, 0);
  const to = Math.min(ordinalOf(entry.to) - first, table.length - 1);
  for (let i = from; i <= to; i++) {
    const { provisional } = table[i] as Meaning;
    table[i] = { working: false, reason: `期限顺延：${entry.reason}`, source: entry.documentNumber, provisional };
  }
}

function builtInYears(): ReadonlyMap<number, Said> {
  const years = new Map<number, Said>();
  for (const notice of NOTICES) {
    const { source = sourceOf(notice), days = [] } = years.get(notice.year) ?? {};
    years.set(notice.year, { source, days: [...days, ...noticeDays(notice)] });
  }
  return years;
}

function yearsOf(dates: readonly CivilDate[]): number[] {
  const [from, to] = [dates[0], dates.at(-1)].map((date) => Number(date?.slice(0, 4)));
  return from === undefined || to === undefined || Number.isNaN(from)
    ? []
    : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
