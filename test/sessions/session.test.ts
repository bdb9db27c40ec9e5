/** A session ends, and moves to another county, though another request of it writes at the same moment. */
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Store } from '../../shared/ports.ts';
import { beginSession, chooseCounty, endSession, keepAwake, readSession } from '../../shared/sessions/session.ts';
import { MINUTE } from '../../shared/time.ts';
import { at } from '../desk.ts';

const BEGAN = at('2026-09-28T09:00');
const NOW = BEGAN + 10 * MINUTE;
const IDENTITY = { issuer: 'https://sso.example.gov.cn', subject: 'wangwu' };

/** A store in which another request notes that the session is used, just after it was read for the first time. */
function raced(store: Store, secret: string): Store {
  let before = true;
  return {
    get: async (key) => {
      const item = await store.get(key);
      const found = before ? await readSession(store, secret, NOW) : null;
      before = false;
      if (found) await keepAwake(store, found, NOW);
      return item;
    },
    getMany: (keys) => store.getMany(keys),
    commit: (puts, first) => store.commit(puts, first),
    query: (...asked) => store.query(...asked),
  };
}

it.each<[string, (store: Store, secret: string) => Promise<void>, object | null]>([
  ['is over once somebody has signed out', (store, secret) => endSession(store, secret, NOW), null],
  [
    'is in the county that was chosen',
    (store, secret) => chooseCounty(store, secret, '371522', NOW),
    { jurisdiction: '371522', seen: NOW },
  ],
])('%s', async (_what, act, expected) => {
  const store = openSqliteStore(':memory:');
  const secret = await beginSession(store, systemRandom, IDENTITY, '371525', BEGAN);
  await act(raced(store, secret), secret);
  const found = await readSession(store, secret, NOW);
  if (expected === null) expect(found).toBeNull();
  else expect(found?.session).toMatchObject(expected);
});
