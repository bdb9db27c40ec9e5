/**
 * Reads a quarter's pushes from the store, organisation by organisation, and settles each before it counts.
 *
 * Indexes may lag behind, so what is open is read first, and every record met there is counted once from the record
 * itself, whatever an index says of it a moment later. Of what is closed only those records are read that can say more
 * than their place in the index does (`shared/pushes/mark.ts`).
 */
import { calendarNow } from '../calendar/table.ts';
import { claimsBegin } from '../clocks/claims-begin.ts';
import { heirsOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey, openPartition, quarterPartition } from '../exchange/item.ts';
import { load, settled } from '../exchange/work.ts';
import { sortable, splitKey } from '../keys.ts';
import { GROUP, pagesOf, valuesAt } from '../pages.ts';
import type { IndexEntry } from '../ports.ts';
import { type Mark, readMark } from '../pushes/mark.ts';
import { civilDateOf, type Instant, previousQuarter, type Quarter, quarterOf } from '../time.ts';
import { type CountedPush, countedFor } from './counted.ts';
import { annexKinds, lateRecords } from './late-records.ts';
import { firstDayOf, nextQuarter, quartersFrom } from './quarters.ts';
import { type Scope, Tally } from './tally.ts';

/** The tally of a quarter as of now, or of what came before `asOf`. `since`: see `Scope`. */
export async function tallyQuarter(
  desk: Desk,
  facts: Facts,
  quarter: Quarter,
  since: Instant,
  asOf = facts.now,
): Promise<Tally> {
  const scope: Scope = { quarter, asOf, since, calendar: calendarNow(facts) };
  const tally = new Tally(scope);
  const counted = annexKinds(desk.kinds, facts.county, quarter);
  const known = new Set<string>();
  for (const id of await openAnywhere(desk, facts)) {
    const push = (await load(desk, id, facts)) as CountedPush | undefined;
    if (push) tally.add(push);
    known.add(exchangeKey(desk.jurisdiction, id));
  }
  for (const { code } of facts.county.organisations) {
    await tallyOrganisation(desk, facts, tally, code, scope, known);
    for await (const { figure, org } of lateRecords(desk, facts, code, scope, counted)) tally.addLate(org, figure);
  }
  return tally;
}

/**
 * The pushes that an organisation received and that count against it in a quarter, settled, in order of arrival. Some
 * lie with who took its place since.
 */
export async function* countedPushes(
  desk: Desk,
  facts: Facts,
  org: string,
  quarter: Quarter,
): AsyncGenerator<CountedPush> {
  for (const holder of [org, ...heirsOf(facts.county, org)]) {
    const partition = quarterPartition(desk.jurisdiction, holder, 'push', quarter);
    for await (const entries of pagesOf(desk.ports.store, 'in', partition)) {
      // What is for information has its mark, and is not even read; of an heir's only what says for itself whose it is.
      const counting = entries.filter(({ sort }) => {
        const mark = readMark(sort);
        return holder === org ? mark?.end !== 'information' : mark === null;
      });
      for (const push of await read(desk, facts, counting))
        if (push.claimBy !== null && countedFor(push) === org) yield push;
    }
  }
}

interface Stretch {
  quarter: Quarter;
  from?: string;
  to?: string;
}

async function tallyOrganisation(
  desk: Desk,
  facts: Facts,
  tally: Tally,
  org: string,
  { quarter }: Scope,
  known: ReadonlySet<string>,
): Promise<void> {
  for await (const { pushes, marks } of receivedPushes(desk, facts, org, quarter, known)) {
    for (const push of pushes) tally.add(push);
    for (const mark of marks) tally.addMark(org, mark);
  }
}

/**
 * What an organisation received that may say something for a quarter: its figures, or the annex of its sender. Of what
 * counts there and was late in nothing the mark alone, where the index has one; all else settled. `known`: by key, what
 * is left out.
 */
