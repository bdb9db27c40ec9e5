/**
 * Lists of exchanges. An index is never believed: every record that a page shows is read again and settled, so that a
 * page is true at its own instant. A page may be short; it also ends at 2 MB or after 500 records looked at.
 */
import { invalid, type Problem } from '../errors.ts';
import { digest } from '../keys.ts';
import type { Index, IndexEntry, Item } from '../ports.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { quarterPartition } from './item.ts';
import { settle } from './run.ts';
import { settled } from './work.ts';

/** A stretch of an index to walk through. */
export interface Stretch {
  index: Index;
  partition: string;
  descending: boolean;
  /** What a cursor names it by, where the list has a stretch of another index with the same partition. */
  place?: string;
  /** Where it ends before the partition does: an index's `sort`, exclusive. */
  to?: string;
  /** Whether a record, once settled, still lies here; one that has moved on is met in its new place, not twice. */
  stays?(exchange: Exchange): boolean;
  /** The record's key, where what lies here is not the record itself. */
  recordKey?(key: string): string;
  /** The key of the record that the one which lies here belongs to; null where it is none of the list. */
  throughTo?(exchange: Exchange): string | null;
}

export interface Paging {
  limit: number;
  /** The cursor as the caller sent it back, or null for the first page. */
  cursor: string | null;
  /** Whose list with which filters: a cursor belongs to both. */
  owner: unknown;
  /** Of a walk: where the pages of the list begin, by the cursors that they would be asked for with. */
  pages?: PageMarks;
}

/** Notes the cursor of each page but the first. `before`: records that the walk has found by now. */
export interface PageMarks {
  readonly every: number;
  readonly before: number;
  readonly cursors: string[];
}

/** What a list holds as far as it was walked through, to count it; nobody has read anything of it by that. */
export interface Walked {
  readonly items: readonly Exchange[];
  /** The cursors of its pages but the first. */
  readonly cursors: readonly string[];
  /** True where the list goes on. */
  readonly more: boolean;
}

/** Records that a walk finds at most, and rounds of `LOOKED_AT` that it takes: what it costs is bounded by both. */
export const WALKED = 300;
const ROUNDS = 4;

/** Walks through a list. `page`: one page of it; `every`: records on a page. */
export async function walked(
  page: (paging: Paging) => Promise<{ items: Exchange[]; next: string | null }>,
  owner: unknown,
  every: number,
): Promise<Walked> {
  const items: Exchange[] = [];
  const cursors: string[] = [];
  let cursor: string | null = null;
  for (let round = 0; round < ROUNDS && items.length < WALKED; round += 1) {
    const pages = { every, before: items.length, cursors };
    const found = await page({ limit: WALKED - items.length, cursor, owner, pages });
    items.push(...found.items);
    cursor = found.next;
    if (cursor === null) break;
  }
  return { items, cursors, more: cursor !== null };
}

/** Notes where the page begins that the next record of a walk opens, if it opens one. */
export function markPage({ pages, cursor }: Paging, found: number, last: () => string | null): void {
  const nth = (pages?.before ?? 0) + found;
  const begins = pages && nth > 0 && nth % pages.every === 0 ? (last() ?? cursor) : null;
  if (begins !== null) pages?.cursors.push(begins);
}

export interface Position {
  partition: string;
  entry: IndexEntry;
}

/** What a place in an index can be made of: whatever else comes in from outside never reaches the store. */
const PLACE = /^[\x21-\x7e]{1,256}$/;

const LOOKED_AT = 500;
const PAGE_BYTES = 2_000_000;
/** As many as the store reads at once. */
const BATCH = 200;

/** One page: walks the stretches in order, settles what it reads, keeps what `keep` wants. */
export async function listPage(
  desk: Desk,
  facts: Facts,
  stretches: readonly Stretch[],
  paging: Paging,
  keep: (exchange: Exchange) => boolean,
): Promise<{ items: Exchange[]; next: string | null }> {
  const items: Exchange[] = [];
  const start = paging.cursor === null ? null : readCursor(paging.cursor, paging.owner);
  let begun = start === null;
  // Where the page ends: perhaps in a stretch before the one that is being walked through.
  let last: Position | null = null;
  let bytes = 0;
  let looked = 0;
  for (const stretch of stretches) {
    const { index, partition, descending, to, place = partition } = stretch;
    begun ||= place === start?.partition;
    if (!begun) continue;
    let after = place === start?.partition ? start.entry : undefined;
    for (;;) {
      const limit = Math.min(BATCH, paging.limit - items.length + 1);
      const entries = await desk.ports.store.query(index, partition, { after, limit, descending, to });
      const keys = entries.map(({ key }) => stretch.recordKey?.(key) ?? key);
      const read = await readSettled(desk, facts, keys, stretch.throughTo);
      for (const [i, entry] of entries.entries()) {
        const exchange = read[i];
        const wanted = exchange && (stretch.stays?.(exchange) ?? true) && keep(exchange);
        const size = wanted ? sizeOf(exchange.body) : 0;
        const full = items.length >= paging.limit || looked >= LOOKED_AT || (bytes > 0 && bytes + size > PAGE_BYTES);
        if (full && last) return { items, next: writeCursor(last, paging.owner) };
        if (wanted) {
          const before = last;
          markPage(paging, items.length, () => before && writeCursor(before, paging.owner));
          items.push(exchange);
        }
        bytes += size;
        looked += 1;
        after = entry;
        last = { partition: place, entry };
      }
      if (entries.length < limit) break;
    }
  }
  if (!begun) throw foreignCursor();
  return { items, next: null };
}

