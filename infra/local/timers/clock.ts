/**
 * The clock of a data folder. It never goes back: what has been written at an instant is never followed by something
 * earlier. Standing, it moves only when told, and each place it stands at is durable before anything happens there. On
 * the machine's own clock the instant of the last write is kept, at most some seconds old.
 */

import { type MachineTime, systemClock } from '../../../shared/adapters/system-clock.ts';
import { plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Store } from '../../../shared/ports.ts';
import { formatInstant, type Instant, MINUTE } from '../../../shared/time.ts';
import { Refused } from '../refused.ts';
import type { FolderClock } from './folder-clock.ts';
import { MachineClock } from './machine-clock.ts';

const KEY = keyOf('_', 'schedule', 'clock');
/** How far behind the last write the machine's clock may be at a start. */
const TOLERANCE = 5 * MINUTE;
/**
 * Opens the clock of a folder, standing at `standsAt` or where it stood if that is later; null: the machine's clock.
 */
export async function openClock(
  store: Store,
  standsAt: Instant | null,
  machine: MachineTime = systemClock,
): Promise<FolderClock> {
  const last = (await keptIn(store))?.at ?? null;
  if (standsAt === null) return machineClock(store, last, machine);
  const clock = new StandingClock(store, Math.max(standsAt, last ?? 0));
  await clock.keep();
  return clock;
}

/**
 * Where the clock of a folder is while no process has it: where it was left standing, else the machine's, never before
 * the last write.
 */
export async function latestInstant(store: Store): Promise<Instant> {
  const kept = await keptIn(store);
  return kept?.standing ? kept.at : Math.max(kept?.at ?? 0, systemClock.now());
}

/** How far the machine's clock is past the last write to a folder that no process has; null where that says nothing. */
export async function sinceLastWrite(store: Store): Promise<number | null> {
  const kept = await keptIn(store);
  return kept === undefined || kept.standing ? null : Math.max(systemClock.now() - kept.at, 0);
}

/** What is kept of a clock: the instant of the last write, and whether it stood there until told. */
interface Kept {
  readonly at: Instant;
  readonly standing?: true;
}

async function keptIn(store: Store): Promise<Kept | undefined> {
  return (await store.get(KEY))?.value as Kept | undefined;
}

class StandingClock implements FolderClock {
  readonly standing = true;
  readonly sinceLastWrite = null;
  readonly #store: Store;
  #at: Instant;

  constructor(store: Store, at: Instant) {
    this.#store = store;
    this.#at = at;
  }

  now(): Instant {
    return this.#at;
  }

  async moveTo(instant: Instant): Promise<void> {
    if (instant < this.#at) throw new Error('A clock does not go back');
    await write(this.#store, { at: instant, standing: true });
    this.#at = instant;
  }

  doubt(): null {
    return null;
  }

  onDoubt(): void {}

  behind(): null {
    return null;
  }

  onBehind(): void {}

  committed(): void {}

  async keep(): Promise<void> {
    await write(this.#store, { at: this.#at, standing: true });
  }
}

function machineClock(store: Store, last: Instant | null, machine: MachineTime): FolderClock {
  const now = machine.now();
  if (last !== null && now < last - TOLERANCE) {
    const [here, there] = [formatInstant(now), formatInstant(last)];
    throw new Refused(
      `本机时间 ${here} 早于数据目录最后一次写入的时间 ${there}。请校准本机时间后再启动；演示数据请用 CLOCK=${there} 启动。`,
      `The machine's clock (${here}) is behind the last write to the data folder (${there}). Set the clock right, or start a demonstration with CLOCK=${there}.`,
    );
  }
  return new MachineClock({ machine, last: last ?? 0, key: KEY, write: (at) => write(store, { at }) });
}

async function write(store: Store, kept: Kept): Promise<void> {
  const before = await store.get(KEY);
  const then = before?.value as Kept | undefined;
  if (then?.at === kept.at && then.standing === kept.standing) return;
  const put = { item: plainItem(KEY, kept), expected: before?.head ?? null };
  if (!(await store.commit([put])).committed) throw new Error('The clock was written by two at once');
}
