/** The log in the store: what was entered before is answered as it was then, whatever has been entered since. */
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { enter } from '../../shared/calendar/store.ts';
import { extension } from './entries.ts';

test('an entry sent again answers the log up to and with it', async () => {
  const store = openSqliteStore(':memory:');
  const days = ['2026-10-08', '2026-10-09', '2026-10-12'];
  const entries = days.map((day) => extension('2026-09-28 09:00', day, day));
  const sent = (n: number) => enter(store, '371525', entries[n] as never, { request: `r${n}`, said: `${n}` });
  for (const n of [0, 1, 2]) expect(await sent(n)).toEqual(entries.slice(0, n + 1));
  for (const n of [1, 0, 2]) expect(await sent(n)).toEqual(entries.slice(0, n + 1));
  const other = enter(store, '371525', entries[0] as never, { request: 'r1', said: 'other' });
  await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});
