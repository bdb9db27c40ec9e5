/** Commits on their way to the disk: who waits for it, what is told if it fails, and that the log does not grow. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Item } from '../../shared/ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'shenguan-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);
const put = (key: string, head = 'h', expected: string | null = null, value: unknown = 1) => {
  const item: Item = { key, head, value, places: { in: { partition: 'p', sort: key } } };
  return [{ item, expected }];
};

/** A disk that takes as long as the test says. */
function slowDisk() {
  const running: PromiseWithResolvers<void>[] = [];
  let flushes = 0;
  const flush = (): Promise<void> => {
    flushes += 1;
    const one = Promise.withResolvers<void>();
    running.push(one);
    return one.promise;
  };
  /** The flush that runs, once one does. */
  const next = async (): Promise<PromiseWithResolvers<void>> => {
    for (;;) {
      const one = running.shift();
      if (one) return one;
      await pause(1);
    }
  };
  return { flush, next, flushes: () => flushes };
}

/** What has become of a promise by now. */
async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  await pause(5);
  return Promise.race([promise, 'waiting']);
}

it('answers a commit, and tells what it wrote, only once it is on the disk', async () => {
  const disk = slowDisk();
  const store = openSqliteStore(newFile(), { flush: disk.flush });
  const told: string[] = [];
  store.onCommit((items) => told.push(...items.map(({ key }) => key)));
  const committing = store.commit(put('a'));
  const flushing = await disk.next();
  const reading = store.get('a');
  const listing = store.getMany(['b', 'a']);
  expect([await stateOf(committing), await stateOf(reading), await stateOf(listing)]).toEqual(Array(3).fill('waiting'));
  expect([await store.get('b'), await store.getMany(['b', 'c']), told]).toEqual([
    undefined,
    [undefined, undefined],
    [],
  ]);
  flushing.resolve();
  expect([await committing, (await reading)?.head, told]).toEqual([{ committed: true }, 'h', ['a']]);
  expect((await listing).map((item) => item?.key)).toEqual([undefined, 'a']);
  store.close();
});

it('writes as one group what comes in while the disk is busy, and flushes nothing where nothing was written', async () => {
  const disk = slowDisk();
  const store = openSqliteStore(newFile(), { flush: disk.flush });
  const first = store.commit(put('a'));
  const flushing = await disk.next();
  const others = ['b', 'c', 'a'].map((key) => store.commit(put(key)));
  expect([await stateOf(others[0] as Promise<unknown>), disk.flushes()]).toEqual(['waiting', 1]);
  flushing.resolve();
  await first;
  (await disk.next()).resolve();
  expect((await Promise.all(others)).map(({ committed }) => committed)).toEqual([true, true, false]);
  expect([await store.commit(put('a')), disk.flushes()]).toEqual([{ committed: false }, 2]);
  store.close();
});

it('tells nobody of a commit that the disk failed to take, until all is on the disk after all', async () => {
  const disk = slowDisk();
  const file = newFile();
  const store = openSqliteStore(file, { flush: disk.flush });
  const failing = store.commit(put('a'));
  const reading = disk.next().then((flushing) => {
    const waiting = store.get('a');
    flushing.reject(Object.assign(new Error('fdatasync'), { code: 'EIO' }));
    return waiting;
  });
  for (const call of [failing, reading]) await expect(call).rejects.toMatchObject({ code: 'disk-failing' });
  await expect(store.get('a')).rejects.toMatchObject({ code: 'disk-failing' });
  expect(await store.get('b')).toBeUndefined();
  const reader = new DatabaseSync(file);
  reader.exec('BEGIN; SELECT count(*) FROM items');
  await expect(store.commit(put('b'))).rejects.toMatchObject({ code: 'unavailable' });
  await expect(store.get('a')).rejects.toMatchObject({ code: 'disk-failing' });
  reader.close();
  const mended = store.commit(put('b'));
  (await disk.next()).resolve();
  expect([await mended, (await store.get('a'))?.head]).toEqual([{ committed: true }, 'h']);
  store.close();
});

it('has everything on the disk when closed in the middle of a flush', async () => {
  const disk = slowDisk();
  const file = newFile();
  const store = openSqliteStore(file, { flush: disk.flush });
  const first = store.commit(put('a'));
  const flushing = await disk.next();
  const second = store.commit(put('b'));
  store.close();
  expect([await first, await second]).toEqual([{ committed: true }, { committed: true }]);
  flushing.resolve();
  const again = openSqliteStore(file);
  expect((await again.getMany(['a', 'b'])).map((item) => item?.key)).toEqual(['a', 'b']);
  again.close();
});

it('writes a long log into the file beside the commits, so that it begins anew', async () => {
  const file = newFile();
  const store = openSqliteStore(file, { cache: { items: 0, bytes: 0 } });
  const commits = 150;
  for (let i = 0; i < commits; i++) await store.commit(put(`k${i}`, 'h', null, 'x'.repeat(340_000)));
  // Of 51 MB of records, with all that was written while the checkpoints went on.
  expect(statSync(`${file}-wal`).size).toBeLessThan(48_000_000);
  expect(statSync(file).size).toBeGreaterThan(15_000_000);
  expect(store.count()).toBe(commits);
  store.close();
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined();
  const db = new DatabaseSync(file);
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  db.close();
});
