/**
 * Which quarters have a circular, and which are due for one. A platform that stood still at a quarter's end makes good
 * what it missed, in order; quarters from before it was put to use have none, but for the one in which it was. That has
 * none where the county had only the last days of it, and nothing was pushed.
 */
import { readVersions } from '../boundary/versions.ts';
import { calendarNow } from '../calendar/table.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { quarterPartition } from '../exchange/item.ts';
import { addDays, civilDateOf, type Instant, previousQuarter, type Quarter, quarterOf } from '../time.ts';
import { draftInstant, quartersFrom } from './quarters.ts';
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
  if (due.length === 1 && due[0] === first) return (await isBeginning(desk, facts, first)) ? [] : due;
  const used = await firstUsed(desk, facts, due);
  return used === null ? [] : due.filter((quarter) => quarter >= used);
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

/** True of the quarter of which the county had only the last days, where nothing was pushed: it tells nothing. */
async function isBeginning(desk: Desk, facts: Facts, first: Quarter): Promise<boolean> {
  const { since } = facts.county;
  if (first !== quarterOf(since) || quarterOf(addDays(since, -1)) !== first) return false;
  const used = await Promise.all([isAnyIn(desk, facts, 'in', first), isAnyIn(desk, facts, 'out', first)]);
  return !used.includes(true);
}

/** The quarter in which the county's first boundary list was put in: nothing could be pushed before. */
async function firstInUse(desk: Desk, { county }: Facts): Promise<Quarter | null> {
  const versions = await readVersions(desk.ports.store, desk.jurisdiction);
  if (versions.length === 0) return null;
  const put = quarterOf(civilDateOf(Math.min(...versions.map(({ publishedAt }) => publishedAt))));
  return [put, quarterOf(county.since)].sort().at(-1) as Quarter;
}

/**
 * Of some quarters that have ended, the first in which something was pushed, or counts; null where there is none. What
 * counts in the first of them may have been pushed before it; in others, before the first push, only what was due then
 * and pushed too late: without any push nothing does.
 */
async function firstUsed(desk: Desk, facts: Facts, quarters: readonly Quarter[]): Promise<Quarter | null> {
  const [first] = quarters;
  if (first === undefined || (await isAnyIn(desk, facts, 'in', first))) return first ?? null;
  const pushed = await firstWithPushes(desk, facts, first);
  if (pushed === null) return null;
  for (const quarter of quarters) {
    if (quarter >= pushed || (await isAnyIn(desk, facts, 'in', quarter))) return quarter;
  }
  return null;
}

async function firstWithPushes(desk: Desk, facts: Facts, from: Quarter): Promise<Quarter | null> {
  for (const quarter of quartersFrom(from, runningQuarter(facts))) {
    if (await isAnyIn(desk, facts, 'out', quarter)) return quarter;
  }
  return null;
}

/** Whether any organisation received, or sent, a push that counts in the quarter, or was made in it. */
async function isAnyIn(desk: Desk, { county }: Facts, box: 'in' | 'out', quarter: Quarter): Promise<boolean> {
  const codes = county.organisations.map(({ code }) => code);
  const found = await Promise.all(
    codes.map((code) => {
      const partition = quarterPartition(desk.jurisdiction, code, 'push', quarter);
      return desk.ports.store.query(box, partition, { limit: 1 });
    }),
  );
  return found.some((entries) => entries.length > 0);
}
