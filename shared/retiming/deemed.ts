/** The second stage of a job: what has been deemed claimed since the first day that the entry says something about. */
import type { LogEntry } from '../calendar/types.ts';
import { isOfClaimingType } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { quarterPartition } from '../exchange/item.ts';
import { quartersBack } from '../exchange/list.ts';
import { splitKey } from '../keys.ts';
import type { IndexEntry } from '../ports.ts';
import { readMark } from '../pushes/mark.ts';
import { type CivilDate, civilDateOf, type Quarter } from '../time.ts';
import { LATE, type Progress } from './job.ts';
import { LOOK, lookAt } from './look.ts';
import type { Found } from './pending.ts';
import { firstDay } from './spared.ts';

type Place = Extract<Progress, { stage: 'deemed' }>;

/** With what is gathered before, no more than can be read at once. */
const PAGE = 100;
/** Pages of the index between one write of the job and the next, where there is little to look at. */
const PAGES = 100;

/** Looks at the next deemed claims from `place` on; those that are listed have their corrections. */
export async function lookAtDeemed(
  desk: Desk,
  place: Place,
  facts: Facts,
  log: readonly LogEntry[],
  listed: ReadonlySet<string>,
): Promise<Found> {
  const { ids, progress } = await next(desk, place, facts, firstDay(log.at(-1) as LogEntry));
  const unlisted = ids.filter((id) => !listed.has(id));
  const { spared, failed } = await lookAt(desk, unlisted, facts, log);
  return { spared, failed, progress, retimed: 0, unchanged: 0 };
}

async function next(
  desk: Desk,
  place: Place,
  facts: Facts,
  since: CivilDate,
): Promise<{ ids: string[]; progress: Progress }> {
  const ids: string[] = [];
  const ahead = partitions(facts, since).filter(({ quarter, org }) => !isBefore(quarter, org, place));
  let after = ahead[0]?.quarter === place.quarter && ahead[0].org === place.org ? place.after : null;
  for (let pages = 0; pages < PAGES && ids.length < LOOK && ahead[0]; pages++) {
    const { quarter, org } = ahead[0];
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    const entries = await desk.ports.store.query('in', partition, { after: after ?? undefined, limit: PAGE });
    ids.push(...entries.filter(mayBeDeemed).map(({ key }) => splitKey(key).id));
    after = entries.at(-1) ?? after;
    if (entries.length === PAGE) continue;
    ahead.shift();
    after = null;
  }
  return { ids, progress: ahead[0] ? { stage: 'deemed', ...ahead[0], after } : LATE };
}

/** Oldest quarter first: what time adds comes at the end. */
function partitions({ now, county }: Facts, since: CivilDate): { quarter: Quarter; org: string }[] {
  const orgs = county.organisations.filter(isOfClaimingType).map(({ code }) => code);
  const quarters = quartersBack(civilDateOf(now), since).reverse();
  return quarters.flatMap((quarter) => orgs.toSorted().map((org) => ({ quarter, org })));
}

function isBefore(quarter: Quarter, org: string, place: Place): boolean {
  return quarter < place.quarter || (quarter === place.quarter && org < place.org);
}

/** What the index says to have come to another end, and for good, is not read. */
function mayBeDeemed({ sort }: IndexEntry): boolean {
  const mark = readMark(sort);
  return mark === null || mark.end === 'named';
}
