/**
 * How the bureau decides each matter (art. 5): what was granted in a quarter, how long until the department knew and
 * had issued the certificate, and how often professional gatekeeping was asked, on matters of the guided list or beside
 * it. Counted from the records themselves, by the quarter in which the approval was completed (letters: sent); what was
 * pushed later counts there too.
 */
import type { Matter } from '../boundary/matter.ts';
import { workingMillisBetween } from '../calendar/office-hours.ts';
import { calendarNow, workingDaysAfter } from '../calendar/table.ts';
import { bureauOf } from '../county.ts';
import { Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { quarterPartition } from '../exchange/item.ts';
import { valuesOf } from '../pages.ts';
import { civilDateOf, type Instant, type Quarter, quarterOf } from '../time.ts';
import { ClaimTimes } from './claim-times.ts';
import { quartersFrom } from './quarters.ts';

export interface MatterFigures {
  matter: string;
  name: string;
  granted: number;
  /** One decimal; null where nothing was granted whose time can be counted. */
  medianWorkingHoursToPush: number | null;
  /** From completion to the entry that a certificate was issued; null where none was whose days can be counted. */
  medianWorkingDaysToCertificate: number | null;
  gatekeeping: number;
  /** Of these, on matters that were not on the guided list. */
  unlisted: number;
}

/** The figures of these rows, in their order. */
export async function readMatterFigures(
  desk: Desk,
  facts: Facts,
  quarter: Quarter,
  rows: readonly Matter[],
): Promise<MatterFigures[]> {
  const { by: granted, completed } = await grantedIn(desk, facts, quarter);
  const certified = await certifiedOf(desk, facts, quarter, completed);
  const letters = await lettersIn(desk, facts, quarter);
  return rows.map(({ code, name }) => {
    const pushes = granted.get(code);
    const asked = letters.get(code);
    return {
      ...{ matter: code, name, granted: pushes?.count ?? 0 },
      medianWorkingHoursToPush: pushes?.times.percentileHours(50) ?? null,
      medianWorkingDaysToCertificate: medianOf(certified.get(code) ?? []),
      ...{ gatekeeping: asked?.all ?? 0, unlisted: asked?.unlisted ?? 0 },
    };
  });
}

/** What is counted of a push. */
interface Approved {
  kind: string;
  decision: string | null;
  matter: string | null;
  occurredAt: Instant;
  corrects: string | null;
  copyOf: string | null;
  supersedes: string | null;
}

/** When an approval was completed, and when it was pushed. */
interface Approval {
  matter: string;
  at: Instant;
  pushed: Instant;
}

/** What stands of the approvals granted: no copies, none that was withdrawn, corrected, or took another's place. */
async function grantedIn(desk: Desk, facts: Facts, quarter: Quarter) {
  const found = new Map<string, Approval>();
  const keys = new Map<string, string>();
  const places = new Map<string, string>();
  const corrected = new Set<string>();
  const calendar = calendarNow(facts);
  for await (const push of sent<Approved>(desk, facts, quarter, 'push')) {
    const { id, body, state, source, reference, createdAt } = push;
    if (body.corrects !== null) corrected.add(`${source} ${body.corrects}`);
    const counts =
      body.kind === 'approval' && body.decision === 'granted' && state !== 'withdrawn' && body.matter !== null;
    if (body.supersedes !== null) places.set(id, body.supersedes);
    if (!counts || body.copyOf !== null || body.supersedes !== null) continue;
    if (quarterOf(civilDateOf(body.occurredAt)) !== quarter) continue;
    keys.set(id, `${source} ${reference}`);
    found.set(`${source} ${reference}`, { matter: body.matter as string, at: body.occurredAt, pushed: createdAt });
  }
  const by = new Map<string, { count: number; times: ClaimTimes }>();
  for (const [key, { matter, at, pushed }] of found) {
    if (corrected.has(key)) continue;
    const figures = by.get(matter) ?? { count: 0, times: new ClaimTimes() };
    const taken = whereKnown(() => workingMillisBetween(calendar, at, pushed));
    if (taken !== null) figures.times.add(taken);
    by.set(matter, { ...figures, count: figures.count + 1 });
  }
  // What took another's place is the same approval still: its certificate may be issued there.
  const completed = (id: string): Approval | undefined => {
    let first = id;
    for (let before = places.get(first); before !== undefined; before = places.get(first)) first = before;
    const key = keys.get(first);
    return key === undefined || corrected.has(key) ? undefined : found.get(key);
  };
  return { by, completed };
}

/** By matter: the working days from completion to the entry of the certificate, one for each that was issued. */
async function certifiedOf(
  desk: Desk,
  facts: Facts,
  quarter: Quarter,
  completed: (push: string) => Approval | undefined,
): Promise<ReadonlyMap<string, number[]>> {
  const by = new Map<string, number[]>();
  const calendar = calendarNow(facts);
  type Issued = { push: string; issuedAt: Instant | null };
  for await (const { body, state } of sent<Issued>(desk, facts, quarter, 'certificate')) {
    const approved = completed(body.push);
    if (state !== 'issued' || body.issuedAt === null || !approved) continue;
    const [from, to] = [civilDateOf(approved.at), civilDateOf(body.issuedAt)];
    const days = whereKnown(() => workingDaysAfter(calendar, from, to));
    if (days !== null) by.set(approved.matter, [...(by.get(approved.matter) ?? []), days]);
  }
  return by;
}

/** Of 1, 2, 3, 4 it is 2, as for times. */
function medianOf(days: readonly number[]): number | null {
  return days.toSorted((a, b) => a - b)[Math.floor((days.length + 1) / 2) - 1] ?? null;
}

type Gatekeeping = { purpose: string; matter: string | null; unlisted?: boolean };

async function lettersIn(desk: Desk, facts: Facts, quarter: Quarter) {
  const by = new Map<string, { all: number; unlisted: number }>();
  for await (const { body, createdAt, state } of sent<Gatekeeping>(desk, facts, quarter, 'letter')) {
    const { purpose, matter, unlisted } = body;
    if (purpose !== 'gatekeeping' || matter === null || state === 'withdrawn') continue;
    if (quarterOf(civilDateOf(createdAt)) !== quarter) continue;
    const known = by.get(matter) ?? { all: 0, unlisted: 0 };
    by.set(matter, { all: known.all + 1, unlisted: known.unlisted + Number(unlisted === true) });
  }
  return by;
}

/** What the bureau has sent of a kind since the quarter began. */
async function* sent<Body>(
  { ports, jurisdiction }: Desk,
  { county, now }: Facts,
  quarter: Quarter,
  kind: string,
): AsyncGenerator<Exchange<Body>> {
  const bureau = bureauOf(county).code;
  for (const one of quartersFrom(quarter, quarterOf(civilDateOf(now)))) {
    const partition = quarterPartition(jurisdiction, bureau, kind, one);
    for await (const value of valuesOf(ports.store, 'out', partition)) yield value as Exchange<Body>;
  }
}

/** Null where the calendar does not reach back to it. */
function whereKnown(count: () => number): number | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unknown') return null;
    throw error;
  }
}
