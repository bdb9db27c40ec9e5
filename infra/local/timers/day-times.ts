/**
 * What happens at times of day. Each runs at its time or as soon afterwards as there is a process; a mark keeps the
 * time that it last ran for (`functions/timers/ran.ts`), so that a start in the afternoon runs what the morning missed,
 * once.
 */

import { type DueRun, dueRuns, markRun, runAndMark } from '../../../functions/timers/ran.ts';
import { SCHEDULES, type Schedule } from '../../../functions/timers/schedules.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Item } from '../../../shared/ports.ts';
import { addDays, civilDateOf, type Instant, instantAt, MINUTE } from '../../../shared/time.ts';
import { Patience } from './patience.ts';

const PAUSE = 5 * MINUTE;

export class DayTimes {
  readonly #platform: Platform;
  readonly #standing: boolean;
  readonly #patience: Patience;
  readonly #retry = new Map<string, Instant>();
  /** Schedules that have nothing to do until a record is written. */
  readonly #idle = new Set<string>();

  /**
   * `standing`: one that fails, for more than want of time, is not tried again at that time, since the clock may walk
   * through many of them.
   */
  constructor(platform: Platform, standing: boolean) {
    this.#platform = platform;
    this.#standing = standing;
    this.#patience = new Patience(standing);
  }

  /** Told of what has been committed. */
  committed(items: readonly Item[]): void {
    if (items.some(({ key }) => splitKey(key).family === 'exchange')) this.#idle.clear();
  }

  /** Runs what is due today and has not run, in order of time, then name. */
  async run(now: Instant): Promise<void> {
    for (const due of await dueRuns(this.#platform, now)) {
      if ((this.#retry.get(nameOf(due)) ?? now) <= now) await this.#run(due, now);
    }
  }

  /** The next instant after `now` at which one is due. */
  async next(now: Instant): Promise<Instant | null> {
    const today = civilDateOf(now);
    const times = (await Promise.all(SCHEDULES.map((schedule) => this.#timesOf(schedule)))).flat();
    const instants = times.map((time) => {
      const instant = instantAt(today, time);
      return instant > now ? instant : instantAt(addDays(today, 1), time);
    });
    const all = [...instants, ...this.#retry.values()].filter((instant) => instant > now);
    return all.length === 0 ? null : Math.min(...all);
  }

  /** Walking, what has nothing to do is passed over: a year has two thousand mail hours. */
  async #timesOf({ name, times, isIdle }: Schedule): Promise<readonly string[]> {
    if (!this.#standing || !isIdle) return times(this.#platform);
    if (!this.#idle.has(name) && (await isIdle(this.#platform))) this.#idle.add(name);
    return this.#idle.has(name) ? [] : times(this.#platform);
  }

  async #run(due: DueRun, now: Instant): Promise<void> {
    try {
      await this.#patience.within(now, () => runAndMark(this.#platform, due));
      this.#retry.delete(nameOf(due));
    } catch {
      // The log has it.
      if (this.#standing) await markRun(this.#platform, due);
      else this.#retry.set(nameOf(due), now + PAUSE);
    }
  }
}

function nameOf({ schedule, jurisdiction }: DueRun): string {
  return `${jurisdiction} ${schedule.name}`;
}
