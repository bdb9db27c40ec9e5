/**
 * Whatever happens between a push and the mail that tells of it (acts, wakes at once and too early, commits that fail
 * or whose answer is lost): in the end somebody has been told, once. Only a crash in the middle repeats a mail
 * (`delivery.test.ts`): a commit that fails is tried again within the same attempt.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Item } from '../../shared/ports.ts';
import { MINUTE } from '../../shared/time.ts';
import { wakesAt } from '../../shared/waking.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { runs } from '../runs.ts';
import { keyOfPush, post } from './post.ts';

type Step =
  | { do: 'wake'; times: number }
  | { do: 'act'; act: 'claim' | 'assign' | 'return' }
  | { do: 'wait'; minutes: number }
  | { do: 'fault'; outcome: 'fail' | 'lose' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('wake' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('act' as const), act: fc.constantFrom('claim', 'assign', 'return') }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 2, 90) }),
  fc.record({ do: fc.constant('fault' as const), outcome: fc.constantFrom('fail', 'lose') }),
);

const BODIES = { claim: {}, assign: { handler: 'scjg.officer' }, return: { reason: '不属本单位' } };

test('somebody is told, and nobody twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const store = new FaultyStore(openSqliteStore(':memory:'));
      const county = await post('2026-09-28T09:00', { store });
      const push = await county.push('A-1');
      const key = keyOfPush(push);
      for (const one of steps) {
        if (one.do === 'wait') county.clock.set(county.clock.now() + one.minutes * MINUTE);
        if (one.do === 'act') {
          await county.call('POST', `/pushes/${push.id}/${one.act}`, { as: 'scjg.head', body: BODIES[one.act] });
        }
        if (one.do === 'wake') {
          await Promise.allSettled(Array.from({ length: one.times }, () => wakeKey(county.platform, key)));
        }
        if (one.do === 'fault') {
          let left = 1;
          store.reschedule(({ method }) => {
            return method === 'commit' && left-- > 0 ? { outcome: one.outcome } : undefined;
          });
        }
      }
      store.reschedule();
      county.clock.set(county.clock.now() + 3 * MINUTE);
      await wakeKey(county.platform, key);
      await county.until('2026-09-29T12:00');
      const record = (await store.get(key)) as Item;
      const { state, mails } = record.value as Exchange;
      expect(mails.every(({ done }) => done !== null)).toBe(true);
      // What is left to be woken for is the clock of the claim, or of readdressing what came back.
      expect(wakesAt(record.places) === null).toBe(state === 'claimed');
      const arrivals = county.sent.filter(({ subject }) => subject.includes('新推送'));
      // Returned before anybody was told: nothing to tell its addressee any more.
      expect(arrivals.length).toBeGreaterThanOrEqual(state === 'returned' ? 0 : 1);
      expect(arrivals.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: runs(150) },
  );
}, 60_000);
