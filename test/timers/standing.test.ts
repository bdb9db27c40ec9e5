/** On a standing clock what is due at an instant happens at it, however busy the machine is. */
import { describe, expect, test } from 'vitest';
import { Patience } from '../../infra/local/timers/patience.ts';
import { Waker } from '../../infra/local/timers/waker.ts';
import { countyKey } from '../../shared/accounts/directory.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Store } from '../../shared/ports.ts';
import { FOOD, keyOfPush, post } from '../mail/post.ts';

const running = (): boolean => false;

/**
 * A county with a push that is due, whose store has no time for so many reads of many items from then on, but for the
 * county by itself, whose organisations' open work is looked through for what is due.
 */
async function busy(times: number) {
  let left = 0;
  const county = await post('2026-09-28T09:00');
  const push = await county.push('A');
  const { store } = county.platform.ports;
  const slow: Store = {
    get: (key) => store.get(key),
    getMany: async (keys) => {
      const isCounty = keys.every((key) => key === countyKey('371525'));
      if (!isCounty && left-- > 0) throw unavailable();
      return store.getMany(keys);
    },
    commit: (puts, first) => store.commit(puts, first),
    query: (index, partition, page) => store.query(index, partition, page),
  };
  const platform = { ...county.platform, ports: { ...county.platform.ports, store: slow } };
  county.clock.set('2026-10-01T00:00:00+08:00');
  left = times;
  const state = async (): Promise<unknown> =>
    ((await store.get(keyOfPush(push)))?.value as { state: string } | undefined)?.state;
  return { county, platform, state };
}

describe('a wake that found no time', () => {
  test.each([
    ['a standing clock', true, 4, 'deemed-claimed'],
    ['a standing clock, of a store that is down', true, 1_000, 'pending'],
    ['the machine’s own clock', false, 1, 'pending'],
  ])('on %s', async (_name, standing, times, state) => {
    const { county, platform, state: found } = await busy(times);
    const waker = new Waker(platform, standing, () => {});
    await waker.wakeAll(county.clock.now(), running);
    expect(await found()).toBe(state);
  });
});

test('more mails than the lane holds all go out at their instant', async () => {
  const county = await post('2026-09-28T09:00');
  for (let n = 0; n < 520; n++) await county.push(`N-${n}`, { matter: FOOD });
  const waker = new Waker(county.platform, true, () => {});
  await waker.wakeAll(county.clock.now(), running);
  expect(county.sent).toHaveLength(520);
});

describe('patience', () => {
  const failing = (times: number, error: Error = unavailable()) => {
    const calls = { count: 0 };
    const work = async (): Promise<number> => {
      calls.count += 1;
      if (calls.count <= times) throw error;
      return calls.count;
    };
    return { calls, work };
  };

  test.each([
    ['done at once', true, 0, unavailable(), 1, 1],
    ['done the fifth time', true, 4, unavailable(), 5, 5],
    ['given up', true, 5, unavailable(), 5, null],
    ['another fault is none of time', true, 1, new Error('no'), 1, null],
    ['the machine’s own clock', false, 1, unavailable(), 1, null],
  ])('%s', async (_name, standing, times, error, calls, answer) => {
    const { calls: made, work } = failing(times, error);
    const tried = new Patience(standing).within(1, work);
    await (answer === null ? expect(tried).rejects.toBe(error) : expect(tried).resolves.toBe(answer));
    expect(made.count).toBe(calls);
  });

  test('is spent for one instant alone', async () => {
    const patience = new Patience(true);
    const counts: number[] = [];
    for (const now of [1, 1, 2]) {
      const { calls, work } = failing(9);
      await patience.within(now, work).catch(() => {});
      counts.push(calls.count);
    }
    expect(counts).toEqual([5, 1, 5]);
  });
});
