/**
 * The job of a version of the list: on its first day, what is under supervision goes to the department that the list
 * names from then on. Written by the commit that publishes the version; it lies in the wake index until it is done.
 */
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item, Put } from '../ports.ts';
import { type CivilDate, type Instant, startOfDay } from '../time.ts';
import type { Version } from '../versions/versions.ts';

export interface HandOver {
  jurisdiction: string;
  version: string;
  validFrom: CivilDate;
  /** The department whose register is walked through, and its entry looked at last; null at the beginning. */
  after: { org: string; entry: string | null } | null;
  /** Which entries have changed hands, by `from>to`: how many, and the first of them. */
  moved: Readonly<Record<string, { count: number; entries: readonly string[] }>>;
  /**
   * Pushes that were pending when all else had changed hands: their entries follow once they are claimed. Absent while
   * the register is walked through, and once none is left.
   */
  pending?: readonly string[];
  /** Absent until the departments have been told what has changed hands. */
  told?: true;
  /** When somebody has to look; null once all is done. */
  wakes: Instant | null;
}

/** The put that lays the job down. */
export function handOverJob(jurisdiction: string, { version, validFrom }: Version, now: Instant): Put {
  const wakes = Math.max(now, startOfDay(validFrom));
  const job: HandOver = { jurisdiction, version, validFrom, after: null, moved: {}, wakes };
  return { item: handOverItem(job), expected: null };
}

export function handOverKey(jurisdiction: string, version: string): string {
  return keyOf(jurisdiction, 'boundary', `hand-over/${version}`);
}

export function handOverItem(job: HandOver): Item {
  const key = handOverKey(job.jurisdiction, job.version);
  const places = job.wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(job.wakes) } };
  return { key, head: digest(job), value: job, places };
}
