/**
 * The list of spared ids of a job. The last of them stand in the job itself; a thousand at a time go to a page of their
 * own, since no item may exceed 350 KB. Ids are only appended, each once.
 */
import { again, type Desk } from '../exchange/desk.ts';
import { digest, keyOf } from '../keys.ts';
import type { Item, Put } from '../ports.ts';
import { type Job, readJob, writeJob } from './job.ts';

export const PAGE = 1000;
const PAGES_AT_ONCE = 20;

/** How many have been spared. */
export function sparedCount({ pages, spared }: Pick<Job, 'pages' | 'spared'>): number {
  return pages * PAGE + spared.length;
}

/** The ids from a place in the list on. */
export async function sparedIds(desk: Desk, job: Job, from = 0, limit = Number.POSITIVE_INFINITY): Promise<string[]> {
  const to = Math.min(from + limit, sparedCount(job));
  const ids: string[] = [];
  for (let page = Math.floor(from / PAGE); page * PAGE < to; page += PAGES_AT_ONCE) {
    const last = Math.min(page + PAGES_AT_ONCE, job.pages);
    const keys = Array.from({ length: Math.max(last - page, 0) }, (_, i) => pageKey(job, page + i));
    const items = keys.length > 0 ? await desk.ports.store.getMany(keys) : [];
    for (const item of items) ids.push(...((item as Item).value as { ids: string[] }).ids);
    if (page + PAGES_AT_ONCE > job.pages) ids.push(...job.spared);
  }
  const skipped = Math.floor(from / PAGE) * PAGE;
  return ids.slice(from - skipped, to - skipped);
}

/** The job with these ids at the end of its list, and the page that became full. At most a page of them. */
export function withSpared(job: Job, ids: readonly string[]): { job: Job; along: Put[] } {
  const spared = [...job.spared, ...ids];
  if (spared.length < PAGE) return { job: { ...job, spared }, along: [] };
  const value = { ids: spared.slice(0, PAGE) };
  const item = { key: pageKey(job, job.pages), head: digest(value), value, places: {} };
  return { job: { ...job, pages: job.pages + 1, spared: spared.slice(PAGE) }, along: [{ item, expected: null }] };
}

/** Puts one id on the list of a job, done or not, unless it stands there. */
export async function list(desk: Desk, version: number, id: string): Promise<void> {
  return again<void>(desk, undefined, async () => {
    const before = await readJob(desk, version);
    if (!before || (await sparedIds(desk, before.job)).includes(id)) return { done: undefined };
    const { job, along } = withSpared(before.job, [id]);
    return (await writeJob(desk, before, job, along)) ? { done: undefined } : null;
  });
}

function pageKey({ jurisdiction, version }: Job, page: number): string {
  return keyOf(jurisdiction, 'retiming', `${version}/spared/${page}`);
}
