/**
 * Working on a job for a while: look at some records, write down how far it is, and so on until it is done or the time
 * is spent. Whoever works holds it by a lease and lays it down to be woken at once. Nothing depends on there being only
 * one: who loses the compare-and-swap goes on from where the other is.
 */
import type { LogEntry } from '../calendar/types.ts';
import { type Desk, deskInSteps } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Instant } from '../time.ts';
import { lookAtChosen } from './chosen.ts';
import { lookAtDeemed } from './deemed.ts';
import { CAUGHT_UP, DEEMED, type Job, LEASE, readJob, type StoredJob, writeJob } from './job.ts';
import { Late } from './late.ts';
import { sparedCount, sparedIds, withSpared } from './listed.ts';
import { isUnavailable } from './look.ts';
import { type Found, Pending } from './pending.ts';

/** Looks that the store does not answer, one after the other, before the job is left to its lease's end. */
const TRIES = 3;

/** How far it came, and what kept it from going on. */
export interface Worked {
  job: Job;
  fault?: unknown;
}

/**
 * Works for some milliseconds of the machine's own time; at least one look, and no further than the end of what it
 * began with: everything, or what was deemed once more. Never throws.
 */
export async function workOn(desk: Desk, stored: StoredJob, millis: number): Promise<Worked> {
  const begun = performance.now();
  const spent = (): boolean => performance.now() - begun >= millis;
  const worker = new Worker(deskInSteps(desk), stored.job.version);
  let last: Step = { stored, laidDown: false };
  const ended = ({ progress, finishedAt }: Job): boolean => progress === null || finishedAt !== stored.job.finishedAt;
  for (let faults = 0; !last.laidDown && !ended(last.stored.job); ) {
    try {
      last = await worker.step(last.stored, spent);
      faults = 0;
    } catch (fault) {
      faults += 1;
      if (isUnavailable(fault) && faults < TRIES && !spent()) continue;
      const { job } = last.stored;
      desk.ports.log.error('retiming-failed', { version: job.version }, fault);
      return { job, fault };
    }
  }
  return { job: last.stored.job };
}

/** When the lease has to be looked at again; renewed where half of it is over. */
export function leased(wakes: Instant | null, now: Instant): Instant {
  return wakes === null || wakes - now < LEASE / 2 ? now + LEASE : wakes;
}

/** A job as it is after a look, and whether it has been laid down: the time was spent when that was written. */
interface Step {
  stored: StoredJob;
  laidDown: boolean;
}

class Worker {
  readonly #desk: Desk;
  readonly #version: number;
  readonly #pending: Pending;
  readonly #late: Late;
  /** The log up to and with the entry; one array, on which the calendar made of it is remembered. */
  #log: readonly LogEntry[] | undefined;
  /** Ids on the job's list. */
  #listed: Set<string> | undefined;

  constructor(desk: Desk, version: number) {
    this.#desk = desk;
    this.#version = version;
    this.#pending = new Pending(desk);
    this.#late = new Late(desk);
  }

  /** One look, and the job as it is written after it. */
  async step(before: StoredJob, spent: () => boolean): Promise<Step> {
    const facts = await this.#desk.facts();
    this.#log ??= facts.log.slice(0, this.#version);
    this.#listed ??= new Set(await sparedIds(this.#desk, before.job));
    const listed = this.#listed;
    const found = await this.#look(before.job, facts, this.#log, listed);
    const fresh = [...new Set(found.spared)].filter((id) => !listed.has(id));
    const laidDown = spent();
    const { job, along } = withSpared(this.#after(before.job, found, laidDown), fresh);
    const written = await writeJob(this.#desk, before, job, along);
    if (!written) {
      this.#listed = undefined;
      const newer = await readJob(this.#desk, this.#version);
      if (!newer) throw new Error(`job ${this.#version} is gone`);
      return { stored: newer, laidDown: false };
    }
    for (const id of fresh) listed.add(id);
    if (job.finishedAt !== before.job.finishedAt) this.#tell(job);
    return { stored: written, laidDown };
  }

  #look({ progress }: Job, facts: Facts, log: readonly LogEntry[], listed: ReadonlySet<string>): Promise<Found> {
    if (progress?.stage === 'pending') return this.#pending.look(progress, facts, log);
    if (progress?.stage === 'late') return this.#late.look(progress, facts, log, listed);
    if (progress?.stage === 'chosen') return lookAtChosen(this.#desk, facts, log);
    return lookAtDeemed(this.#desk, progress as NonNullable<typeof progress>, facts, log, listed);
  }

  #after(job: Job, { progress, retimed, unchanged, failed }: Found, laidDown: boolean): Job {
    const now = this.#desk.ports.clock.now();
    const wakes = laidDown ? now : leased(job.wakes, now);
    if (job.finishedAt !== null)
      return { ...job, progress, wakes: progress === null ? (job.holdsFrom ?? null) : wakes };
    const counted = {
      ...job,
      retimed: job.retimed + retimed,
      unchanged: job.unchanged + unchanged,
      failed: job.failed + failed,
    };
    if (progress !== null) return { ...counted, progress, wakes };
    return { ...counted, progress: DEEMED, finishedAt: now, wakes: now + CAUGHT_UP };
  }

  #tell(job: Job): void {
    const { version, retimed, unchanged, failed } = job;
    this.#desk.ports.log.info('retiming-done', { version, retimed, unchanged, failed, spared: sparedCount(job) });
  }
}
