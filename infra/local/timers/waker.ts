/**
 * Wakes what is due, with bounded concurrency. A timer decides nothing: a record that was woken in vain, or whose wake
 * failed, stays in the index and is woken again later and later.
 */
import { wakeKey } from '../../../functions/timers/wake.ts';
import { type Family, splitKey } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { IndexEntry } from '../../../shared/ports.ts';
import { type Instant, MINUTE } from '../../../shared/time.ts';
import { dueWakes } from './wakes.ts';

const AT_ONCE = 64;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * MINUTE;

/** Each of these is by itself: in which order those of one instant are written is seen by nobody. */
const TOGETHER: ReadonlySet<Family> = new Set(['exchange', 'notice']);

interface Left {
  sort: string;
  attempts: number;
  until: Instant;
}

export class Waker {
  readonly #platform: Platform;
  readonly #ordered: boolean;
  readonly #onLeft: (until: Instant) => void;
  readonly #inFlight = new Map<string, Promise<void>>();
  /** That of the key woken last. */
  #family: Family | undefined;
  /** What was woken and is still due. */
  readonly #left = new Map<string, Left>();

  /**
   * `ordered`: in order of time, then key, each family when the one before is through, and what was left is tried again
   * at the next instant; for a standing clock. `onLeft` is told when something left is to be tried again.
   */
  constructor(platform: Platform, ordered: boolean, onLeft: (until: Instant) => void) {
    this.#platform = platform;
    this.#ordered = ordered;
    this.#onLeft = onLeft;
  }

  /** Wakes everything due by `now`, also what that makes due; resolves once all of it has been woken. */
  async wakeAll(now: Instant, stopped: () => boolean): Promise<void> {
    for (let woken = 1; woken > 0 && !stopped(); ) {
      woken = await this.sweep(now, stopped);
      await this.idle();
    }
  }

  /** Begins to wake what is due by `now`; answers how many. Some may still be at work. */
  async sweep(now: Instant, stopped: () => boolean): Promise<number> {
    let woken = 0;
    for await (const entry of dueWakes(this.#platform.ports.store, now)) {
      if (stopped()) break;
      if (this.#isPostponed(entry, now)) continue;
      woken += 1;
      await this.#admit(entry, now);
    }
    this.#forgetGone(now);
    return woken;
  }

  /** The earliest instant at which something left is tried again. */
  nextAttempt(): Instant | null {
    let next: Instant | null = null;
    for (const { until } of this.#left.values()) next = Math.min(until, next ?? until);
    return next;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#inFlight.values());
  }

  #isPostponed({ key, sort }: IndexEntry, now: Instant): boolean {
    const left = this.#left.get(key);
    return this.#inFlight.has(key) || (left !== undefined && left.sort === sort && now < left.until);
  }

  async #admit(entry: IndexEntry, now: Instant): Promise<void> {
    const { family } = splitKey(entry.key);
    const together = !this.#ordered || (TOGETHER.has(family) && family === this.#family);
    this.#family = family;
    if (!together) await this.idle();
    else if (this.#inFlight.size >= AT_ONCE) await Promise.race(this.#inFlight.values());
    const waking = this.#wake(entry, now).finally(() => this.#inFlight.delete(entry.key));
    this.#inFlight.set(entry.key, waking);
  }

  async #wake(entry: IndexEntry, now: Instant): Promise<void> {
    const { store, log } = this.#platform.ports;
    try {
      await wakeKey(this.#platform, entry.key);
      const after = await store.get(entry.key);
      if (after?.places.wake?.sort === entry.sort) this.#postpone(entry, now);
      else this.#left.delete(entry.key);
    } catch (error) {
      log.error('wake-failed', { key: entry.key }, error);
      this.#postpone(entry, now);
    }
  }

  #postpone({ key, sort }: IndexEntry, now: Instant): void {
    const before = this.#left.get(key);
    const attempts = before?.sort === sort ? before.attempts + 1 : 1;
    const pause = this.#ordered ? 1 : Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);
    this.#left.set(key, { sort, attempts, until: now + pause });
    this.#onLeft(now + pause);
  }

  /** What was to be tried again by now and was not met in the index has been seen to by somebody else. */
  #forgetGone(now: Instant): void {
    for (const [key, { until }] of this.#left) {
      if (until <= now && !this.#inFlight.has(key)) this.#left.delete(key);
    }
  }
}
