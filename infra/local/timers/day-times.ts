/**
 * What happens at times of day. Each runs at its time or as soon afterwards as there is a process; the time it last ran for
 * is kept, so that a start in the afternoon runs what the morning missed, once.
 */
import { SCHEDULES, type Schedule } from '../../../functions/timers/schedules.ts';
import { change, plainItem } from '../../../shared/change.ts';
import { keyOf, splitKey } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Item } from '../../../shared/ports.ts';
import { addDays, civilDateOf, type Instant, instantAt, MINUTE } from '../../../shared/time.ts';

const KEY = keyOf('_', 'schedule', 'ran');
const PAUSE = 5 * MINUTE;

/** By schedule: the day and time that it last ran for. Formats of before name the day alone. */
type Ran = Record<string, string>;

export class DayTimes {
  readonly #platform: Platform;
  readonly #standing: boolean;
  readonly #retry = new Map<string, Instant>();
  /** Schedules that have nothing to do until a record is written. */
  readonly #idle = new Set<string>();
  #ran: Ran | undefined;

  /** `standing`: one that fails is not tried again at that time, since the clock may walk through many of them. */
  constructor(platform: Platform, standing: boolean) {
    this.#platform = platform;
    this.#standing = standing;
  }

  /** Told of what has been committed. */
  committed(items: readonly Item[]): void {
    if (items.some(({ key }) => splitKey(key).family === 'exchange')) this.#idle.clear();
  }

  /** Runs what is due today and has not run, in order of time, then name. */
  async run(now: Instant): Promise<void> {
    const ran = await this.#read();
    const due: { schedule: Schedule; slot: string }[] = [];
    for (const schedule of SCHEDULES) {
      const { name } = schedule;
      const slot = await this.#slot(schedule, now);
      if (slot !== undefined && (ran[name] ?? '') < slot && (this.#retry.get(name) ?? now) <= now)
        due.push({ schedule, slot });
    }
    due.sort((a, b) => (a.slot < b.slot || (a.slot === b.slot && a.schedule.name < b.schedule.name) ? -1 : 1));
    for (const { schedule, slot } of due) await this.#run(schedule, slot, now);
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

  /** The last time of today that has come: one run makes up for those before it that were missed. */
  async #slot({ times }: Schedule, now: Instant): Promise<string | undefined> {
    const today = civilDateOf(now);
    const come = (await times(this.#platform)).filter((time) => instantAt(today, time) <= now);
    return come.length === 0 ? undefined : `${today}T${come.sort().at(-1)}`;
  }

  async #run(schedule: Schedule, slot: string, now: Instant): Promise<void> {
    const { log, store } = this.#platform.ports;
    try {
      await schedule.run(this.#platform);
      this.#retry.delete(schedule.name);
    } catch (error) {
      log.error('schedule-failed', { name: schedule.name }, error);
      if (!this.#standing) {
        this.#retry.set(schedule.name, now + PAUSE);
        return;
      }
    }
    this.#ran = await change(store, KEY, (before) => {
      const next = { ...(before?.value as Ran | undefined), [schedule.name]: slot };
      return { item: plainItem(KEY, next), result: next };
    });
  }

  async #read(): Promise<Ran> {
    this.#ran ??= ((await this.#platform.ports.store.get(KEY))?.value as Ran | undefined) ?? {};
    return this.#ran;
  }
}
