/** Entries of the calendar's log as tests make them, and entering them with their jobs. */
import { NOTICES, noticeDays } from '../../shared/calendar/notices.ts';
import type { Extension, LogEntry } from '../../shared/calendar/types.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { openPartition } from '../../shared/exchange/item.ts';
import { sortable, splitKey, WAKE_SHARDS } from '../../shared/keys.ts';
import { pagesOf, valuesOf } from '../../shared/pages.ts';
import type { Store } from '../../shared/ports.ts';
import { type Entered, enterWithJob, wakeJob } from '../../shared/retiming/entering.ts';
import { type Job, readJob } from '../../shared/retiming/job.ts';
import { sparedIds } from '../../shared/retiming/listed.ts';
import { workOn } from '../../shared/retiming/work.ts';
import { at, type TestCounty, testCounty } from '../desk.ts';

/** The notice of 2026 with some days said otherwise. */
export function notice2026(now: number, changes: Record<string, boolean | null>): LogEntry {
  const said = NOTICES.filter((notice) => notice.year === 2026).flatMap((notice) => noticeDays(notice));
  const days = said.filter((day) => changes[day.date] === undefined);
  for (const [date, working] of Object.entries(changes)) {
    if (working !== null)
      days.push({ date, working, name: working ? '调休上班' : '临时放假', source: '国办发明电〔2026〕99号' });
  }
  return { type: 'notice', at: now, by: 'spj.admin', year: 2026, source: '国办发明电〔2026〕99号', days };
}

export function extension(now: number, from: string, to: string): LogEntry {
  return {
    type: 'extension',
    at: now,
    by: 'spj.admin',
    from,
    to,
    documentNumber: '冠政办〔2026〕9号',
    reason: '平台故障',
  };
}

/** The same where the platform itself was out. */
export function outage(now: number, from: string, to: string): LogEntry {
  return { ...(extension(now, from, to) as Extension), outage: true };
}

/** Takes back the extension that was entered as that version. */
export function revocation(now: number, version: number): LogEntry {
  return { type: 'revocation', at: now, by: 'spj.admin', extension: version, reason: '误录' };
}

let requests = 0;

/** Enters it; nobody has worked on its job yet. */
export function entered(desk: Desk, entry: LogEntry, request = `entry-${++requests}`): Promise<Entered> {
  return enterWithJob(desk, entry, { request, said: '' });
}

/** Enters it and works on its job until it is done, as a request with time enough does. */
export async function enteredAndDone(desk: Desk, entry: LogEntry) {
  const { stored } = await entered(desk, entry);
  const { job, fault } = await workOn(desk, stored, Number.POSITIVE_INFINITY);
  if (fault) throw fault;
  return resultOf(desk, job);
}

/** What a finished request answers. */
export async function resultOf(desk: Desk, { retimed, unchanged, ...job }: Job) {
  return { retimed, unchanged, spared: await sparedIds(desk, { ...job, retimed, unchanged }) };
}

export async function jobOf(desk: Desk, version: number): Promise<Job> {
  const stored = await readJob(desk, version);
  if (!stored) throw new Error(`no job ${version}`);
  return stored.job;
}

/** So many pushes of a Monday; each is to be claimed by Wednesday. */
export async function pending(count: number, wrap?: (store: Store) => Store): Promise<TestCounty> {
  const county = await testCounty(at('2026-09-14T09:00'), wrap);
  for (let i = 0; i < count; i++) await county.push({ reference: `P-${i}` });
  return county;
}

export function wednesdayOff(county: TestCounty): LogEntry {
  return notice2026(county.now(), { '2026-09-16': false });
}

/** What lies in the wake index as due, of jobs alone: what a timer or the sweep would wake, and does. */
export async function wakeDue(desk: Desk, budget = 0): Promise<number> {
  const to = sortable(desk.ports.clock.now() + 1);
  let woken = 0;
  for (let shard = 0; shard < WAKE_SHARDS; shard++) {
    for await (const page of pagesOf(desk.ports.store, 'wake', String(shard), { to })) {
      for (const { key } of page) {
        const { family, id } = splitKey(key);
        if (family !== 'retiming') continue;
        await wakeJob(desk, { retiming: { request: budget, wake: budget } }, id);
        woken += 1;
      }
    }
  }
  return woken;
}

/** Ids of all corrections that are open, in order. */
export async function correctionsOf(desk: Desk): Promise<string[]> {
  const ids: string[] = [];
  for (const org of ['SPJ', 'ZFB']) {
    for await (const value of valuesOf(desk.ports.store, 'in', openPartition(desk.jurisdiction, org, 'correction'))) {
      ids.push((value as Exchange).id);
    }
  }
  return ids.sort();
}

/**
 * A store that dies with its process at one call: that call (a commit perhaps after it landed) and all later ones fail.
 */
export function dying(store: Store, at: number, landed: boolean): Store {
  let calls = 0;
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === at && landed) await run();
    if (calls >= at) throw new Error('the process died');
    return run();
  };
  return {
    get: (key) => call(() => store.get(key)),
    getMany: (keys) => call(() => store.getMany(keys)),
    commit: (puts, first) => call(() => store.commit(puts, first)),
    query: (index, partition, page) => call(() => store.query(index, partition, page)),
  };
}
