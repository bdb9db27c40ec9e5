/**
 * What happens at a time of day. Each runs once a day, at its time or as soon afterwards as there is a process; the day
 * it last ran for is kept, so that a start in the afternoon runs what the morning missed, once.
 */
import { SCHEDULES, type Schedule } from '../../../functions/timers/schedules.ts';
import { change, plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import { addDays, type CivilDate, civilDateOf, type Instant, instantAt, MINUTE } from '../../../shared/time.ts';

const KEY = keyOf('_', 'schedule', 'ran');
const PAUSE = 5 * MINUTE;

type Ran = Record<string, CivilDate>;

export class DayTimes {
  readonly #platform: Platform;
  readonly #standing: boolean;
  readonly #retry = new Map<string, Instant>();
  #ran: Ran | undefined;

  /** `standing`: one that fails is not tried again that day, since the clock may walk through many of them. */
  constructor(platform: Platform, standing: boolean) {
    this.#platform = platform;
    this.#standing = standing;
  }

  /** Runs what is due today and has not run, in order of time, then name. */
  async run(now: Instant): Promise<void> {
    const today = civilDateOf(now);
    const ran = await this.#read();
    const due = SCHEDULES.filter(({ name, at }) => {
      return instantAt(today, at) <= now && (ran[name] ?? '') < today && (this.#retry.get(name) ?? now) <= now;
    });
    for (const schedule of due.sort(inOrder)) await this.#run(schedule, today, now);
  }

  /** The next instant after `now` at which one is due. */
  next(now: Instant): Instant | null {
    const today = civilDateOf(now);
    const times = SCHEDULES.map(({ at }) => {
      const instant = instantAt(today, at);
      return instant > now ? instant : instantAt(addDays(today, 1), at);
    });
    const all = [...times, ...this.#retry.values()].filter((instant) => instant > now);
    return all.length === 0 ? null : Math.min(...all);
  }

  async #run(schedule: Schedule, today: CivilDate, now: Instant): Promise<void> {
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
      const next = { ...(before?.value as Ran | undefined), [schedule.name]: today };
      return { item: plainItem(KEY, next), result: next };
    });
  }

  async #read(): Promise<Ran> {
    this.#ran ??= ((await this.#platform.ports.store.get(KEY))?.value as Ran | undefined) ?? {};
    return this.#ran;
  }
}

function inOrder(a: Schedule, b: Schedule): number {
  return a.at < b.at || (a.at === b.at && a.name < b.name) ? -1 : 1;
}
