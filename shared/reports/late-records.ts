/**
 * Lateness of records that are no pushes, for the annex: which figures count which kinds in a quarter, and the records
 * that were late. By the day they were due, for whoever owed the act; none of it ranks anybody.
 */
import { type County, kindsCounted } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition, quarterPartition } from '../exchange/item.ts';
import type { AnnexKey, AnyKind, Kinds } from '../exchange/kind.ts';
import { heldAt } from '../exchange/succession.ts';
import { settled } from '../exchange/work.ts';
import { pagesOf } from '../pages.ts';
import { type CivilDate, type Instant, type Quarter, quarterOf } from '../time.ts';
import { firstDayOf } from './quarters.ts';

/** Figures that circulars of before do not have: drafts from now on say so, counted yet or not. */
const LATER: readonly AnnexKey[] = ['commitmentsLate'];

/** By figure: the kinds that it counts in a quarter. A figure that is absent, or of no kind, is not counted yet (null, never 0). */
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
  due: CivilDate;
  at: Instant;
}

/** The lateness of a record that is no push, as of an instant; null where it was not late, or counts for nobody. */
export function lateRecord(kinds: Kinds, record: Exchange, asOf: Instant): LateRecord | null {
  const kind = kinds.get(record.kind);
  const { late, to, from } = record;
  const figure = kind && figuresOf(kind)[0];
  const owing = kind?.owed ? kind.owed(record) : to;
  if (!late || !figure || owing === null || late.at >= asOf || takenBackBefore(kind, record, asOf)) return null;
  const side = owing === to ? 'to' : owing === from ? 'from' : null;
  return { figure, org: side === null ? owing : heldAt(record, side, late.at), due: late.due, at: late.at };
}

/** What may follow once a record has been taken back. */
const AFTERWARDS: readonly string[] = ['quarantine', 'restore'];

function takenBackBefore(kind: AnyKind, record: Exchange, asOf: Instant): boolean {
  const taken = kind.takenBack?.(record) && record.history.findLast(({ act }) => !AFTERWARDS.includes(act));
  return taken ? taken.at <= asOf : false;
}

/** Of the records that were addressed to `org`, those that were late in the quarter: once each, against whoever owed the act. */
export async function* lateRecords(
  desk: Desk,
  facts: Facts,
  org: string,
  quarter: Quarter,
  counted: AnnexKinds,
): AsyncGenerator<LateRecord> {
  for (const name of kindsIn(desk.kinds, counted)) {
    for await (const exchange of received(desk, facts, org, name, quarter)) {
      const late = lateRecord(desk.kinds, exchange, facts.now);
      if (late && quarterOf(late.due) === quarter && counted[late.figure]?.includes(name)) yield late;
    }
  }
}

/** The kinds of records that figures count, each once. */
export function kindsIn(kinds: Kinds, counted: AnnexKinds): string[] {
  return [...new Set(Object.values(counted).flat())].filter((name) => kinds.has(name));
}

/** What was addressed to the organisation of a kind, settled: what is open, and what was closed after it had been late in the quarter. */
export async function* received(
  desk: Desk,
  facts: Facts,
  org: string,
  kind: string,
  quarter: Quarter,
): AsyncGenerator<Exchange> {
  const seen = new Set<string>();
  const { jurisdiction } = desk;
  for (const partition of [
    openPartition(jurisdiction, org, kind),
    quarterPartition(jurisdiction, org, kind, quarter),
  ]) {
    for await (const page of pagesOf(desk.ports.store, 'in', partition)) {
      const keys = page.map(({ key }) => key).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      const items = keys.length === 0 ? [] : await desk.ports.store.getMany(keys);
      for (const item of items) if (item) yield await settled(desk, item.value as Exchange, facts);
    }
  }
}

/** The figures that count the lateness of a kind, of however many states its clock runs in. */
export function figuresOf({ clock }: AnyKind): AnnexKey[] {
  const ends = Object.values(clock ?? {}).flatMap((end) => (typeof end === 'object' ? [end.annex] : []));
  return [...new Set(ends)].filter((annex) => annex !== null);
}
