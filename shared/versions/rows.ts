/**
 * The rows of a list with versions, each an item of its own. Rows lie in sets: a set holds the rows of one version, or
 * of one draft. A set that is being written is named nowhere yet, so nobody reads half of it.
 */
import { unavailable } from '../errors.ts';
import { digest, type Family, keyOf } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import type { IndexEntry, Put, Store } from '../ports.ts';

/** Whose list it is, and the family that its items belong to. */
export interface List {
  jurisdiction: string;
  family: Family;
}

/** A row: JSON of at most 80 KB, known by its code (ASCII). */
export interface Row {
  code: string;
}

/**
 * A row as it is in the store. `head` is what a put of this code has to expect: null where there never was such a row.
 */
export interface StoredRow<R extends Row> {
  row: R | null;
  head: string | null;
}

/** Rows written by one commit: 50 of 80 KB stay below the 4 MB of a commit. */
const CHUNK = 50;
/** The head of a row that was taken out. Items are not deleted: it stays, in no index. */
const GONE = 'gone';

/** One row of a set. */
export async function readRow<R extends Row>(
  store: Store,
  list: List,
  set: string,
  code: string,
): Promise<StoredRow<R>> {
  const item = await store.get(rowKey(list, set, code));
  if (!item) return { row: null, head: null };
  return { row: item.head === GONE ? null : (item.value as R), head: item.head };
}

/**
 * All rows of a set, in order of code. `count` is how many the set has. Throws `unavailable` where an index that lags
 * does not show them all yet: a list is never answered in part.
 */
export async function readRows<R extends Row>(store: Store, list: List, set: string, count: number): Promise<R[]> {
  const rows: R[] = [];
  for await (const entries of pagesOf(store, 'in', partitionOf(list, set)))
    rows.push(...(await rowsAt<R>(store, entries)));
  if (rows.length !== count) throw unavailable();
  return rows;
}

/** A page of rows; `next` is the code to go on after, null at the end. */
export interface RowPage<R extends Row> {
  rows: R[];
  next: string | null;
}

/** At most `limit` rows (1–200) that follow the code `after`, in order of code. */
export async function readPage<R extends Row>(
  store: Store,
  list: List,
  set: string,
  page: { after: string | null; limit: number },
): Promise<RowPage<R>> {
  const after = page.after === null ? {} : { after: { key: rowKey(list, set, page.after), sort: page.after } };
  const entries = await store.query('in', partitionOf(list, set), { ...after, limit: page.limit });
  const last = entries.length < page.limit ? undefined : entries.at(-1);
  return { rows: await rowsAt<R>(store, entries), next: last?.sort ?? null };
}

/** Puts a row into a set, where the row of this code is still as it was read (`before`). */
export function rowPut(list: List, set: string, row: Row, before: string | null): Put {
  const places = { in: { partition: partitionOf(list, set), sort: row.code } };
  return { item: { key: rowKey(list, set, row.code), head: digest(row), value: row, places }, expected: before };
}

/** Takes a row out of a set, where it is still as it was read (`before`). */
export function rowRemoval(list: List, set: string, code: string, before: string): Put {
  return { item: { key: rowKey(list, set, code), head: GONE, value: { gone: true }, places: {} }, expected: before };
}

/**
 * Writes the rows of a set that is named nowhere yet, some commits of 50 rows. Written again after a failure, it goes
 * on where it stopped. Throws `unavailable` where another process writes the same set.
 */
export async function writeRows(store: Store, list: List, set: string, rows: readonly Row[]): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) {
    const chunk = rows.slice(i, i + CHUNK);
    const found = await store.getMany(chunk.map(({ code }) => rowKey(list, set, code)));
    const puts = chunk.map((row, n) => rowPut(list, set, row, found[n]?.head ?? null));
    const missing = puts.filter(({ item, expected }) => item.head !== expected);
    if (missing.length > 0 && !(await store.commit(missing)).committed) throw unavailable();
  }
}

/**
 * Takes all rows of a set away for good, some commits of 50 rows. Done again after a failure, it goes on where it
 * stopped.
 */
export async function eraseRows(store: Store, list: List, set: string): Promise<void> {
  const keys: string[] = [];
  for await (const entries of pagesOf(store, 'in', partitionOf(list, set))) keys.push(...entries.map(({ key }) => key));
  for (let i = 0; i < keys.length; i += CHUNK) {
    const found = await store.getMany(keys.slice(i, i + CHUNK));
    const puts = found.flatMap((item): Put[] => {
      if (!item || item.head === GONE) return [];
      return [{ ...rowRemoval(list, set, (item.value as Row).code, item.head), erases: true }];
    });
    if (puts.length > 0 && !(await store.commit(puts)).committed) throw unavailable();
  }
}

async function rowsAt<R>(store: Store, entries: readonly IndexEntry[]): Promise<R[]> {
  const items = entries.length === 0 ? [] : await store.getMany(entries.map(({ key }) => key));
  return items.flatMap((item) => (item && item.head !== GONE ? [item.value as R] : []));
}

function rowKey({ jurisdiction, family }: List, set: string, code: string): string {
  return keyOf(jurisdiction, family, `${set}#${code}`);
}

function partitionOf({ jurisdiction, family }: List, set: string): string {
  return `${jurisdiction}#${family}#${set}`;
}
