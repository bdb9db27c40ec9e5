/** Long reading does not keep others waiting. */
import { expect, it } from 'vitest';
import { FairStore } from '../../infra/local/home/fair-store.ts';
import { SHARE } from '../../infra/local/home/turns.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Store } from '../../shared/ports.ts';
import { hurried, inSteps } from '../../shared/tries.ts';

/** Milliseconds of the thread that each read takes. */
const READ = 0.5;
/** The machine may give the thread to others in the middle of a reading, which is long then. */
const AGAIN = { retry: 5 };
const busy = {
  get: async () => {
    for (const begun = performance.now(); performance.now() - begun < READ; );
    return undefined;
  },
} as unknown as Store;

/** Reads for so many turns of the event loop; answers how often in each. */
async function reading(store: Store, turns: number): Promise<number[]> {
  const perTurn = [0];
  const count = (): void => {
    if (perTurn.push(0) <= turns) setImmediate(count);
  };
  setImmediate(count);
  for (; perTurn.length <= turns; perTurn[perTurn.length - 1] = (perTurn.at(-1) ?? 0) + 1) await store.get('a');
  return perTurn;
}

it('gives others their turn while somebody reads on and on', async () => {
  const sqlite = openSqliteStore(':memory:');
  const store = new FairStore(sqlite).piece();
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  const begun = performance.now();
  while (performance.now() - begun < 300) await store.query('wake', '0', { limit: 10 });
  clearInterval(counting);
  sqlite.close();
  expect(turns).toBeGreaterThan(10);
});

it('gives others their turn while somebody reads thousands of records', async () => {
  const sqlite = openSqliteStore(':memory:', { cache: { items: 0, bytes: 0 } });
  const keys = Array.from({ length: 2_000 }, (_, i) => `371525#exchange#${i}`);
  const value = { text: '准'.repeat(2_000) };
  const puts = keys.map((key) => ({ item: { key, head: 'h', value, places: {} }, expected: null }));
  for (let i = 0; i < puts.length; i += 100) await sqlite.commit(puts.slice(i, i + 100));
  const store = new FairStore(sqlite).piece();
  let turns = 0;
  const count = (): void => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  for (let i = 0; i < keys.length; i += 200) await store.getMany(keys.slice(i, i + 200));
  clearImmediate(counting);
  sqlite.close();
  expect(turns).toBeGreaterThan(10);
});

it('lets a reader go first who has only begun, and says whether anybody reads', AGAIN, async () => {
  const sqlite = openSqliteStore(':memory:');
  const store = new FairStore(sqlite);
  expect(store.isInUse()).toBe(false);
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  await store.getMany(Array.from({ length: 10 }, (_, i) => `371525#exchange#${i}`));
  expect([turns, store.isInUse()]).toEqual([0, true]);
  sqlite.close();
});

it('has a request wait for no turn while others read at length', AGAIN, async () => {
  const store = new FairStore(busy);
  const long = [reading(store.ofTimers(), 30), reading(hurried(store), 30)];
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  let turns = 0;
  const counted = setImmediate(() => {
    turns += 1;
  });
  const request = hurried(store);
  await request.get('a');
  await inSteps(request).get('b');
  clearImmediate(counted);
  expect(turns).toBe(0);
  await Promise.all(long);
});

it('gives all long work together one share of a turn, and each piece of it as much as the others', async () => {
  const store = new FairStore(busy);
  const all = await Promise.all(Array.from({ length: 10 }, () => reading(store.piece(), 60)));
  // In the first turn all of them are short.
  const long = all.map((perTurn) => perTurn.slice(2, 60));
  const together = long[0]?.map((_, turn) => long.reduce((sum, perTurn) => sum + (perTurn[turn] ?? 0), 0)) ?? [];
  expect(Math.max(...together)).toBeLessThanOrEqual(SHARE / READ + 1);
  const each = long.map((perTurn) => perTurn.reduce((sum, reads) => sum + reads, 0));
  expect(Math.min(...each)).toBeGreaterThan(0);
  expect(Math.max(...each)).toBeLessThanOrEqual(3 * Math.min(...each));
});

it('holds what others have read against no request', AGAIN, async () => {
  const store = new FairStore(busy);
  for (let i = 0; i < 10; i++) await store.get('a');
  let turns = 0;
  const counted = setImmediate(() => {
    turns += 1;
  });
  await store.get('a');
  await hurried(store).get('a');
  clearImmediate(counted);
  expect(turns).toBe(0);
});

it('counts what timers do as no use by requests', async () => {
  const store = new FairStore(busy);
  await store.ofTimers().get('a');
  expect(store.isInUse()).toBe(false);
  await store.piece().get('a');
  expect(store.isInUse()).toBe(true);
});

it('keeps in memory what requests read and what is read one by one, not what long work reads many of', async () => {
  const kept: boolean[] = [];
  const store = new FairStore({
    ...busy,
    getMany: async (_: readonly string[], passing?: boolean) => {
      kept.push(!passing);
      return [];
    },
  } as unknown as Store);
  const many = Array.from({ length: 8 }, (_, i) => String(i));
  await store.piece().getMany(many);
  await store.ofTimers().getMany(many.slice(4));
  await store.ofTimers().getMany(many);
  expect(kept).toEqual([true, true, true, false, false]);
});
