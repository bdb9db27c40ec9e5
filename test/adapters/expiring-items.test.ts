/** What expires: dropped by the SQLite store, left to DynamoDB's time to live, and never part of an export. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { putInput } from '../../shared/adapters/dynamodb-items.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { writePuts } from '../../shared/adapters/stored-json.ts';
import type { Put } from '../../shared/ports.ts';

const token = (id: string, expires?: number): Put => {
  const item = { key: `371525#token#${id}`, head: 'h', value: { id }, places: {} };
  return { item, expected: null, ...(expires !== undefined && { expires }) };
};

it('is gone from the SQLite store once dropped, also from what it has in memory; all else stays', async () => {
  const store = openSqliteStore(':memory:');
  await store.commit([token('a', 1_000), token('b', 2_000), token('c')]);
  expect([...store.all()].map(({ value }) => value)).toEqual([{ id: 'c' }]);
  expect(store.dropExpired(999)).toBe(0);
  expect(store.dropExpired(1_000)).toBe(1);
  expect(await store.get('371525#token#a')).toBeUndefined();
  expect(await store.get('371525#token#b')).toBeDefined();
  expect(store.dropExpired(9_999)).toBe(1);
  expect([store.count(), store.dropExpired(9_999)]).toEqual([1, 0]);
  expect(await store.commit([token('a')])).toEqual({ committed: true });
  store.close();
});

it('has its seconds in an attribute of its own in DynamoDB, never too early', () => {
  const [expiring, other] = writePuts([token('a', 1_790_000_000_001), token('c')]).map(
    (put) => putInput('t', put).Item,
  );
  expect(expiring?.expires).toBe(1_790_000_001);
  expect(other).not.toHaveProperty('expires');
});

it('whose deletion fails keeps no later commit waiting', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'expiring-')), 'store.db');
  const store = openSqliteStore(file);
  await store.commit([token('a', 1_000)]);
  const other = new DatabaseSync(file);
  other.exec("CREATE TRIGGER kept BEFORE DELETE ON items BEGIN SELECT RAISE(ABORT, 'no'); END");
  other.close();
  expect(() => store.dropExpired(2_000)).toThrow();
  expect(await store.commit([token('b', 1_000)])).toEqual({ committed: true });
  expect(store.count()).toBe(2);
  store.close();
});
