/**
 * The last stage of a job: days that people have chosen and that the entry makes days off. They do not move (a notice
 * moves clocks alone); whoever set one is told. An entry that makes no day to come a day off reads nothing.
 */
import { documentOf } from '../calendar/recount.ts';
import { calendarAt, isWorking } from '../calendar/table.ts';
import type { LogEntry } from '../calendar/types.ts';
import { type DaysOff, tellOfDayOff } from '../exchange/day-off.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { chosenPartition } from '../exchange/item.ts';
import { splitKey } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import { addDays, type CivilDate, civilDateOf, yearOfInstant } from '../time.ts';
import type { Found } from './pending.ts';

/** Tells of all of them: a county plans few meetings and visits for a few days off. */
export async function lookAtChosen(desk: Desk, facts: Facts, log: readonly LogEntry[]): Promise<Found> {
  const off = daysOff(facts, log);
  const [from, ...later] = [...off.days].sort();
  if (from !== undefined) {
    const bounds = { from, to: addDays(later.at(-1) ?? from, 1) };
    const ids: string[] = [];
    for await (const page of pagesOf(desk.ports.store, 'register', chosenPartition(desk.jurisdiction), bounds)) {
      ids.push(...page.filter(({ sort }) => off.days.has(sort)).map(({ key }) => splitKey(key).id));
    }
    for (const id of ids) await tellOfDayOff(desk, id, off);
  }
  return { spared: [], failed: 0, progress: null, retimed: 0, unchanged: 0 };
}

/** The days from today on that were worked before the last entry of `log`, and are not with it. */
function daysOff({ now }: Facts, log: readonly LogEntry[]): DaysOff {
  const entry = log.at(-1) as LogEntry;
  const year = yearOfInstant(now);
  const [before, after] = [calendarAt(log, log.length - 1, year), calendarAt(log, log.length, year)];
  const ahead = daysOf(entry).filter((day) => day >= civilDateOf(now) && day <= after.lastDay);
  const made = ahead.filter((day) => isWorking(before, day) && !isWorking(after, day));
  return { version: log.length, source: documentOf(entry, log), days: new Set(made) };
}

/**
 * The days about which an entry says something. A notice does so about all days of its year and of the December before:
 * a Saturday that it no longer names as worked is off.
 */
function daysOf(entry: LogEntry): CivilDate[] {
  if (entry.type === 'notice') return daysFrom(`${entry.year - 1}-12-01`, `${entry.year}-12-31`);
  return entry.type === 'extension' ? daysFrom(entry.from, entry.to) : [];
}

function daysFrom(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
