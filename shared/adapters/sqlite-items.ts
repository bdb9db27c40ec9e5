/**
 * The items of the SQLite store and every statement on them.
 *
 * `items` keeps its rowid: measured against WITHOUT ROWID it writes two to three times as many items of 1.5–4 KB a
 * second, since values lie out of the key's tree. The indexes are partial and end with the key, so that an item costs
 * only the places it has and a page is read from the index alone.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { INDEXES, type Index, type IndexEntry, type Item, type Page, type Place } from '../ports.ts';
import { PLACE_COLUMNS } from './sqlite-schema.ts';
import { readItem, type WrittenPut } from './stored-json.ts';

const COLUMNS = ['key', 'head', 'value', ...PLACE_COLUMNS];

type Row = Record<string, string | null>;

export class SqliteItems {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The head alone, without touching the value. */
  head(key: string): string | null {
    const row = this.#prepare('SELECT head FROM items WHERE key = ?').get(key) as Row | undefined;
    return row?.head ?? null;
  }

  read(key: string): { item: Item; bytes: number } | undefined {
    const row = this.#prepare(`SELECT ${COLUMNS.join()} FROM items WHERE key = ?`).get(key) as Row | undefined;
    return row && { item: itemOf(row), bytes: Buffer.byteLength(row.value ?? '') };
  }

  /**
   * Writes one item where its head is as expected; false where it is not. Where the places before are known, only those
   * that move are written: naming a column costs a rewrite of its index, changed or not.
   */
  write({ item, text, expected, expires }: WrittenPut, before?: Item['places']): boolean {
    const moved = INDEXES.filter((index) => !before || !samePlace(before[index], item.places[index]));
    const columns = ['head', 'value', ...columnsOf(moved)];
    const sql =
      expected === null
        ? `INSERT INTO items (${[...columns, 'key'].join()}) VALUES (${[...columns, 'key'].map(() => '?').join()})
           ON CONFLICT (key) DO NOTHING`
        : `UPDATE items SET ${columns.map((column) => `${column} = ?`).join()} WHERE key = ? AND head = ?`;
    const condition = expected === null ? [] : [expected];
    const { changes } = this.#prepare(sql).run(item.head, text, ...placesOf(item, moved), item.key, ...condition);
    if (changes === 0) return false;
    if (expires === undefined) return true;
    this.#prepare('INSERT OR REPLACE INTO expiring (key, expires) VALUES (?, ?)').run(item.key, expires);
    return true;
  }

  /** Deletes items that have expired by `now`, at most so many; answers their keys. */
  drop(now: number, atMost: number): string[] {
    const rows = this.#prepare('SELECT key FROM expiring WHERE expires <= ? LIMIT ?').all(now, atMost);
    const keys = rows.map((row) => row.key as string);
    for (const key of keys) {
      for (const table of ['items', 'expiring']) this.#prepare(`DELETE FROM ${table} WHERE key = ?`).run(key);
    }
    return keys;
  }

  /** Writes only the places of an item that are otherwise than `before`; false where none is. */
  move(item: Item, before: Item['places']): boolean {
    const moved = INDEXES.filter((index) => !samePlace(before[index], item.places[index]));
    if (moved.length === 0) return false;
    const columns = columnsOf(moved).map((column) => `${column} = ?`);
    this.#prepare(`UPDATE items SET ${columns.join()} WHERE key = ?`).run(...placesOf(item, moved), item.key);
    return true;
  }

  /** One page of an index, ordered by sort, then key. */
  page(index: Index, partition: string, page: Page): IndexEntry[] {
    const { conditions, values } = bounds(index, page);
    const direction = page.descending ? 'DESC' : 'ASC';
    const sql = `SELECT key, ${index}_sort AS sort FROM items WHERE ${[`${index}_partition = ?`, ...conditions].join(' AND ')}
      ORDER BY ${index}_sort ${direction}, key ${direction} LIMIT (? + 0)`;
    const statement = this.#prepare(sql);
    // Half the time of objects.
    statement.setReturnArrays(true);
    const rows = statement.all(partition, ...values, page.limit) as unknown as [string, string][];
    return rows.map(([key, sort]) => ({ key, sort }));
  }

  /** Items in order of key, those after `key`; without those that expire. */
  following(key: string, limit: number): Item[] {
    const sql = `SELECT ${COLUMNS.join()} FROM items
      WHERE key > ? AND key NOT IN (SELECT key FROM expiring) ORDER BY key LIMIT (? + 0)`;
    return (this.#prepare(sql).all(key, limit) as Row[]).map(itemOf);
  }

  count(): number {
    return (this.#prepare('SELECT count(*) AS n FROM items').get() as { n: number }).n;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * The bounds of a page. Where `after` lies within the range it replaces the bound on its side: SQLite seeks by one
 * bound only, and given both it might walk from the range's beginning on every page.
 */
function bounds(index: Index, page: Page): { conditions: string[]; values: SQLInputValue[] } {
  const { from, to, after, descending } = page;
  const sort = `${index}_sort`;
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...given: string[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  const pastFrom = after !== undefined && !descending && (from === undefined || after.sort >= from);
  const beforeTo = after !== undefined && descending === true && (to === undefined || after.sort < to);
  if (pastFrom) add(`(${sort}, key) > (?, ?)`, after.sort, after.key);
  else if (from !== undefined) add(`${sort} >= ?`, from);
  if (beforeTo) add(`(${sort}, key) < (?, ?)`, after.sort, after.key);
  else if (to !== undefined) add(`${sort} < ?`, to);
  return { conditions, values };
}

function itemOf(row: Row): Item {
  const places: Item['places'] = {};
  for (const index of INDEXES) {
    const [partition, sort] = [row[`${index}_partition`], row[`${index}_sort`]];
    if (typeof partition === 'string' && typeof sort === 'string') places[index] = { partition, sort };
  }
  return readItem(row.key ?? '', row.head ?? '', places, row.value ?? 'null');
}

function columnsOf(indexes: readonly Index[]): string[] {
  return indexes.flatMap((index) => [`${index}_partition`, `${index}_sort`]);
}

function placesOf({ places }: Item, indexes: readonly Index[]): (string | null)[] {
  return indexes.flatMap((index) => [places[index]?.partition ?? null, places[index]?.sort ?? null]);
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.partition === b?.partition && a?.sort === b?.sort;
}