/** The partitions of an organisation for one kind in those quarters, each newest first. */
export function quarterStretches(
  facts: Facts,
  index: 'in' | 'out',
  org: string,
  kind: string,
  quarters: readonly string[],
): Stretch[] {
  const { jurisdiction } = facts.county;
  return quarters.map((quarter) => ({
    index,
    partition: quarterPartition(jurisdiction, org, kind, quarter),
    descending: true,
  }));
}

/**
 * The quarters in which an organisation's exchanges lie, newest first. A claim may have to be made in the next quarter;
 * where whole days or longer clocks have been entered, also later, as far as the calendar reaches.
 */
export function quartersOf({ now, log, county }: Facts): string[] {
  const today = civilDateOf(now);
  const further = log.some((entry) => entry.type !== 'notice');
  return quartersBack(further ? `${Number(today.slice(0, 4)) + 2}-12-31` : today, county.since);
}

/** All quarters from the one after `last` back to that of `since`, newest first. */
export function quartersBack(last: CivilDate, since: CivilDate): string[] {
  const number = (date: CivilDate): number =>
    Number(date.slice(0, 4)) * 4 + Math.ceil(Number(date.slice(5, 7)) / 3) - 1;
  const quarters: string[] = [];
  for (let n = number(last) + 1; n >= number(since); n--) quarters.push(`${Math.floor(n / 4)}Q${(n % 4) + 1}`);
  return quarters;
}

async function readSettled(
  desk: Desk,
  facts: Facts,
  keys: string[],
  throughTo?: Stretch['throughTo'],
): Promise<(Exchange | undefined)[]> {
  const found = await recordsAt(desk, keys, throughTo);
  const exchanges = found.map((item: Item | undefined) => item?.value as Exchange | undefined);
  // Nearly all are as they were: what waits for nothing needs no promise of its own.
  const overdue = exchanges.map((exchange) => exchange && settle(desk.kinds, exchange, facts) !== null);
  if (!overdue.includes(true)) return exchanges;
  return Promise.all(
    exchanges.map((exchange, i) => (exchange && overdue[i] ? settled(desk, exchange, facts) : exchange)),
  );
}

/** The items of those keys, or of the records that they belong to. */
async function recordsAt({ ports }: Desk, keys: string[], throughTo: Stretch['throughTo']) {
  const found = await ports.store.getMany(keys);
  if (!throughTo) return found;
  const to = found.map((item) => (item ? throughTo(item.value as Exchange) : null));
  const others = await ports.store.getMany(to.filter((key) => key !== null));
  return to.map((key) => (key === null ? undefined : others.find((other) => other?.key === key)));
}

/**
 * Bytes of bodies as JSON. Records are replaced, never changed: each is measured once while the store has it at hand.
 */
const sizes = new WeakMap<object, number>();

function sizeOf(body: unknown): number {
  if (body === null || typeof body !== 'object') return 0;
  const known = sizes.get(body);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(body));
  sizes.set(body, size);
  return size;
}

export function writeCursor(position: Position, owner: unknown): string {
  const { partition, entry } = position;
  return Buffer.from(JSON.stringify([partition, entry.sort, entry.key, digest(owner).slice(0, 16)])).toString(
    'base64url',
  );
}

export function readCursor(cursor: string, owner: unknown): Position {
  try {
    const [partition, sort, key, mark] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as string[];
    const whole = [partition, sort, key].every((part) => typeof part === 'string' && PLACE.test(part));
    if (whole && mark === digest(owner).slice(0, 16)) {
      return { partition, entry: { sort, key } } as Position;
    }
  } catch {
    // Not a cursor of ours: answered below like one that belongs to another list.
  }
  throw foreignCursor();
}

export function foreignCursor(): Problem {
  return invalid([{ pointer: '?cursor', detail: '翻页标记无效，或不属于当前账号与筛选条件。请从第一页重新查询。' }]);
}
