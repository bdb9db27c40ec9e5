/**
 * `updatedSince`: what was written from an instant on, the oldest first, for systems that cannot be called back.
 *
 * No index holds every push by the instant of writing: that would cost a write more at each push and two at each claim.
 * What is new lies by creation in the partitions of the boxes, what was claimed is marked there, and only what else was
 * done stands in the index `changed` (`shared/pushes/places.ts`). An index names keys; what a page shows is read again.
 */
import { claimsBegin } from '../../shared/clocks/claims-begin.ts';
import { bureauOf } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { openPartition, quarterPartition, waitingPartition } from '../../shared/exchange/item.ts';
import { quartersBack, quartersOf, readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { load, settled } from '../../shared/exchange/work.ts';
import { sortable, splitKey } from '../../shared/keys.ts';
import { pagesOf, valuesAt } from '../../shared/pages.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import { readMark } from '../../shared/pushes/mark.ts';
import { readChanged } from '../../shared/pushes/places.ts';
import { readJob } from '../../shared/retiming/job.ts';
import { civilDateOf, type Instant, MINUTE, quarterOf } from '../../shared/time.ts';
import type { Wanted } from './wanted.ts';

/**
 * An act is written some seconds after the instant that it bears, and an index shows it some time later: so much more
 * is listed again, and nothing is missed by whoever asks from the instant of the time before.
 */
const MARGIN = MINUTE;
const AT_ONCE = 100;

interface Seen {
  key: string;
  at: Instant;
}

/** One page in order of writing. */
export async function pageOfUpdates(
  desk: Desk,
  facts: Facts,
  wanted: Wanted,
  updatedSince: Instant,
): Promise<{ items: Exchange[]; next: string | null }> {
  const { query, keep, owner } = wanted;
  await settleDue(desk, facts, wanted);
  const since = updatedSince - MARGIN;
  const partition = `updates#${desk.jurisdiction}`;
  const start = query.cursor === null ? '' : placeOf(readCursor(query.cursor, owner).entry);
  const seen = (await candidates(desk, facts, wanted, since)).filter((one) => placeOf(entryOf(one)) > start);
  const items: Exchange[] = [];
  for (let i = 0; i < seen.length; ) {
    const some = seen.slice(i, i + Math.min(AT_ONCE, query.limit - items.length));
    const values = (await valuesAt(
      desk.ports.store,
      some.map(({ key }) => key),
    )) as Exchange[];
    const found = await Promise.all(values.map((exchange) => settled(desk, exchange, facts)));
    items.push(...found.filter(keep));
    i += some.length;
    const last = some.at(-1) as Seen;
    const full = items.length >= query.limit || i >= LOOKED_AT;
    if (full && i < seen.length) return { items, next: writeCursor({ partition, entry: entryOf(last) }, owner) };
  }
  return { items, next: null };
}

/** As many records as are read for a page that may show few of them. */
const LOOKED_AT = 500;

/**
 * What ends by now ends before it is told: claims at those who received, readdressing at those who sent; and what an
 * entry in the calendar moves, while its job is on the way.
 */
async function settleDue(desk: Desk, facts: Facts, { org, sides }: Wanted): Promise<void> {
  const { jurisdiction } = desk;
  const bureau = bureauOf(facts.county).code;
  const all = facts.county.organisations.map(({ code }) => code);
  const receivers = sides.includes('out') ? all : [org];
  // Nobody but the bureau sends a department what has to be claimed.
  const received = org === bureau ? all : [bureau];
  const senders = new Set([...(sides.includes('in') ? received : []), ...(sides.includes('out') ? [org] : [])]);
  const job = facts.log.length === 0 ? undefined : await readJob(desk, facts.log.length);
  const to = job && job.job.finishedAt === null ? undefined : sortable(facts.now + 1);
  const settle = async (index: 'in' | 'open', partition: string): Promise<void> => {
    for await (const entries of pagesOf(desk.ports.store, index, partition, { to })) {
      await Promise.all(entries.map(({ key }) => load(desk, splitKey(key).id, facts)));
    }
  };
  await Promise.all([
    ...receivers.map((receiver) => settle('in', openPartition(jurisdiction, receiver, 'push'))),
    ...[...senders].map((sender) => settle('open', waitingPartition(jurisdiction, sender))),
  ]);
}

/** All that may have been written since, each once, in order of the instant that an index tells. */
async function candidates(desk: Desk, facts: Facts, wanted: Wanted, since: Instant): Promise<Seen[]> {
  const found = new Map<string, Instant>();
  const see = (key: string, at: Instant): void => {
    if (at >= since) found.set(key, Math.max(at, found.get(key) ?? 0));
  };
  const { org, sides } = wanted;
  const orgs = sides.includes('out') ? facts.county.organisations.map(({ code }) => code) : [org];
  await Promise.all([
    ...(sides.includes('in') ? [newlyReceived(desk, facts, org, since, see)] : []),
    ...(sides.includes('out') ? [newlySent(desk, facts, org, since, see)] : []),
    ...orgs.map((receiver) => claimed(desk, facts, receiver, since, see)),
    changed(desk, wanted, since, see),
  ]);
  const all = [...found].map(([key, at]): Seen => ({ key, at }));
  return all.sort((a, b) => (placeOf(entryOf(a)) < placeOf(entryOf(b)) ? -1 : 1));
}

type See = (key: string, at: Instant) => void;

async function newlyReceived(desk: Desk, facts: Facts, org: string, since: Instant, see: See): Promise<void> {
  const { store } = desk.ports;
  // Nearest deadline first, then by creation: the whole of what is open is looked through, in the index alone.
  for await (const entries of pagesOf(store, 'in', openPartition(desk.jurisdiction, org, 'push'))) {
    for (const { key, sort } of entries) see(key, Number(sort.split('#')[1]));
  }
  await byCreation(desk, 'in', org, quartersSince(facts, since), since, see);
}

async function newlySent(desk: Desk, facts: Facts, org: string, since: Instant, see: See): Promise<void> {
  const days = [civilDateOf(Math.max(since, 0)), facts.county.since].sort();
  const quarters = quartersBack(civilDateOf(facts.now), days.at(-1) as string);
  await byCreation(desk, 'out', org, quarters, since, see);
}

async function byCreation(
  desk: Desk,
  index: 'in' | 'out',
  org: string,
  quarters: readonly string[],
  since: Instant,
  see: See,
): Promise<void> {
  const from = sortable(Math.max(since, 0));
  for (const quarter of quarters) {
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    for await (const entries of pagesOf(desk.ports.store, index, partition, { from })) {
      for (const { key, sort } of entries) see(key, Number(sort.split('#')[0]));
    }
  }
}

/**
 * What was claimed, as its mark tells: no later than the day by which it was due, and pushed no longer before than
 * that.
 */
async function claimed(desk: Desk, facts: Facts, org: string, since: Instant, see: See): Promise<void> {
  const from = sortable(claimsBegin(facts, civilDateOf(Math.max(since, 0))));
  for (const quarter of quartersSince(facts, since)) {
    const partition = quarterPartition(desk.jurisdiction, org, 'push', quarter);
    for await (const entries of pagesOf(desk.ports.store, 'in', partition, { from })) {
      for (const { key, sort } of entries) {
        const mark = readMark(sort);
        if (mark?.end === 'claimed') see(key, mark.at);
      }
    }
  }
}

async function changed(desk: Desk, { org, sides }: Wanted, since: Instant, see: See): Promise<void> {
  const from = sortable(Math.max(since, 0));
  for await (const entries of pagesOf(desk.ports.store, 'changed', desk.jurisdiction, { from })) {
    for (const { key, sort } of entries) {
      const told = readChanged(sort);
      if (sides.some((side) => (side === 'in' ? told.to : told.from) === org)) see(key, told.at);
    }
  }
}

/**
 * Quarters by the day on which a push was to be claimed: what is written after an instant was due on its day or later.
 */
function quartersSince(facts: Facts, since: Instant): string[] {
  const first = quarterOf(civilDateOf(Math.max(since, 0)));
  return quartersOf(facts).filter((quarter) => quarter >= first);
}

function entryOf({ key, at }: Seen): IndexEntry {
  return { sort: sortable(at), key };
}

function placeOf({ sort, key }: IndexEntry): string {
  return `${sort}#${key}`;
}
