/**
 * The job by which the records of an organisation go over to the one that takes its place. It walks through all places
 * where they lie, a page at a time, and writes down how far it is: whoever dies on the way is followed by a timer or
 * the sweep. What has gone over is met no more, so that a page done twice changes nothing. When a walk is through it is
 * repeated a minute later, since what was decided before may have been written after the first look, until a walk moves
 * nothing.
 */
import { readSuccession, type StoredSuccession, type SuccessionJob, successionItem } from '../accounts/succession.ts';
import { Problem } from '../errors.ts';
import { arm, type Desk, deskInSteps } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { kindNamed } from '../exchange/run.ts';
import { goesAlong } from '../exchange/succession.ts';
import type { Settings } from '../platform.ts';
import type { IndexEntry, Put } from '../ports.ts';
import { type Instant, MINUTE } from '../time.ts';
import { entriesFrom, moveEntry } from './entries.ts';
import { moveRecord } from './going-over.ts';
import { END, type Lane, lanesFrom, lanesOf, pageOf } from './lanes.ts';
import { sumOf, tellingOf } from './telling.ts';

/** Milliseconds of a wake: under the 30 s of the function. */
const WAKE = 15_000;
/** Longer than a function may run. */
const LEASE = 2 * MINUTE;
/** Records at once: each is a commit of its own. */
const AT_ONCE = 8;
/** Entries of the register between one write of the job and the next. */
const ENTRIES = 20;
/** Ids of what cannot go over that the job keeps: an item of the store takes no more than some thousands. */
const KEPT = 2_000;

type Options = Pick<Settings, 'mailDomain'> & { readonly millis?: number };

/** A timer has come, or the sweep: goes on where something is left. `org`: of the organisation that ends. */
export async function wakeSuccession(desk: Desk, { mailDomain, millis = WAKE }: Options, org: string): Promise<void> {
  const stored = await readSuccession(desk.ports.store, desk.jurisdiction, org);
  const now = desk.ports.clock.now();
  if (!stored || stored.job.wakes === null || stored.job.wakes > now) return;
  const begun = { ...stored.job, startedAt: stored.job.startedAt ?? now, wakes: now + LEASE };
  const leased = await write(desk, stored, begun);
  if (leased) await new Walk(deskInSteps(desk), leased, performance.now() + millis, mailDomain).go();
}

/** What of a page did, and did not, go over. */
interface Moved {
  kinds: readonly string[];
  entries: number;
  failed: readonly string[];
}

class Walk {
  readonly #desk: Desk;
  readonly #until: number;
  readonly #mailDomain: string;
  #stored: StoredSuccession | null;

  constructor(desk: Desk, stored: StoredSuccession, until: number, mailDomain: string) {
    this.#desk = desk;
    this.#stored = stored;
    this.#until = until;
    this.#mailDomain = mailDomain;
  }

