/**
 * The third stage of a job: what was late in quarters whose figures are frozen. Settling strikes what the entry spares, and opens its
 * erratum with it (`shared/reports/corrections.ts`). Of quarters without a draft nothing is read: their tally settles what it counts.
 */
import type { LogEntry } from '../calendar/types.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { allReports } from '../reports/history.ts';
import { annexKinds, received } from '../reports/late-records.ts';
import { type Quarter, quarterOf } from '../time.ts';
import { CHOSEN, type Progress } from './job.ts';
import type { Found } from './pending.ts';
import { firstDay } from './spared.ts';

type Place = Extract<Progress, { stage: 'late' }>;

/** Settles what one organisation was late with in one quarter, the next from `place` on. */
export async function lookAtLate(desk: Desk, place: Place, facts: Facts, log: readonly LogEntry[]): Promise<Found> {
  const since = quarterOf(firstDay(log.at(-1) as LogEntry));
  const drafted = [...(await allReports(desk, facts)).keys()].filter((quarter) => quarter >= since);
  const orgs = facts.county.organisations.map(({ code }) => code).toSorted();
  const ahead = drafted.flatMap((quarter) => orgs.map((org) => ({ quarter, org })));
  const [next, following] = ahead.filter(({ quarter, org }) => isFrom(quarter, org, place));
  if (next) await settleLate(desk, facts, next);
  const progress: Progress = following ? { stage: 'late', ...following } : CHOSEN;
  return { spared: [], failed: 0, progress, retimed: 0, unchanged: 0 };
}

/** Reading them through is enough: each is settled, and written, before it comes. */
async function settleLate(
  desk: Desk,
  facts: Facts,
  { quarter, org }: { quarter: Quarter; org: string },
): Promise<void> {
  const kinds = new Set(Object.values(annexKinds(desk.kinds, facts.county, quarter)).flat());
  for (const kind of kinds) {
    if (!desk.kinds.has(kind)) continue;
    for await (const _ of received(desk, facts, org, kind, quarter));
  }
}

function isFrom(quarter: Quarter, org: string, place: Place): boolean {
  return quarter > place.quarter || (quarter === place.quarter && org >= place.org);
}
