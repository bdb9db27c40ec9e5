/**
 * Wakes what is due, with bounded concurrency. A timer decides nothing: a record that was woken in vain, or whose wake
 * failed, stays in the index and is woken again later and later.
 */
import { Lane } from '../../../functions/timers/lane.ts';
import { bringUp, type Mailing, wakeKey } from '../../../functions/timers/wake.ts';
import type { Wake } from '../../../shared/exchange/wakes.ts';
import { type Family, splitKey } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Item } from '../../../shared/ports.ts';
import { type Instant, MINUTE } from '../../../shared/time.ts';
import { Patience } from './patience.ts';
import { dueWakes } from './wakes.ts';

/** Wakes at once: the more, the fewer flushes of the disk, and the longer a request waits for its turn. */
const AT_ONCE = 64;
const AT_ONCE_BESIDE_REQUESTS = 6;
const MAILS_AT_ONCE = 8;
/** Mails that wait for their turn; more stay in the index. */
const MAILS = 500;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * MINUTE;

/** Each of these is by itself: in which order those of one instant are written is seen by nobody. */
const TOGETHER: ReadonlySet<Family> = new Set(['exchange', 'notice']);

interface Left {
  index: Wake['index'];
  sort: string;
  attempts: number;
  until: Instant;
}

export class Waker {
  readonly #platform: Platform;
  readonly #ordered: boolean;
  readonly #patience: Patience;
  readonly #onLeft: (until: Instant) => void;
  readonly #isBusy: () => boolean;
  readonly #inFlight = new Map<string, Promise<void>>();
  /** That of the key woken last. */
  #family: Family | undefined;
  readonly #mails = new Lane(MAILS_AT_ONCE, MAILS);
  /** Written while they were being woken: what is due of them now may be something new. */
  readonly #written = new Set<string>();
  /** What was woken and is still due. */
  readonly #left = new Map<string, Left>();

  /**
   * `ordered`: in order of time, then key, each family when the one before is through; what found no time or a full
   * lane goes on at the same instant, and what was left is tried again at the next one; for a standing clock.
   * `onLeft` is told when something left is to be tried again.
   * `isBusy`: whether requests are being answered, beside which little is done at once.
   */
  constructor(
    platform: Platform,
    ordered: boolean,
    onLeft: (until: Instant) => void,
    isBusy: () => boolean = () => false,
  ) {
    this.#isBusy = isBusy;
    this.#platform = platform;
    this.#ordered = ordered;
    this.#patience = new Patience(ordered);
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
    for await (const entry of dueWakes(this.#platform, now)) {
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

  /** Told of what has been committed: what was left may have something to do that it had not. */
  committed(items: readonly Item[]): void {
    for (const { key } of items) {
      this.#left.delete(key);
      if (this.#inFlight.has(key) || this.#mails.has(key)) this.#written.add(key);
    }
  }

  async idle(): Promise<void> {
    await Promise.all(this.#inFlight.values());
    await this.#mails.idle();
  }

  /** What is found in another index as well waits until it is through for the one. */
  #isPostponed({ key, index, sort }: Wake, now: Instant): boolean {
    const left = this.#left.get(key);
    const isLeft = left !== undefined && now < left.until && (left.index !== index || left.sort === sort);
    return isLeft || this.#inFlight.has(key) || this.#mails.has(key);
  }

  async #admit(entry: Wake, now: Instant): Promise<void> {
    const { family } = splitKey(entry.key);
    const together = !this.#ordered || (TOGETHER.has(family) && family === this.#family);
    this.#family = family;
    if (!together) await this.idle();
    while (this.#inFlight.size >= (this.#isBusy() ? AT_ONCE_BESIDE_REQUESTS : AT_ONCE)) {
      await Promise.race(this.#inFlight.values());
    }
    const waking = this.#wake(entry, now).finally(() => this.#inFlight.delete(entry.key));
    this.#inFlight.set(entry.key, waking);
  }

  async #wake(entry: Wake, now: Instant): Promise<void> {
    this.#written.delete(entry.key);
    try {
      const mailing = await this.#patience.within(now, () => bringUp(this.#platform, entry.key));
      if (!mailing) return await this.#woken(entry, now);
      const ended = (error?: unknown): Promise<void> =>
        error === undefined ? this.#woken(entry, now) : Promise.resolve(this.#failed(entry, now, error));
      const mailed = (): Promise<void> => this.#patience.within(now, this.#onceThenAnew(entry.key, mailing));
      while (!this.#mails.offer(entry.key, mailed, ended)) {
        if (!this.#ordered) return this.#postpone(entry, now);
        await this.#mails.idle();
      }
    } catch (error) {
      this.#failed(entry, now, error);
    }
  }

  /** Its mails; where they are tried again, by what the record owes then. */
  #onceThenAnew(key: string, mailing: Mailing): Mailing {
    let begun = false;
    return () => {
      if (begun) return wakeKey(this.#platform, key);
      begun = true;
      return mailing();
    };
  }

  /** What is still due is woken again, later; at once where it was written meanwhile. */
  async #woken(entry: Wake, now: Instant): Promise<void> {
    try {
      const after = await this.#platform.ports.store.get(entry.key);
      const isStill = after?.places[entry.index]?.sort === entry.sort;
      if (isStill && !this.#written.has(entry.key)) return this.#postpone(entry, now);
      this.#left.delete(entry.key);
      if (isStill) this.#onLeft(now);
    } catch (error) {
      this.#failed(entry, now, error);
    }
  }

  #failed(entry: Wake, now: Instant, error: unknown): void {
    this.#platform.ports.log.error('wake-failed', { key: entry.key }, error);
    this.#postpone(entry, now);
  }

  #postpone({ key, index, sort }: Wake, now: Instant): void {
    const before = this.#left.get(key);
    const attempts = before?.sort === sort ? before.attempts + 1 : 1;
    const pause = this.#ordered ? 1 : Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);
    this.#left.set(key, { index, sort, attempts, until: now + pause });
    this.#onLeft(now + pause);
  }

  /** What was to be tried again by now and was not met in the index has been seen to by somebody else. */
  #forgetGone(now: Instant): void {
    for (const [key, { until }] of this.#left) {
      if (until <= now && !this.#inFlight.has(key)) this.#left.delete(key);
    }
  }
}
