/**
 * An import of pushes (art. 17): which workbook, whose, and how far it is. It lies in the wake index until every row
 * has been looked at, so that what a request leaves over goes on by itself. What was refused lies in parts beside it.
 */
import { plainItem } from '../../shared/change.ts';
import { arm, type Desk } from '../../shared/exchange/desk.ts';
import { digest, keyOf, sortable, wakeShard } from '../../shared/keys.ts';
import { itemsOf } from '../../shared/pages.ts';
import type { Item } from '../../shared/ports.ts';
import { type Instant, MINUTE } from '../../shared/time.ts';
import type { Failed } from './rows.ts';

export interface Importing {
  jurisdiction: string;
  id: string;
  org: string;
  /** Who imports. */
  account: string;
  file: string;
  /** How many rows there are, and how many of them have been looked at. */
  rows: number;
  done: number;
  created: number;
  repeated: number;
  /** How many parts of refused rows lie beside it. */
  parts: number;
  startedAt: Instant;
  /** When it was over; null while it runs. */
  finishedAt: Instant | null;
  /** When somebody has to look; null once it is over. */
  wakes: Instant | null;
}

export interface StoredImport {
  importing: Importing;
  head: string;
}

/** Longer than a function may run: nobody works on it any more. */
export const LEASE = MINUTE;

export function importItem(importing: Importing): Item {
  const key = keyOf(importing.jurisdiction, 'import', importing.id);
  const { wakes } = importing;
  const places = wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(wakes) } };
  return { key, head: digest(importing), value: importing, places };
}

export async function readImport({ ports, jurisdiction }: Desk, id: string): Promise<StoredImport | undefined> {
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined;
  const item = await ports.store.get(keyOf(jurisdiction, 'import', id));
  return item && { importing: item.value as Importing, head: item.head };
}

/**
 * Writes how far it is where it is still as it was read, its timer first, with the rows that were refused since; null
 * where somebody else is at work on it.
 */
export async function writeImport(
  desk: Desk,
  before: StoredImport,
  after: Importing,
  failed: readonly Failed[] = [],
): Promise<StoredImport | null> {
  const parts = before.importing.parts + (failed.length > 0 ? 1 : 0);
  const importing = { ...after, parts };
  const item = importItem(importing);
  if (importing.wakes !== before.importing.wakes) await arm(desk, item);
  const part = failed.length > 0 ? [{ item: plainItem(partKey(importing, parts), { failed }), expected: null }] : [];
  const { committed } = await desk.ports.store.commit([{ item, expected: before.head }, ...part]);
  return committed ? { importing, head: item.head } : null;
}

/** The rows that were refused, in their order. */
export async function failedOf({ ports: { store } }: Desk, importing: Importing): Promise<Failed[]> {
  const keys = Array.from({ length: importing.parts }, (_, i) => partKey(importing, i + 1));
  const items = keys.length === 0 ? [] : await itemsOf(store, keys);
  return items.flatMap((item) => (item?.value as { failed: Failed[] } | undefined)?.failed ?? []);
}

function partKey({ jurisdiction, id }: Importing, n: number): string {
  return keyOf(jurisdiction, 'import', `${id}/${n}`);
}
