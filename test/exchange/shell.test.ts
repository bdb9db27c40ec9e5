/** The id of a request: the same for one that is sent again with its key, else never the same. */
import { expect, test } from 'vitest';
import { requestOf } from '../../shared/exchange/shell.ts';
import { at, testCounty } from '../desk.ts';

test('by account, act and key; by chance where there is no key', async () => {
  const { desk } = await testCounty(at('2026-09-28T09:00'));
  const asked = (account: string, act: string, key: string | null) => requestOf(desk, account, act, key);
  const keyed = asked('scjg.officer', 'claim', 'K-1');
  expect(keyed).toMatch(/^[0-9a-f]{32}$/);
  expect(asked('scjg.officer', 'claim', 'K-1')).toBe(keyed);
  const others = [
    ...[
      asked('scjg.head', 'claim', 'K-1'),
      asked('scjg.officer', 'return', 'K-1'),
      asked('scjg.officer', 'claim', 'K-2'),
    ],
    ...[asked('scjg.officer', 'claim', null), asked('scjg.officer', 'claim', null)],
  ];
  expect(new Set([keyed, ...others]).size).toBe(6);
  expect(others.slice(3).every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true);
});
