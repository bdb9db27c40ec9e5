import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { Problem } from '../../shared/errors.ts';
import type { Item } from '../../shared/ports.ts';
import { storeContract } from './store.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'shenguan-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);
const open = (file: string, options = {}) => {
  const store = openSqliteStore(file, options);
  return { store, close: async () => store.close() };
};
const item = (key: string, head = 'h', value: unknown = 1): Item => ({ key, head, value, places: {} });

storeContract('SQLite file', async () => open(newFile()), { runs: 25 });
storeContract('SQLite file without a cache', async () => open(newFile(), { cache: { items: 0, bytes: 0 } }), {
  runs: 25,
});
storeContract('SQLite in memory with a cache of three', async () =>
  open(':memory:', { cache: { items: 3, bytes: 1e6 } }),
);

describe('SQLite store', () => {
  it('has lost nothing after kill -9 that it had answered for', async () => {
    const file = newFile();
    for (let round = 0; round < 5; round++) {
      const lines = await commitUntilKilled(file, String(round));
      const store = openSqliteStore(file);
      for (const line of lines) {
        const items = await store.getMany(line.split(' '));
        expect(items.map((found) => found?.key)).toEqual(line.split(' '));
      }
      for (const { key } of store.all()) {
        // All or none, also of what was cut off before its answer.
        if (key.endsWith('-pair')) expect(await store.get(key.slice(0, -'-pair'.length))).toBeDefined();
      }
      expect(lines.length).toBeGreaterThan(10);
      store.close();
      expect(integrity(file)).toBe('ok');
    }
  });

  it('keeps everything over a close, commits that were waiting included', async () => {
    const file = newFile();
    const first = openSqliteStore(file);
    const committing = first.commit([{ item: item('a'), expected: null }]);
    first.close();
    expect(await committing).toEqual({ committed: true });
    const second = openSqliteStore(file);
    expect(await second.get('a')).toEqual(item('a'));
    second.close();
    second.close();
  });

  it('is unavailable once closed', async () => {
    const store = openSqliteStore(':memory:');
    store.close();
    const calls = [store.get('a'), store.getMany(['a']), store.query('in', 'p', { limit: 1 })];
    const commit = store.commit([{ item: item('a'), expected: null }]);
    for (const call of [...calls, commit]) await expect(call).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('decides commits of one turn in order, each by itself', async () => {
    const store = openSqliteStore(':memory:');
    const told: string[][] = [];
    store.onCommit((items) => told.push(items.map(({ key, head }) => `${key}=${head}`)));
    const results = await Promise.all([
      store.commit([{ item: item('a', 'h1'), expected: null }]),
      store.commit([{ item: item('a', 'h2'), expected: null }]),
      store.commit([
        { item: item('a', 'h3'), expected: 'h1' },
        { item: item('b', 'h3'), expected: null },
      ]),
      store.commit([{ item: item('b', 'h4'), expected: 'other' }]),
    ]);
    expect(results.map(({ committed }) => committed)).toEqual([true, false, true, false]);
    expect(told).toEqual([['a=h1', 'a=h3', 'b=h3']]);
    expect((await store.get('a'))?.head).toBe('h3');
    store.close();
  });

  it('fails the whole group with `unavailable` where the file cannot be written, and goes on afterwards', async () => {
    const file = newFile();
    const store = openSqliteStore(file, { busyTimeout: 20 });
    await store.commit([{ item: item('a', 'h1', 1), expected: null }]);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const group = await Promise.allSettled(
      ['a', 'b'].map((key) => store.commit([{ item: item(key, 'h2', 2), expected: key === 'a' ? 'h1' : null }])),
    );
    for (const each of group) expect(each).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    expect((group[0] as PromiseRejectedResult).reason).toBeInstanceOf(Problem);
    expect((await store.get('a'))?.head).toBe('h1');
    other.exec('ROLLBACK');
    other.close();
    expect(await store.commit([{ item: item('a', 'h2', 2), expected: 'h1' }])).toEqual({ committed: true });
    store.close();
  });

  it('takes back what a commit had written when the disk failed on the next one', async () => {
    const file = newFile();
    openSqliteStore(file).close();
    const raw = new DatabaseSync(file);
    raw.exec(`CREATE TRIGGER disk_full BEFORE INSERT ON items WHEN NEW.key = 'full'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    raw.close();
    const store = openSqliteStore(file);
    const told: string[] = [];
    store.onCommit((items) => told.push(...items.map(({ head }) => head)));
    await store.commit([{ item: item('a', 'h1'), expected: null }]);
    const group = await Promise.allSettled([
      store.commit([{ item: item('a', 'h2'), expected: 'h1' }]),
      store.commit([{ item: item('full'), expected: null }]),
    ]);
    expect(group.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await store.get('a'))?.head).toBe('h1');
    expect(await store.commit([{ item: item('a', 'h3'), expected: 'h1' }])).toEqual({ committed: true });
    expect(told).toEqual(['h1', 'h3']);
    store.close();
  });

  it('lists everything in order of key, over many pages, while commits go on', async () => {
    const store = openSqliteStore(':memory:');
    const keys = Array.from({ length: 450 }, (_, i) => `k${String(i).padStart(3, '0')}`);
    for (let i = 0; i < 450; i += 90) {
      await store.commit(keys.slice(i, i + 90).map((key) => ({ item: item(key), expected: null })));
    }
    const seen: string[] = [];
    for (const { key } of store.all()) {
      seen.push(key);
      if (key === 'k100') await store.commit([{ item: item('k101', 'h2', 'x'.repeat(300_000)), expected: 'h' }]);
    }
    expect(seen).toEqual(keys);
    expect(store.count()).toBe(450);
    store.close();
  });

  it.each([1, 9])('refuses a file of version %i', (version) => {
    const file = newFile();
    const db = new DatabaseSync(file);
    db.exec(`PRAGMA user_version = ${version}`);
    db.close();
    expect(() => openSqliteStore(file)).toThrow(/another version/);
  });

  it('takes a file that lacks a newer index', async () => {
    const earlier = newFile();
    const old = openSqliteStore(earlier);
    await old.commit([{ item: item('a'), expected: null }]);
    old.close();
    const raw = new DatabaseSync(earlier);
    raw.exec(
      'DROP INDEX by_register; ALTER TABLE items DROP COLUMN register_sort; ALTER TABLE items DROP COLUMN register_partition',
    );
    raw.close();
    const store = openSqliteStore(earlier);
    const places = { register: { partition: 'p', sort: 's' } };
    await store.commit([{ item: { ...item('a', 'h2'), places }, expected: 'h' }]);
    expect(await store.query('register', 'p', { limit: 5 })).toEqual([{ key: 'a', sort: 's' }]);
    store.close();
  });
});

/** Runs the committing process for some 150 ms after its first answer; the lines it said, the last one if complete. */
async function commitUntilKilled(file: string, round: string): Promise<string[]> {
  const script = join(import.meta.dirname, 'committing-process.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, round], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise<string | null>((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      said += text;
      resolve();
    });
    child.on('close', () => resolve());
  });
  await pause(100 + Math.random() * 100);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  return said.slice(0, said.lastIndexOf('\n')).split('\n');
}

function integrity(file: string): unknown {
  const db = new DatabaseSync(file);
  const row = db.prepare('PRAGMA integrity_check').get();
  db.close();
  return row?.integrity_check;
}
