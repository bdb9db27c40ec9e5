/**
 * The inbox: all that waits for one organisation's next act, of every kind, nearest deadline first and what has none
 * last. Most of it lies in one partition of the index `open`; kinds with many records keep out of that and are read
 * from their own open partition. The partitions are walked side by side, in one order.
 */
import type { IndexEntry, Item } from '../ports.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { findingPartition, isInInbox, isOffice, openPartition, placeSort, waitingPartition } from './item.ts';
import type { AnyKind } from './kind.ts';
import { foreignCursor, markPage, type Paging, readCursor, writeCursor } from './list.ts';
import { waitingKeyOf } from './participants.ts';
import { kindNamed } from './run.ts';
import { settled } from './work.ts';

/** A partition that is walked through, with what has been read of it. */
interface Lane {
  index: 'in' | 'open' | 'register';
  partition: string;
  entries: IndexEntry[];
  after: IndexEntry | undefined;
  ended: boolean;
}

const LOOKED_AT = 500;
const BATCH = 50;
/** The same of a walk. */
const WIDE = 200;
/** What the cursor of an inbox names in place of one partition. */
const ALL = 'inbox';

/**
 * One page of what waits for `org` and `keep` wants, of one kind where `of` names it; every record is settled and asked
 * again whom it waits for. What moves further back by that is met there, in a lane of its own: its partition may have
 * been read through by then.
 */
export async function inboxPage(
  desk: Desk,
  facts: Facts,
  org: string,
  paging: Paging,
  keep: (exchange: Exchange) => boolean,
  of: AnyKind | null = null,
): Promise<{ items: Exchange[]; next: string | null }> {
  const start = paging.cursor === null ? undefined : startOf(paging);
  const moved: Lane = { index: 'open', partition: '', entries: [], after: undefined, ended: true };
  const lanes = [...lanesOf(desk, facts, org, start, of), moved];
  const items: Exchange[] = [];
  const seen = new Set<string>();
  let last = start;
  for (let looked = 0; ; ) {
    const entries = await nearest(desk, lanes, Math.min(paging.pages ? WIDE : BATCH, paging.limit - items.length + 1));
    if (entries.length === 0) return { items, next: null };
    const found = await desk.ports.store.getMany(entries.map(({ key }) => waitingKeyOf(key)));
    for (const [i, entry] of entries.entries()) {
      const exchange = await waiting(desk, isOf(found[i], of) ? found[i] : undefined, org, facts);
      const sort = exchange && placeSort(kindNamed(desk.kinds, exchange.kind), exchange);
      if (sort !== null && sort > entry.sort) {
        moved.entries = inOrder([...moved.entries, { ...entry, sort }, ...entries.slice(i + 1)]);
        break;
      }
      const wanted = exchange !== null && !seen.has(exchange.id) && keep(exchange);
      if (wanted && items.length === paging.limit) return pageAt(items, last, paging);
      if (wanted) {
        const before = last;
        markPage(paging, items.length, () => pageAt([], before, paging).next);
        items.push(exchange);
        seen.add(exchange.id);
      }
      looked += 1;
      last = entry;
      if (looked >= LOOKED_AT) return pageAt(items, entry, paging);
    }
  }
}

/** A record that waits, and where it stands. */
export interface Waiting {
  readonly exchange: Exchange;
  readonly sort: string;
  /** True where its part of the inbox holds more than was looked at. */
  readonly more: boolean;
}

/**
 * What waits for `org`, for counting: of each part of the inbox the first `most`, settled and asked again as a page
 * does.
 */
export async function waitingNow(desk: Desk, facts: Facts, org: string, most: number): Promise<Waiting[]> {
  const lanes = lanesOf(desk, facts, org, undefined, null).map(async ({ index, partition }) => {
    const entries = await desk.ports.store.query(index, partition, { limit: most });
    const found = await desk.ports.store.getMany(entries.map(({ key }) => waitingKeyOf(key)));
    const all = entries.map(async (_, i): Promise<Waiting[]> => {
      const exchange = await waiting(desk, found[i], org, facts);
      if (!exchange) return [];
      const sort = placeSort(kindNamed(desk.kinds, exchange.kind), exchange);
      return [{ exchange, sort, more: entries.length === most }];
    });
    return (await Promise.all(all)).flat();
  });
  const items = (await Promise.all(lanes)).flat();
  // One that somebody takes part in, or has to find as well, may lie there twice.
  return [...new Map(items.map((one) => [one.exchange.id, one])).values()];
}

function isOf(item: Item | undefined, of: AnyKind | null): boolean {
  return of === null || (item?.value as Exchange | undefined)?.kind === of.kind;
}

/** The partitions in which an organisation's inbox lies, or that of one kind. */
function lanesOf(
  desk: Desk,
  { county }: Facts,
  org: string,
  after: IndexEntry | undefined,
  of: AnyKind | null,
): Lane[] {
  // All kinds are loaded only where all are asked for.
  const many = (of ? [of] : [...desk.kinds.values()]).filter((kind) => kind.many);
  const own = many.map((kind) => ({
    index: 'in' as const,
    partition: openPartition(desk.jurisdiction, org, kind.kind),
  }));
  const finding = { index: 'register' as const, partition: findingPartition(desk.jurisdiction) };
  const all = [
    { index: 'open' as const, partition: waitingPartition(desk.jurisdiction, org) },
    ...own,
    ...(isOffice(county, org) ? [finding] : []),
  ];
  return all.map((place) => ({ ...place, entries: [], after, ended: false }));
}

/** The next entries of all lanes together, in order; fewer than asked for only where all lanes have ended. */
async function nearest({ ports }: Desk, lanes: Lane[], count: number): Promise<IndexEntry[]> {
  const entries: IndexEntry[] = [];
  while (entries.length < count) {
    for (const lane of lanes) if (lane.entries.length === 0 && !lane.ended) await refill(ports.store, lane);
    const ahead = lanes.filter((lane) => lane.entries.length > 0);
    const [first] = ahead.sort((a, b) => compare(a.entries[0] as IndexEntry, b.entries[0] as IndexEntry));
    if (!first) break;
    entries.push(first.entries.shift() as IndexEntry);
  }
  return entries;
}

async function refill(store: Desk['ports']['store'], lane: Lane): Promise<void> {
  lane.entries = await store.query(lane.index, lane.partition, { after: lane.after, limit: BATCH });
  lane.after = lane.entries.at(-1) ?? lane.after;
  lane.ended = lane.entries.length < BATCH;
}

/** The record, settled, if it still waits for this organisation. */
async function waiting(desk: Desk, item: Item | undefined, org: string, facts: Facts): Promise<Exchange | null> {
  if (!item) return null;
  const exchange = await settled(desk, item.value as Exchange, facts);
  return isInInbox(kindNamed(desk.kinds, exchange.kind), exchange, org, facts.county) ? exchange : null;
}

function inOrder(entries: readonly IndexEntry[]): IndexEntry[] {
  return entries.toSorted(compare);
}

function compare(a: IndexEntry, b: IndexEntry): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

function startOf({ cursor, owner }: Paging): IndexEntry {
  const { partition, entry } = readCursor(cursor as string, owner);
  if (partition !== ALL) throw foreignCursor();
  return entry;
}

function pageAt(items: Exchange[], entry: IndexEntry | undefined, { owner }: Paging) {
  return { items, next: entry ? writeCursor({ partition: ALL, entry }, owner) : null };
}
