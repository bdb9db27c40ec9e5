/**
 * `updatedSince`: what was written from an instant on, the oldest first, for systems that cannot be called back. An
 * index names keys (`written.ts`); what a page shows is read again.
 */
import { bureauOf } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { openPartition, waitingPartition } from '../../shared/exchange/item.ts';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { load, settled } from '../../shared/exchange/work.ts';
import { sortable, splitKey } from '../../shared/keys.ts';
import { pagesOf, valuesAt } from '../../shared/pages.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import { readJob } from '../../shared/retiming/job.ts';
import { DAY, type Instant, MINUTE, startOfDay } from '../../shared/time.ts';
import type { Wanted } from './wanted.ts';
import { type Seen, type Span, writtenIn } from './written.ts';

/**
 * An act is written some seconds after the instant that it bears, and an index shows it some time later: so much more
 * is listed again, and nothing is missed by whoever asks from the instant of the time before.
 */
const MARGIN = MINUTE;
const AT_ONCE = 100;

/**
 * How much time is looked through at once: what was written in three years is not gathered for a page of 50. Where
 * nothing was, the next stretch is twice as long.
 */
const STRETCH = 31 * DAY;
const LONGEST = 8 * STRETCH;
/** Nothing that is listed was written so long before the county began. */
const BEFORE = 366 * DAY;

/** One page in order of writing. */
export async function pageOfUpdates(
  desk: Desk,
  facts: Facts,
  wanted: Wanted,
  updatedSince: Instant,
): Promise<{ items: Exchange[]; next: string | null }> {
  const { query, owner } = wanted;
  // Nothing was written in time to come, and no calendar reaches however far.
  if (updatedSince > facts.now) return { items: [], next: null };
  await settleDue(desk, facts, wanted);
  const partition = `updates#${desk.jurisdiction}`;
  const begun = query.cursor === null ? null : readCursor(query.cursor, owner).entry;
  const start = begun === null ? '' : placeOf(begun);
  const page: Page = { items: [], looked: 0 };
  const earliest = Math.max(updatedSince - MARGIN, startOfDay(facts.county.since) - BEFORE);
  let long = STRETCH;
  for (let since = begun === null ? earliest : Number(begun.sort); ; ) {
    const span = { since, to: since + long > facts.now ? Number.POSITIVE_INFINITY : since + long };
    const seen = (await writtenIn(desk, facts, wanted, span)).filter((one) => placeOf(entryOf(one)) > start);
    const last = await filled(desk, facts, wanted, { page, seen, span });
    if (last) return { items: page.items, next: writeCursor({ partition, entry: entryOf(last) }, owner) };
    if (span.to === Number.POSITIVE_INFINITY) return { items: page.items, next: null };
    long = seen.length === 0 ? Math.min(2 * long, LONGEST) : STRETCH;
    since = span.to;
  }
}

interface Page {
  items: Exchange[];
  /** Records read for it. */
  looked: number;
}

/** Adds what was seen in a span to a page; answers the last that was read where the page is full and there is more. */
async function filled(
  desk: Desk,
  facts: Facts,
  { query, keep }: Wanted,
  { page, seen, span }: { page: Page; seen: readonly Seen[]; span: Span },
): Promise<Seen | null> {
  for (let i = 0; i < seen.length; ) {
    const some = seen.slice(i, i + Math.min(AT_ONCE, query.limit - page.items.length));
    const values = (await valuesAt(
      desk.ports.store,
      some.map(({ key }) => key),
    )) as Exchange[];
    const found = await Promise.all(values.map((exchange) => settled(desk, exchange, facts)));
    // What was written again since comes in its own time.
    page.items.push(...found.filter((push) => keep(push) && writtenAt(push) < span.to));
    i += some.length;
    page.looked += some.length;
    const isFull = page.items.length >= query.limit || page.looked >= LOOKED_AT;
    const isMore = i < seen.length || span.to !== Number.POSITIVE_INFINITY;
    if (isFull && isMore) return some.at(-1) as Seen;
  }
  return null;
}

function writtenAt({ history, createdAt }: Exchange): Instant {
  return history.at(-1)?.at ?? createdAt;
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

function entryOf({ key, at }: Seen): IndexEntry {
  return { sort: sortable(at), key };
}

function placeOf({ sort, key }: IndexEntry): string {
  return `${sort}#${key}`;
}
