/**
 * The time of a batch (10 s in all, 2 s an id): a store that fails or keeps silent costs no caller more, what could not
 * be tried is `unavailable`, and the same batch sent again is done. Time is told here: nobody waits for it.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { countyHere, type Here } from '../contract-http/county.ts';
import type { Called } from '../in-process.ts';
import { FaultyStore } from './store.ts';

/** Milliseconds that an id may take: 2 s, and the attempt that runs at their end. */
const AN_ID = 3_500;
const IN_ALL = 10_000;

const faulty = () => new FaultyStore(openSqliteStore(':memory:'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What becomes of work while time goes on, and how long it took by that time. */
async function timed<T>(work: Promise<T>): Promise<{ result: T; millis: number }> {
  const begun = performance.now();
  let ended = false;
  const ending = work.finally(() => {
    ended = true;
  });
  while (!ended) {
    // Whatever is not waiting for time goes first: signatures are checked, modules are loaded.
    for (let turn = 0; turn < 20 && !ended; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (!ended && vi.getTimerCount() > 0) await vi.advanceTimersByTimeAsync(50);
  }
  return { result: await ending, millis: performance.now() - begun };
}

async function pushed(here: Here, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push((await timed(here.push(`R-${i}`))).result.json.id);
  // Its token has been used: the first use of one is written down, too.
  await timed(here.call('GET', '/me', { as: 'scjg.officer' }));
  return ids;
}

const claim = (here: Here, ids: readonly string[]): Promise<Called> =>
  here.call('POST', '/pushes/claim', { as: 'scjg.officer', body: { ids }, headers: { 'idempotency-key': 'k' } });

const codesOf = ({ json }: Called): (string | null)[] => json.results.map(({ code }: { code: string | null }) => code);

describe('a batch of claims', () => {
  test.each([
    ['fails', { outcome: 'fail' as const }],
    ['keeps silent', { delay: 600_000 }],
  ])('takes 10 s and an attempt at most where the store %s in writing', async (_name, outcome) => {
    const store = faulty();
    const here = await countyHere({ store });
    const ids = await pushed(here, 100);
    let commits = 0;
    store.reschedule((call) => {
      if (call.method !== 'commit') return undefined;
      commits += 1;
      // The first remembers the Idempotency-Key.
      return commits === 1 ? undefined : outcome;
    });
    const { result, millis } = await timed(claim(here, ids));
    expect(result.status).toBe(200);
    expect(codesOf(result)).toEqual(Array(100).fill('unavailable'));
    expect(millis).toBeGreaterThan(IN_ALL - 2_000);
    expect(millis).toBeLessThanOrEqual(IN_ALL + AN_ID);
    store.reschedule();
    const again = await timed(claim(here, ids));
    expect(codesOf(again.result)).toEqual(Array(100).fill(null));
    expect(again.millis).toBeLessThan(IN_ALL);
  });

  test('tries an id again within its 2 s, and holds up no other', async () => {
    const store = faulty();
    const here = await countyHere({ store });
    const ids = await pushed(here, 12);
    let commits = 0;
    store.reschedule(({ method }) => {
      if (method !== 'commit') return undefined;
      commits += 1;
      return commits === 2 ? { delay: 600_000 } : undefined;
    });
    const { result, millis } = await timed(claim(here, ids));
    // Its own claim is tried again within its time: the silent attempt ended after 1.5 s.
    expect(codesOf(result)).toEqual(Array(12).fill(null));
    expect(millis).toBeGreaterThanOrEqual(1_500);
    expect(millis).toBeLessThanOrEqual(AN_ID);
  });

  test('that meets a store that is silent from its first read is refused as a whole', async () => {
    const store = faulty();
    const here = await countyHere({ store });
    const ids = await pushed(here, 3);
    store.reschedule(() => ({ delay: 600_000 }));
    const { result, millis } = await timed(claim(here, ids));
    expect([result.status, result.json.code]).toEqual([503, 'unavailable']);
    expect(millis).toBeLessThanOrEqual(AN_ID);
  });
});
