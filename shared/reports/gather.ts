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
import { settle } from '../exchange/run.ts';
import { load, settled } from '../exchange/work.ts';
import { sortable } from '../keys.ts';
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
  const counted = annexKinds(desk.kinds, facts.county, quarter);
  const { tally, known } = await tallyOpen(desk, facts, scope);
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
      for (const push of await read(desk, facts, keysOf(counting)))
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
  const open = (await openKeys(desk, org)).filter((key) => !known.has(key));
  for (let i = 0; i < open.length; i += GROUP) {
    yield { pushes: await read(desk, facts, open.slice(i, i + GROUP)), marks: [] };
  }
  for (const key of open) seen.add(key);
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
      yield { pushes: await read(desk, facts, keysOf(unmarked)), marks };
    }
  }
}

/**
 * The tally of what is open anywhere, and of what settling it writes besides: the deemed claim of a push that was
 * another's before brings its licence together, wherever that lies. `known`: the keys of both.
 */
async function tallyOpen(desk: Desk, facts: Facts, scope: Scope): Promise<{ tally: Tally; known: Set<string> }> {
  const known = new Set<string>();
  for (const { code } of facts.county.organisations) for (const key of await openKeys(desk, code)) known.add(key);
  for (let isAgain = false; ; isAgain = true) {
    const { tally, isQuiet } = await countOpen(desk, facts, known, new Tally(scope));
    // Settling one may have changed another that was read before: all is settled now, and read once more.
    if (isQuiet || isAgain) return { tally, known };
  }
}

/** Counts records of those keys, group by group, and what goes along with them, whose keys come to the others. */
async function countOpen(desk: Desk, facts: Facts, known: Set<string>, tally: Tally) {
  const { gathers } = await import('../pushes/gathering.ts');
  let isQuiet = true;
  const keys = [...known];
  for (let i = 0; i < keys.length; i += GROUP) {
    const found = (await valuesAt(desk.ports.store, keys.slice(i, i + GROUP))) as CountedPush[];
    for (const { id } of found.filter((push) => gathers(push).length > 0)) {
      const along = await desk.readers.licenceStands(desk, { push: id }, facts);
      const others = along.map((one) => exchangeKey(desk.jurisdiction, one.id)).filter((key) => !known.has(key));
      for (const key of others) known.add(key);
      keys.push(...others);
    }
    for (const push of found) {
      // What settling one of the group has changed is read anew where it is due itself.
      const isDue = settle(desk.kinds, push, facts) !== null;
      const now = isDue ? ((await load(desk, push.id, facts)) as CountedPush | undefined) : push;
      isQuiet &&= !isDue;
      if (now) tally.add(now);
    }
  }
  return { tally, isQuiet };
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

/** Keys first, then the records: settling moves them within the index while we walk through it. */
async function openKeys(desk: Desk, org: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const entries of pagesOf(desk.ports.store, 'in', openPartition(desk.jurisdiction, org, 'push'))) {
    for (const { key } of entries) keys.push(key);
  }
  return keys;
}

function keysOf(entries: readonly IndexEntry[]): string[] {
  return entries.map(({ key }) => key);
}

/** The records themselves, settled: those returned may wait for a clock of their own. */
async function read(desk: Desk, facts: Facts, keys: readonly string[]): Promise<CountedPush[]> {
  if (keys.length === 0) return [];
  const pushes: CountedPush[] = [];
  for (const item of await desk.ports.store.getMany(keys)) {
    const exchange = item?.value as Exchange | undefined;
    if (!exchange) continue;
    const runs = exchange.clock !== null && desk.kinds.get(exchange.kind)?.clock?.[exchange.state] !== undefined;
    pushes.push((runs ? await settled(desk, exchange, facts) : exchange) as CountedPush);
  }
  return pushes;
}