  /** To the end, or until the time is over or somebody else is at work on it. */
  async go(): Promise<void> {
    const facts = await this.#desk.facts();
    const begun = this.#job();
    if (!begun) return;
    const { place } = begun;
    const lanes = lanesFrom(lanesOf(this.#desk, facts, begun.org), place?.lane);
    for (const [i, lane] of lanes.entries()) {
      const after = lane.name === place?.lane ? place.after : null;
      if (!(await this.#through(lane, { after, next: lanes[i + 1]?.name ?? END }, facts))) return;
    }
    await this.#end(facts);
  }

  /** False where it has been laid down. */
  async #through(
    lane: Lane,
    { after, next }: { after: IndexEntry | null; next: string },
    facts: Facts,
  ): Promise<boolean> {
    const pages = lane.index === 'register' ? this.#entries(after, facts) : this.#records(lane, after);
    for await (const { moved, last } of pages) {
      const spent = performance.now() > this.#until;
      const idle = moved.kinds.length + moved.entries + moved.failed.length === 0;
      if (idle && !spent) continue;
      const place = last === null ? { lane: next, after: null } : { lane: lane.name, after: last };
      await this.#write(withMoved(this.#job(), moved), place, spent);
      if (spent || !this.#stored) return false;
    }
    return true;
  }

  async *#records(lane: Exclude<Lane, { index: 'register' }>, from: IndexEntry | null) {
    for (let after = from; ; ) {
      const { records, last } = await pageOf(this.#desk, lane, after);
      const { org } = this.#job() as SuccessionJob;
      const going = records.filter((one) => goesAlong(kindNamed(this.#desk.kinds, one.kind), one, org));
      const [kinds, failed]: [string[], string[]] = [[], []];
      for (let i = 0; i < going.length; i += AT_ONCE) {
        const some = going.slice(i, i + AT_ONCE).map(async ({ id, kind }) => {
          const done = await this.#try(id, (job) => moveRecord(this.#desk, id, job));
          if (done === null) failed.push(id);
          else if (done) kinds.push(kind);
        });
        await Promise.all(some);
      }
      yield { moved: { kinds, entries: 0, failed } satisfies Moved, last };
      if (last === null) return;
      after = last;
    }
  }

  async *#entries(from: IndexEntry | null, facts: Facts) {
    const { org } = this.#job() as SuccessionJob;
    let [count, looked, failed]: [number, number, string[]] = [0, 0, []];
    for await (const entry of entriesFrom(this.#desk, org, from?.key ?? null)) {
      const done = await this.#try(entry.id, (job) => moveEntry(this.#desk, entry, job, facts));
      if (done === null) failed.push(...entry.pushes.slice(-1));
      else if (done) count += 1;
      looked += 1;
      if (looked % ENTRIES !== 0) continue;
      yield { moved: { kinds: [], entries: count, failed } satisfies Moved, last: { key: entry.id, sort: entry.id } };
      [count, failed] = [0, []];
    }
    yield { moved: { kinds: [], entries: count, failed } satisfies Moved, last: null };
  }

  /**
   * Null where it cannot go over as it is: that is told, and keeps nothing else waiting. A store that is away ends the
   * walk.
   */
  async #try(id: string, move: (job: SuccessionJob) => Promise<boolean>): Promise<boolean | null> {
    const job = this.#job() as SuccessionJob;
    try {
      return await move(job);
    } catch (error) {
      if (error instanceof Problem && error.status >= 503) throw error;
      this.#desk.ports.log.error('succession-failed', { org: job.org, id }, error);
      return null;
    }
  }

  async #end(facts: Facts): Promise<void> {
    const job = this.#job();
    if (!job) return;
    const now = this.#desk.ports.clock.now();
    const over = job.finishedAt !== null && !job.found;
    // Where nothing was written since the walk began nothing has failed in it.
    const failing = job.place === null ? { failed: [] } : {};
    const wakes = over ? null : now + MINUTE;
    const ended = { ...job, ...failing, finishedAt: job.finishedAt ?? now, place: null, found: false, wakes };
    const mails = job.finishedAt === null ? tellingOf(job, facts, this.#mailDomain) : [];
    const { org, by, moved, entries, failed } = ended;
    if (await this.#put(ended, mails)) {
      this.#desk.ports.log.info('succession-walked', {
        org,
        by,
        records: sumOf(moved),
        entries,
        failed: failed.length,
      });
    }
  }

  async #write(job: SuccessionJob | null, place: SuccessionJob['place'], spent: boolean): Promise<void> {
    const now = this.#desk.ports.clock.now();
    if (job) await this.#put({ ...job, place, wakes: spent ? now : leased(job.wakes, now) });
  }

  async #put(job: SuccessionJob, mails: readonly Put[] = []): Promise<boolean> {
    this.#stored = this.#stored && (await write(this.#desk, this.#stored, job, mails));
    return this.#stored !== null;
  }

  #job(): SuccessionJob | null {
    return this.#stored?.job ?? null;
  }
}

/** A walk that begins counts what cannot go over anew. */
function withMoved(job: SuccessionJob | null, { kinds, entries, failed }: Moved): SuccessionJob | null {
  if (!job) return null;
  const moved = { ...job.moved };
  for (const kind of kinds) moved[kind] = (moved[kind] ?? 0) + 1;
  // A record lies in several places: it is met in each.
  const known = new Set([...(job.place === null ? [] : job.failed), ...failed]);
  return {
    ...job,
    ...{ moved, entries: job.entries + entries, found: job.found || kinds.length + entries > 0 },
    failed: [...known].slice(0, KEPT),
  };
}

function leased(wakes: Instant | null, now: Instant): Instant {
  return wakes === null || wakes - now < LEASE / 2 ? now + LEASE : wakes;
}

/** Writes it where it is still as it was read, its timer first; null where somebody else is at work on it. */
async function write(
  desk: Desk,
  before: StoredSuccession,
  job: SuccessionJob,
  mails: readonly Put[] = [],
): Promise<StoredSuccession | null> {
  const item = successionItem(job);
  if (job.wakes !== before.job.wakes) await arm(desk, item);
  await Promise.all(mails.map((put) => arm(desk, put.item)));
  const { committed } = await desk.ports.store.commit([{ item, expected: before.head }, ...mails]);
  return committed ? { job, head: item.head } : null;
}
