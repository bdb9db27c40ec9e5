/** Long reading does not keep others waiting. */
import { expect, it } from 'vitest';
import { FairStore } from '../../infra/local/home/fair-store.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';

it('gives others their turn while somebody reads on and on', async () => {
  const sqlite = openSqliteStore(':memory:');
  const store = new FairStore(sqlite);
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

it('lets a reader go first who has only begun, and says whether anybody reads', async () => {
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
