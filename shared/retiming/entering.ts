/** An entry in the calendar's log with the job that follows it: one commit, none without the other. */
import { holdsFrom } from '../calendar/recount.ts';
import { type EnteredBy, type EnterOptions, enter } from '../calendar/store.ts';
import type { LogEntry } from '../calendar/types.ts';
import { arm, type Desk } from '../exchange/desk.ts';
import type { Budget, Settings } from '../platform.ts';
import type { Put } from '../ports.ts';
import { begunAgain, jobItem, newJob, readJob, type StoredJob, writeJob } from './job.ts';
import { leased, workOn } from './work.ts';

/**
 * In a request well under the 29 s of a function that answers, with the few seconds that a throttled look may take on
 * top; by a timer under the 30 s of the function that wakes. `test/stack` holds them against the stack.
 */
export const BUDGET: Budget = { request: 8_000, wake: 15_000 };

export interface Entered {
  /** The log up to and with the entry. */
  log: readonly LogEntry[];
  stored: StoredJob;
}

/**
 * Appends an entry, once for each request, and opens its job in the hands of whoever enters it. `told`: the mails that
 * the same commit writes.
 */
export async function enterWithJob(
  desk: Desk,
  entry: LogEntry,
  by: EnteredBy,
  { check, told }: Pick<EnterOptions, 'check'> & { told?: (version: number) => readonly Put[] } = {},
): Promise<Entered> {
  const along: EnterOptions['along'] = async (version) => {
    const item = jobItem(newJob(desk.jurisdiction, version, entry.at, holdsFrom(entry)));
    const mails = told?.(version) ?? [];
    for (const one of [item, ...mails.map((put) => put.item)]) await arm(desk, one);
    return [{ item, expected: null }, ...mails];
  };
  const log = await enter(desk.ports.store, desk.jurisdiction, entry, by, { check, along });
  const stored = await readJob(desk, log.length);
  if (!stored) throw new Error(`entry ${log.length} has no job`);
  return { log, stored };
}

/** Woken by a timer or the sweep: goes on with a job that nobody works on. Early, late or twice makes no difference. */
export async function wakeJob(
  desk: Desk,
  { retiming = BUDGET }: Pick<Settings, 'retiming'>,
  id: string,
): Promise<void> {
  const stored = /^\d+$/.test(id) ? await readJob(desk, Number(id)) : undefined;
  const now = desk.ports.clock.now();
  if (!stored || stored.job.wakes === null || stored.job.wakes > now) return;
  const { wakes, ...job } = begunAgain(stored.job, now);
  const mine = await writeJob(desk, stored, { ...job, wakes: leased(wakes, now) });
  if (!mine) return;
  const { fault } = await workOn(desk, mine, retiming.wake);
  if (fault) throw fault;
}
