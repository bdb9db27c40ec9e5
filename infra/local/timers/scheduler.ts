/**
 * The timers of the one-machine home. They lie in the store itself (`shared/waking.ts`); this sleeps until the next is
 * due, or, on a standing clock, walks from one to the next when told. Nothing here decides anything: lost, late or
 * doubled, a timer changes only the hour at which somebody hears of a record.
 */
import { Problem, unavailable } from '../../../shared/errors.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Item } from '../../../shared/ports.ts';
import { formatInstant, type Instant, MINUTE } from '../../../shared/time.ts';
import { wakesAt } from '../../../shared/waking.ts';
import { DayTimes } from './day-times.ts';
import type { FolderClock } from './folder-clock.ts';
import { Waker } from './waker.ts';
import { nextWake } from './wakes.ts';

declare module '../../../shared/errors.ts' {
  interface Conflicts {
    'clock-backwards': true;
  }
}

/** The machine may sleep, or its clock be put right: nobody waits longer than this for a look at it. */
const LONGEST_SLEEP = MINUTE;

export class Scheduler {
  readonly #platform: Platform;
  readonly #clock: FolderClock;
  readonly #waker: Waker;
  readonly #dayTimes: DayTimes;
  /** Told to stop, or the clock is in doubt: nothing further is begun. */
  readonly #isHalted = (): boolean => this.#stopped || this.#clock.doubt() !== null;
  #stopped = true;
  /** What walks, sweeps or sends: one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #poked = false;
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Number.POSITIVE_INFINITY;

  /** `isBusy`: whether requests are being answered, which go first. */
  constructor(platform: Platform, clock: FolderClock, isBusy: () => boolean = () => false) {
    this.#platform = platform;
    this.#clock = clock;
    this.#waker = new Waker(platform, clock.standing, (until) => this.#sleepNoLonger(until), isBusy);
    this.#dayTimes = new DayTimes(platform, clock.standing);
  }

  /** Begins: whatever came due while no process ran, and what today's times of day missed, happens now. */
  start(): void {
    this.#stopped = false;
    this.#poke();
  }

  /** Begins nothing more, and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#queue.catch(() => {});
    await this.#waker.idle();
  }

  /** Told of what has been committed: something may be due at once, or earlier than it sleeps until. */
  committed(items: readonly Item[]): void {
    if (this.#stopped) return;
    this.#dayTimes.committed(items);
    this.#waker.committed(items);
    const now = this.#clock.now();
    for (const { places } of items) {
      const at = wakesAt(places);
      if (at === null) continue;
      if (at <= now) this.#poke();
      else this.#sleepNoLonger(at);
    }
  }

  /** Resolves once everything due at this instant has happened. */
  async runDue(): Promise<void> {
    await this.#exclusively(() => this.#at(this.#clock.now()));
  }

  /** Walks a standing clock forward; all that is due on the way happens at its own instant. */
  async walkTo(target: Instant): Promise<void> {
    await this.#exclusively(async () => {
      const now = this.#clock.now();
      if (target < now) {
        throw new Problem('clock-backwards', `时钟只能向前拨动，现在是 ${formatInstant(now)}，请给出不早于它的时间。`);
      }
      await this.#at(now);
      for (let next = await this.#next(); next !== null && next <= target; next = await this.#next()) {
        await this.#clock.moveTo(next);
        await this.#at(next);
      }
      await this.#clock.moveTo(target);
      await this.#at(target);
    });
  }

  async #next(): Promise<Instant | null> {
    const now = this.#clock.now();
    const all = [await nextWake(this.#platform, now), await this.#dayTimes.next(now)];
    const instants = all.filter((instant) => instant !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  async #at(now: Instant): Promise<void> {
    await this.#waker.wakeAll(now, this.#isHalted);
    if (!this.#isHalted()) await this.#dayTimes.run(now);
    await this.#waker.wakeAll(now, this.#isHalted);
    // Told to stop in the middle: the clock stands where it got to, and the next start goes on from there.
    if (this.#stopped) throw unavailable();
  }

  async #exclusively(work: () => Promise<void>): Promise<void> {
    const mine = this.#queue.catch(() => {}).then(work);
    this.#queue = mine;
    return mine;
  }

  /** Has a look soon; many pokes until then are one. */
  #poke(): void {
    if (this.#poked || this.#stopped) return;
    this.#poked = true;
    this.#exclusively(async () => {
      this.#poked = false;
      if (!this.#stopped) await this.#look();
    }).catch((error) => {
      if (this.#stopped) return;
      this.#platform.ports.log.error('scheduler-failed', {}, error);
      this.#sleep(this.#clock.now() + 1_000);
    });
  }

  async #look(): Promise<void> {
    if (this.#clock.standing) return this.#at(this.#clock.now());
    // Not waited for: one mail server that keeps silent does not hold up the rest.
    await this.#waker.sweep(this.#clock.now(), this.#isHalted);
    if (!this.#isHalted()) await this.#dayTimes.run(this.#clock.now());
    const doubt = this.#clock.doubt();
    if (doubt) return this.#sleepFor(doubt.seconds * 1000);
    this.#armedFor = Number.POSITIVE_INFINITY;
    const now = this.#clock.now();
    const next = (await this.#next()) ?? now + LONGEST_SLEEP;
    // Meanwhile something may have been committed that is due earlier still.
    this.#sleep(Math.min(next, this.#waker.nextAttempt() ?? next, this.#armedFor));
  }

  #sleepNoLonger(until: Instant): void {
    if (!this.#clock.standing && until < this.#armedFor) this.#sleep(until);
  }

  #sleep(until: Instant): void {
    this.#sleepFor(until - this.#clock.now());
    this.#armedFor = until;
  }

  /** By the monotonic clock: nothing is due at an instant while the other is in doubt. */
  #sleepFor(millis: number): void {
    this.#armedFor = Number.POSITIVE_INFINITY;
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#poke(), Math.min(Math.max(millis, 1), LONGEST_SLEEP));
  }
}
