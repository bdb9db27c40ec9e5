/**
 * The machine's clock as a data folder has it: never back before what was written, which is told where it is much, and
 * not believed where it jumps ahead.
 */
import type { MachineTime } from '../../../shared/adapters/system-clock.ts';
import type { Doubt, Item } from '../../../shared/ports.ts';
import { type Instant, MINUTE } from '../../../shared/time.ts';
import type { BehindListener, DoubtListener, FolderClock } from './folder-clock.ts';
import { judged, type Reading, type Trust, trusted } from './jump.ts';

/** How old the kept instant of the last write may become. */
const KEPT_EVERY = 5_000;
/** How far the machine's clock may be behind and nothing is said of it. */
const LITTLE_BEHIND = 5 * MINUTE;

export interface MachineClockOptions {
  readonly machine: MachineTime;
  /** The last write of the folder; 0 where there was none. */
  readonly last: Instant;
  /** The key of the item that keeps that instant: its own commits are no writes. */
  readonly key: string;
  /** Keeps the instant of the last write. */
  readonly write: (at: Instant) => Promise<void>;
}

export class MachineClock implements FolderClock {
  readonly standing = false;
  /** How long after the folder's last write this start was, in milliseconds; null where nothing was written before. */
  readonly sinceLastWrite: number | null;
  readonly #options: MachineClockOptions;
  readonly #listeners: DoubtListener[] = [];
  readonly #behindListeners: BehindListener[] = [];
  #behind: number | null = null;
  #trust: Trust;
  #latest: Instant;
  #lastWrite: Instant;
  #kept: Instant;
  #keeping: Promise<void> = Promise.resolve();

  constructor(options: MachineClockOptions) {
    const { last } = options;
    this.#options = options;
    this.#latest = this.#lastWrite = this.#kept = last;
    const reading = this.#reading();
    this.#trust = trusted(reading);
    this.sinceLastWrite = last === 0 ? null : Math.max(reading.wall - last, 0);
  }

  /** In doubt it is the machine's all the same, but holds nothing to what may be wrong. */
  now(): Instant {
    const reading = this.#read();
    const now = Math.max(this.#latest, reading.wall);
    if (this.#trust.doubt === null) this.#latest = now;
    return now;
  }

  doubt(): Doubt | null {
    const { monotonic } = this.#read();
    const { doubt } = this.#trust;
    return doubt && { seconds: (doubt.until - monotonic) / 1000 };
  }

  /** Has `listener` told from now on. */
  onDoubt(listener: DoubtListener): void {
    this.#listeners.push(listener);
  }

  behind(): number | null {
    this.#read();
    return this.#behind;
  }

  machine(): Instant {
    return this.#read().wall;
  }

  /** Has `listener` told from now on. */
  onBehind(listener: BehindListener): void {
    this.#behindListeners.push(listener);
  }

  async moveTo(): Promise<void> {
    throw new Error('Only a standing clock is told where to stand');
  }

  committed(items: readonly Item[]): void {
    if (items.every((item) => item.key === this.#options.key)) return;
    const now = this.now();
    // Signing in is written also in doubt.
    if (this.#trust.doubt !== null) return;
    this.#lastWrite = now;
    // A failure is no loss: it is tried again at the next commit.
    if (this.#lastWrite - this.#kept >= KEPT_EVERY) this.keep().catch(() => {});
  }

  /** One write after the other. */
  async keep(): Promise<void> {
    const earlier = this.#keeping.catch(() => {});
    this.#keeping = earlier.then(() => this.#keepLast());
    return this.#keeping;
  }

  async #keepLast(): Promise<void> {
    const at = this.#lastWrite;
    if (at <= this.#kept) return;
    await this.#options.write(at);
    this.#kept = at;
  }

  /** Reads both clocks and judges by them. */
  #read(): Reading {
    const reading = this.#reading();
    const before = this.#trust.doubt;
    this.#trust = judged(this.#trust, reading);
    const after = this.#trust.doubt;
    if ((before === null) !== (after === null)) this.#tell(after !== null, (after ?? before)?.ahead ?? 0);
    this.#compare(reading);
    return reading;
  }

  /** With the latest instant that was given out: until the machine's clock is past it, time stands. */
  #compare({ wall }: Reading): void {
    const before = this.#behind;
    const behind = this.#latest - wall;
    // Until it is past it altogether: time has stood for as long.
    const much = before === null ? behind > LITTLE_BEHIND : behind > 0;
    this.#behind = much ? behind : null;
    if ((before === null) !== (this.#behind === null)) for (const told of this.#behindListeners) told(this.#behind);
  }

  #reading(): Reading {
    const { machine } = this.#options;
    return { wall: machine.now(), monotonic: machine.monotonic() };
  }

  #tell(inDoubt: boolean, ahead: number): void {
    for (const listener of this.#listeners) listener({ inDoubt, ahead });
  }
}
