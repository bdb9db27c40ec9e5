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
