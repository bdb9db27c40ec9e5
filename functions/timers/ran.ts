/**
 * That something ran at its time of day: a mark a county, with the last time that each schedule ran for. Whoever runs a
 * schedule looks whether the mark is there and writes it afterwards, so that a run that was dropped is made up for by
 * the next who looks (the sweep, a start), and one that was done is not done again.
 */
import { readCounty } from '../../shared/accounts/directory.ts';
import { change, plainItem } from '../../shared/change.ts';
import { keyOf } from '../../shared/keys.ts';
import type { Platform } from '../../shared/platform.ts';
import { civilDateOf, type Instant, instantAt } from '../../shared/time.ts';
import { deskAt } from '../desk.ts';
import { jurisdictionsOf } from './jurisdictions.ts';
import { SCHEDULES, type Schedule } from './schedules.ts';

/** By schedule: the day and time that it last ran for (`2026-09-28T08:30`). */
type Ran = Readonly<Record<string, string>>;

/** A run that is due in a county and has not been done. */
export interface DueRun {
  readonly schedule: Schedule;
  readonly jurisdiction: string;
  /** The day and time, and the same as an instant. */
  readonly slot: string;
  readonly at: Instant;
  /** The one that it ran for before. */
  readonly last: string | undefined;
  /** True where the county has no mark of any schedule yet: it is new here. */
  readonly first: boolean;
}

/** The last of a day's times that has come: one run makes up for those before it that were missed. */
export function slotAt(times: readonly string[], now: Instant): string | undefined {
  const today = civilDateOf(now);
  const last = times
    .filter((time) => instantAt(today, time) <= now)
    .sort()
    .at(-1);
  return last === undefined ? undefined : `${today}T${last}`;
}

/** What is due today and has not run, in order of time, then name. A county that is not there yet has nothing due. */
export async function dueRuns(
  platform: Platform,
  now: Instant,
  schedules: readonly Schedule[] = SCHEDULES,
): Promise<DueRun[]> {
  const { store } = platform.ports;
  const jurisdictions = await jurisdictionsOf(platform);
  const marks = await store.getMany(jurisdictions.map(keyIn));
  const due = await Promise.all(
    jurisdictions.map(async (jurisdiction, i): Promise<DueRun[]> => {
      const county = await readCounty(store, jurisdiction);
      if (!county) return [];
      const ran = marks[i]?.value as Ran | undefined;
      return schedules.flatMap((schedule) => {
        const slot = slotAt(schedule.timesIn(county), now);
        const last = ran?.[schedule.name];
        if (slot === undefined || (last ?? '') >= slot) return [];
        const at = instantAt(slot.slice(0, 10), slot.slice(11));
        return [{ schedule, jurisdiction, slot, at, last, first: !ran }];
      });
    }),
  );
  return due.flat().sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** Runs it in its county, and marks it. Where the run fails, that is logged and thrown, and no mark is made. */
export async function runAndMark(platform: Platform, due: DueRun): Promise<void> {
  const { schedule, jurisdiction, last } = due;
  try {
    await schedule.runIn(deskAt(platform, jurisdiction), platform.settings, last);
  } catch (error) {
    platform.ports.log.error('schedule-failed', { name: schedule.name, jurisdiction }, error);
    throw error;
  }
  await markRun(platform, due);
}

/** Marks it as done, whoever did it; a later mark stays. */
export async function markRun({ ports }: Platform, { schedule, jurisdiction, slot }: DueRun): Promise<void> {
  await change(ports.store, keyIn(jurisdiction), (before) => {
    const ran = (before?.value ?? {}) as Ran;
    if ((ran[schedule.name] ?? '') >= slot) return { item: null, result: undefined };
    return { item: plainItem(keyIn(jurisdiction), { ...ran, [schedule.name]: slot }), result: undefined };
  });
}

/** What is due for longer than so many milliseconds, for an operator: `每日汇总邮件（2026-09-28T08:30）`. */
export async function missedRuns(platform: Platform, late: number): Promise<string[]> {
  const now = platform.ports.clock.now();
  const due = await dueRuns(platform, now);
  return due.filter(({ at }) => now - at > late).map(({ schedule, slot }) => `${schedule.label}（${slot}）`);
}

function isBefore(a: DueRun, b: DueRun): boolean {
  if (a.slot !== b.slot) return a.slot < b.slot;
  if (a.schedule.name !== b.schedule.name) return a.schedule.name < b.schedule.name;
  return a.jurisdiction < b.jurisdiction;
}

function keyIn(jurisdiction: string): string {
  return keyOf(jurisdiction, 'schedule', 'ran');
}
