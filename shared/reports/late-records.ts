/**
 * Lateness of records that are no pushes, for the annex: which figures count which kinds in a quarter, and the records
 * that were late. By the day they were due, for whoever owed the act; none of it ranks anybody.
 */
import { type County, kindsCounted } from '../county.ts';
import { CLOCK } from '../exchange/clock.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition, quarterPartition } from '../exchange/item.ts';
import type { AnnexKey, AnyKind, Kinds } from '../exchange/kind.ts';
import { quartersBack } from '../exchange/list.ts';
import { heldBefore } from '../exchange/succession.ts';
import { settled } from '../exchange/work.ts';
import { sortable } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import type { IndexEntry } from '../ports.ts';
import { type CivilDate, civilDateOf, type Instant, previousQuarter, type Quarter } from '../time.ts';
import { firstDayOf } from './quarters.ts';
import { type Scope, standsIn } from './tally.ts';

/** Figures that circulars of before do not have: drafts from now on say so, counted yet or not. */
const LATER: readonly AnnexKey[] = ['commitmentsLate'];

/**
 * By figure: the kinds that it counts in a quarter. A figure that is absent, or of no kind, is not counted yet (null,
 * never 0).
 */
export type AnnexKinds = Readonly<Partial<Record<AnnexKey, readonly string[]>>>;

/** What each figure counts in the quarter: the kinds that declare it and were there by the quarter's first day. */
export function annexKinds(kinds: Kinds, county: County, quarter: Quarter): AnnexKinds {
  const declared: Partial<Record<AnnexKey, string[]>> = {};
  for (const kind of kinds.values()) {
    for (const [annex, name] of Object.entries(kind.figures ?? {}) as [AnnexKey, string][])
      declared[annex] = [...(declared[annex] ?? []), name];
    for (const annex of figuresOf(kind)) declared[annex] = [...(declared[annex] ?? []), kind.kind];
  }
  const counted = Object.entries(declared).map(
    ([key, names]) => [key, kindsCounted(county, names, firstDayOf(quarter)).toSorted()] as const,
  );
  return Object.fromEntries(counted.filter(([key, names]) => names.length > 0 || LATER.includes(key as AnnexKey)));
}

/** Lateness of a record that is no push, in the figure that counts it and against whom. */
export interface LateRecord {
  figure: AnnexKey;
  org: string;
  /** Who has the place of that organisation now. */
  holder: string;
  due: CivilDate;
  /** When it came to light: at the clock's end, or later where nobody knew of the record then. */
  light: Instant;
}

/** The lateness of a record that is no push, as of an instant; null where it was not late, or counts for nobody. */
export function lateRecord(kinds: Kinds, record: Exchange, asOf: Instant): LateRecord | null {
  const kind = kinds.get(record.kind);
  const { late, to, from } = record;
  const figure = kind && figuresOf(kind)[0];
  const owing = kind?.owed ? kind.owed(record) : to;
  if (!late || !figure || owing === null || takenBackBy(kind, record, asOf) || unreadable(kind, record)) return null;
  const side = owing === to ? 'to' : owing === from ? 'from' : null;
  const org = side === null ? owing : heldBefore(record, side, late.at);
  return { figure, org, holder: owing, due: late.due, light: lightOf(record, late.at) };
}

/** A clock that began in the past had ended before what set it going was written. */
function lightOf({ history }: Exchange, at: Instant): Instant {
  const ended = history.findIndex((entry) => entry.act === 'overdue' && entry.at >= at);
  const before = ended < 0 ? undefined : history.slice(0, ended).findLast(({ by }) => by !== CLOCK.by);
  return Math.max(at, before?.at ?? at);
}

/** What may follow once a record has been taken back. */
const AFTERWARDS: readonly string[] = ['quarantine', 'restore'];

function takenBackBy(kind: AnyKind, record: Exchange, asOf: Instant): boolean {
  const taken = kind.takenBack?.(record) && record.history.findLast(({ act }) => !AFTERWARDS.includes(act));
  return taken ? taken.at <= asOf : false;
}

/** Its sender took it from sight before its day, so that whoever was asked could not know what. */
function unreadable(kind: AnyKind, { quarantined, late, history }: Exchange): boolean {
  const isTaken = kind.unreadable === true && quarantined;
  return isTaken && history.some(({ act, at }) => act === 'quarantine' && late !== undefined && at < late.at);
}

/**
 * Of the records that were addressed to `org`, those that the annex counts as late: once each, against whoever owed the
 * act.
 */
export async function* lateRecords(
  desk: Desk,
  facts: Facts,
  org: string,
  scope: Omit<Scope, 'calendar'>,
  counted: AnnexKinds,
): AsyncGenerator<LateRecord> {
  for (const name of kindsIn(desk.kinds, counted)) {
    for await (const exchange of received(desk, facts, org, name, scope.quarter, scope.since)) {
      const late = lateRecord(desk.kinds, exchange, scope.asOf);
      if (late && standsIn(late, scope) && counted[late.figure]?.includes(name)) yield late;
    }
  }
}

/** The kinds of records that figures count, each once. */
export function kindsIn(kinds: Kinds, counted: AnnexKinds): string[] {
  return [...new Set(Object.values(counted).flat())].filter((name) => kinds.has(name));
}

/**
 * What was addressed to the organisation of a kind, settled: what is open, and what was closed after it had been late
 * in the quarter; of a backdated kind also what may have come to light `since` the draft before.
 */
export async function* received(
  desk: Desk,
  facts: Facts,
  org: string,
  kind: string,
  quarter: Quarter,
  since = Number.POSITIVE_INFINITY,
): AsyncGenerator<Exchange> {
  const seen = new Set<string>();
  const { jurisdiction, ports } = desk;
  const partition = (there: Quarter): string => quarterPartition(jurisdiction, org, kind, there);
  const backdated = desk.kinds.get(kind)?.backdated && since <= facts.now ? previousQuarter(quarter) : null;
  const pages: AsyncIterable<IndexEntry[]>[] = [
    pagesOf(ports.store, 'in', openPartition(jurisdiction, org, kind)),
    pagesOf(ports.store, 'in', partition(quarter)),
    ...(backdated === null ? [] : [pagesOf(ports.store, 'in', partition(backdated))]),
    ...(backdated === null ? [] : quartersSince(facts, since)).map((there) =>
      pagesOf(ports.store, 'out', partition(there), { from: sortable(Math.max(since, 0)) }),
    ),
  ];
  for (const all of pages) {
    for await (const page of all) {
      const keys = page.map(({ key }) => key).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      const items = keys.length === 0 ? [] : await ports.store.getMany(keys);
      for (const item of items) if (item) yield await settled(desk, item.value as Exchange, facts);
    }
  }
}

/** The quarters in which something was written since then. */
function quartersSince({ now, county }: Facts, since: Instant): Quarter[] {
  return quartersBack(civilDateOf(now), since > 0 ? civilDateOf(since) : county.since);
}

/** The figures that count the lateness of a kind, of however many states its clock runs in. */
export function figuresOf({ clock }: AnyKind): AnnexKey[] {
  const ends = Object.values(clock ?? {}).flatMap((end) => (typeof end === 'object' ? [end.annex] : []));
  return [...new Set(ends)].filter((annex) => annex !== null);
}
