/**
 * The job of an entry in the calendar's log: what has to be looked at after it, how far that is, and what came of it.
 * Deadlines are right without it; it hurries them, sets new timers, and finds what was spared.
 *
 * It is written by the same commit as the entry and named by the calendar's version after it. It lies in the wake index
 * until it is done, at the end of a lease while somebody works on it and at once where it was laid down: whoever dies
 * on the way is followed by the timer or the sweep. A step is counted by the compare-and-swap that moves `progress`, so
 * that a step done twice counts once.
 */
import { arm, type Desk } from '../exchange/desk.ts';
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { IndexEntry, Item, Put } from '../ports.ts';
import { type Instant, MINUTE, type Quarter } from '../time.ts';

/**
 * First what is pending, shard by shard of the wake index, then by organisation among open work (`org`, past the last
 * shard), and in each by id, since retiming moves records within the index; then what has been deemed, by quarter,
 * organisation and the inbox index's order; then what was late, by quarter, organisation and id; then the days that
 * people have chosen.
 */
export type Progress =
  | { stage: 'pending'; shard: number; org?: string; after: string | null }
  | { stage: 'deemed'; quarter: Quarter; org: string; after: IndexEntry | null }
  | { stage: 'late'; quarter: Quarter; org: string; after?: string }
  | { stage: 'chosen' };

export interface Job {
  jurisdiction: string;
  /** The calendar's version after the entry; the job's id. */
  version: number;
  startedAt: Instant;
  /** When everything had been looked at; what was deemed is looked at once more, when the indexes have caught up. */
  finishedAt: Instant | null;
  /** Null once nothing is left to look at. */
  progress: Progress | null;
  /** Pending records whose deadline the entry moved, and those that it left. */
  retimed: number;
  unchanged: number;
  /** Records that could not be looked at, by a fault of ours; the log names them. */
  failed: number;
  /** How many pages of spared ids are full, and the ids after them. */
  pages: number;
  spared: string[];
  /** When somebody has to look again; null once nothing is left. */
  wakes: Instant | null;
  /** The day of a superior's rule, where it is to come: all is looked at once more then. Absent otherwise. */
  holdsFrom?: Instant;
}

export interface StoredJob {
  job: Job;
  head: string;
}

/** Longer than a function may run: nobody works on a job any more whose lease is over. */
export const LEASE = MINUTE;

/**
 * An index shows by then what was written before the job looked; DynamoDB's are late by less than a second as a rule.
 */
export const CAUGHT_UP = MINUTE;

/** Where the second stage begins. */
export const DEEMED: Progress = { stage: 'deemed', quarter: '', org: '', after: null };

/** Where the third begins. */
export const LATE: Progress = { stage: 'late', quarter: '', org: '' };

/** Where the fourth begins. */
export const CHOSEN: Progress = { stage: 'chosen' };

const BEGINNING: Progress = { stage: 'pending', shard: 0, after: null };
const UNCOUNTED = { retimed: 0, unchanged: 0, failed: 0 };

/** A job as it is written with its entry, in the hands of whoever enters it. */
export function newJob(jurisdiction: string, version: number, now: Instant, holdsFrom = now): Job {
  const counts = { ...UNCOUNTED, pages: 0, spared: [], ...(holdsFrom > now && { holdsFrom }) };
  return {
    jurisdiction,
    version,
    startedAt: now,
    finishedAt: null,
    progress: BEGINNING,
    ...counts,
    wakes: now + LEASE,
  };
}

/** The job as it begins again on the day of its rule; as it is before, and where there is no such day. */
export function begunAgain({ holdsFrom, ...job }: Job, now: Instant): Job {
  if (holdsFrom === undefined) return job;
  if (holdsFrom > now || job.progress !== null) return { ...job, holdsFrom };
  return { ...job, ...UNCOUNTED, startedAt: holdsFrom, finishedAt: null, progress: BEGINNING };
}

export function jobKey(jurisdiction: string, version: number): string {
  return keyOf(jurisdiction, 'retiming', String(version));
}

export function jobItem(job: Job): Item {
  const key = jobKey(job.jurisdiction, job.version);
  const places = job.wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(job.wakes) } };
  return { key, head: digest(job), value: job, places };
}

/** The job of a version; undefined where nothing was entered as that. */
export async function readJob({ ports, jurisdiction }: Desk, version: number): Promise<StoredJob | undefined> {
  const item = await ports.store.get(jobKey(jurisdiction, version));
  return item && { job: item.value as Job, head: item.head };
}

/** Writes a job where it is still as it was read, its timer first; null where somebody was faster. */
export async function writeJob(
  desk: Desk,
  before: StoredJob,
  job: Job,
  along: readonly Put[] = [],
): Promise<StoredJob | null> {
  const item = jobItem(job);
  if (job.wakes !== before.job.wakes) await arm(desk, item);
  const { committed } = await desk.ports.store.commit([{ item, expected: before.head }, ...along]);
  return committed ? { job, head: item.head } : null;
}
