/**
 * Which quarters have a circular, and which are due for one. A platform that stood still at a quarter's end makes good
 * what it missed, in order; quarters from before it was put to use have none, but for the one in which it was.
 */
import { readVersions } from '../boundary/versions.ts';
import { calendarNow } from '../calendar/table.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition, quarterPartition } from '../exchange/item.ts';
import { sortable } from '../keys.ts';
import { civilDateOf, type Instant, previousQuarter, type Quarter, quarterOf, startOfDay } from '../time.ts';
import { draftInstant, firstDayOf, nextQuarter, quartersFrom } from './quarters.ts';
import { type Report, readReports } from './report.ts';

/** The quarter that runs at this moment. */
export function runningQuarter({ now }: Facts): Quarter {
  return quarterOf(civilDateOf(now));
}

/** True from the quarter in which the county began until the one that runs. */
export function isCounted(facts: Facts, quarter: Quarter): boolean {
  return quarter >= quarterOf(facts.county.since) && quarter <= runningQuarter(facts);
}

/** All reports there are, by quarter. */
export async function allReports(desk: Desk, facts: Facts): Promise<Map<Quarter, Report>> {
  const quarters = quartersFrom(quarterOf(facts.county.since), runningQuarter(facts));
  const reports = await readReports(desk.ports.store, desk.jurisdiction, quarters);
  return new Map(quarters.flatMap((quarter, i) => (reports[i] ? [[quarter, reports[i]] as const] : [])));
}

/** The quarters that have ended and wait for their draft, in order. */
export async function quartersToDraft(desk: Desk, facts: Facts): Promise<Quarter[]> {
  const [first, reports] = await Promise.all([firstInUse(desk, facts), allReports(desk, facts)]);
  if (first === null) return [];
  const calendar = calendarNow(facts);
  const ended = quartersFrom(first, previousQuarter(runningQuarter(facts)));
  const due = ended.filter((quarter) => draftInstant(calendar, quarter, facts.county.circularTime) <= facts.now);
  const last = [...reports.keys()].at(-1);
  if (last !== undefined) return due.filter((quarter) => quarter > last);
  while (due.length > 0 && !(await wasUsed(desk, facts, due[0] as Quarter))) {
    if (due.length === 1 && due[0] === first) break;
    due.shift();
  }
  return due;
}

/**
 * Since when lateness stands in this quarter's annex though it was due before: since the figures of the circular before
 * were taken. Without any before it, all does; where the one before is still to be drafted, none.
 */
export async function annexSince(desk: Desk, facts: Facts, quarter: Quarter): Promise<Instant> {
  const before = (await allReports(desk, facts)).get(previousQuarter(quarter));
  if (before) return before.draftedAt;
  const waiting = await quartersToDraft(desk, facts);
  const first = await firstInUse(desk, facts);
  const isFirst = first === null || quarter <= first || waiting[0] === quarter || waiting.length === 0;
  return isFirst ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The quarter in which the county's first boundary list was put in: nothing could be pushed before. */
async function firstInUse(desk: Desk, { county }: Facts): Promise<Quarter | null> {
  const versions = await readVersions(desk.ports.store, desk.jurisdiction);
  if (versions.length === 0) return null;
  const put = quarterOf(civilDateOf(Math.min(...versions.map(({ publishedAt }) => publishedAt))));
  return [put, quarterOf(county.since)].sort().at(-1) as Quarter;
}

/** True where something was pushed in the quarter, or counts in it. */
async function wasUsed(desk: Desk, facts: Facts, quarter: Quarter): Promise<boolean> {
  const to = sortable(startOfDay(firstDayOf(nextQuarter(quarter))) + 1);
  const { store } = desk.ports;
  const found = await Promise.all(
    facts.county.organisations.flatMap(({ code }) => {
      const partition = quarterPartition(desk.jurisdiction, code, 'push', quarter);
      const open = openPartition(desk.jurisdiction, code, 'push');
      return [
        store.query('in', partition, { limit: 1 }),
        store.query('out', partition, { limit: 1 }),
        store.query('in', open, { to, limit: 1 }),
      ];
    }),
  );
  return found.some((entries) => entries.length > 0);
}
