/**
 * Lateness of records that are no pushes, for the annex: which figures count which kinds in a quarter, and the records
 * that were late. By the day they were due, for whoever owed the act; none of it ranks anybody.
 */
import { type County, kindsCounted } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition, quarterPartition } from '../exchange/item.ts';
import type { AnnexKey, AnyKind, Kinds, Lateness } from '../exchange/kind.ts';
import { partPartition, waitingKeyOf } from '../exchange/participants.ts';
import { heldAt } from '../exchange/succession.ts';
import { settled } from '../exchange/work.ts';
import { pagesOf } from '../pages.ts';
import { type Quarter, quarterOf } from '../time.ts';
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
    // Once a kind, of however many states its clock runs in.
    for (const annex of new Set(latenessOf(kind).map((lateness) => lateness.annex)))
      if (annex !== null) declared[annex] = [...(declared[annex] ?? []), kind.kind];
  }
  const counted = Object.entries(declared).map(
    ([key, names]) => [key, kindsCounted(county, names, firstDayOf(quarter)).toSorted()] as const,
  );
  return Object.fromEntries(counted.filter(([key, names]) => names.length > 0 || LATER.includes(key as AnnexKey)));
}

/**
 * The figures in which the records that lie with `org`, and were not acted on by a day of the quarter, count: one each, against
 * whoever owed the act on that day.
 */
export async function* lateRecords(
  desk: Desk,
  facts: Facts,
  org: string,
  quarter: Quarter,
  counted: AnnexKinds,
): AsyncGenerator<{ figure: AnnexKey; org: string }> {
  for (const [key, names] of Object.entries(counted) as [AnnexKey, readonly string[]][]) {
    for (const name of names) {
      const kind = desk.kinds.get(name);
      for await (const exchange of received(desk, facts, org, name, quarter)) {
        if (kind?.owed && kind.owed(exchange) !== org) continue;
        const { late } = exchange;
        if (late && quarterOf(late.due) === quarter && late.at < facts.now)
          yield { figure: key, org: org === exchange.to ? heldAt(exchange, 'to', late.at) : org };
      }
    }
  }
}

/**
 * What the organisation received of a kind, settled: what is open, and what was closed after it had been late in the quarter;
 * where another may come to owe the act, also what it takes part in.
 */
export async function* received(
  desk: Desk,
  facts: Facts,
  org: string,
  kind: string,
  quarter: Quarter,
): AsyncGenerator<Exchange> {
  const seen = new Set<string>();
  const { jurisdiction } = desk;
  const passedOn = desk.kinds.get(kind)?.owed !== undefined;
  for (const partition of [
    openPartition(jurisdiction, org, kind),
    quarterPartition(jurisdiction, org, kind, quarter),
    ...(passedOn ? [partPartition(jurisdiction, org, kind)] : []),
  ]) {
    for await (const page of pagesOf(desk.ports.store, 'in', partition)) {
      const keys = page.map(({ key }) => waitingKeyOf(key)).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      const items = keys.length === 0 ? [] : await desk.ports.store.getMany(keys);
      for (const item of items) if (item) yield await settled(desk, item.value as Exchange, facts);
    }
  }
}

function latenessOf({ clock }: AnyKind): Lateness[] {
  return Object.values(clock ?? {}).filter((end) => typeof end === 'object');
}