export async function* receivedPushes(
  desk: Desk,
  facts: Facts,
  org: string,
  quarter: Quarter,
  known: ReadonlySet<string> = new Set(),
): AsyncGenerator<{ pushes: CountedPush[]; marks: Mark[] }> {
  const seen = new Set<string>();
  for (const id of await openIds(desk, org)) {
    const key = exchangeKey(desk.jurisdiction, id);
    if (known.has(key)) continue;
    const push = (await load(desk, id, facts)) as CountedPush | undefined;
    if (push) yield { pushes: [push], marks: [] };
    seen.add(key);
  }
  for (const { quarter: there, ...bounds } of stretchesOf(facts, quarter)) {
    for await (const page of pagesOf(
      desk.ports.store,
      'in',
      quarterPartition(desk.jurisdiction, org, 'push', there),
      bounds,
    )) {
      const [unmarked, marks]: [IndexEntry[], Mark[]] = [[], []];
      for (const entry of page) {
        if (known.has(entry.key) || seen.has(entry.key)) continue;
        const mark = readMark(entry.sort);
        if (mark === null) unmarked.push(entry);
        else if (there === quarter) marks.push(mark);
      }
      yield { pushes: await read(desk, facts, unmarked), marks };
    }
  }
}

/**
 * Ids of what is open anywhere, and of what settling it writes besides, which has been written by then: the deemed
 * claim of a push that was another's before brings its licence together, wherever that lies.
 */
async function openAnywhere(desk: Desk, facts: Facts): Promise<Set<string>> {
  const ids: string[] = [];
  for (const { code } of facts.county.organisations) ids.push(...(await openIds(desk, code)));
  const { gathers } = await import('../pushes/gathering.ts');
  const along: string[] = [];
  for (let i = 0; i < ids.length; i += GROUP) {
    const keys = ids.slice(i, i + GROUP).map((id) => exchangeKey(desk.jurisdiction, id));
    const pushes = (await valuesAt(desk.ports.store, keys)) as CountedPush[];
    for (const { id } of pushes.filter((push) => gathers(push).length > 0)) {
      along.push(...(await desk.readers.licenceStands(desk, { push: id }, facts)).map((one) => one.id));
    }
  }
  for (const id of ids) await load(desk, id, facts);
  return new Set([...ids, ...along]);
}

/**
 * The quarter itself; what was received at the end of the quarter before, since it may have been returned then and not
 * readdressed in this one; and what has been pushed since, late, though its claim falls due in a later quarter.
 */
function stretchesOf(facts: Facts, quarter: Quarter): Stretch[] {
  const later = quartersFrom(nextQuarter(quarter), nextQuarter(quarterOf(civilDateOf(facts.now))));
  const to = sortable(facts.now);
  return [
    { quarter: previousQuarter(quarter), from: sortable(claimsBegin(facts, firstDayOf(quarter))) },
    { quarter },
    ...later.map((quarter) => ({ quarter, to })),
  ];
}

/** Ids first, then the records: settling moves them within the index while we walk through it. */
async function openIds(desk: Desk, org: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const entries of pagesOf(desk.ports.store, 'in', openPartition(desk.jurisdiction, org, 'push'))) {
    for (const { key } of entries) ids.push(splitKey(key).id);
  }
  return ids;
}

/** The records themselves, settled: those returned may wait for a clock of their own. */
async function read(desk: Desk, facts: Facts, entries: readonly IndexEntry[]): Promise<CountedPush[]> {
  if (entries.length === 0) return [];
  const pushes: CountedPush[] = [];
  for (const item of await desk.ports.store.getMany(entries.map(({ key }) => key))) {
    const exchange = item?.value as Exchange | undefined;
    if (!exchange) continue;
    const runs = exchange.clock !== null && desk.kinds.get(exchange.kind)?.clock?.[exchange.state] !== undefined;
    pushes.push((runs ? await settled(desk, exchange, facts) : exchange) as CountedPush);
  }
  return pushes;
}
