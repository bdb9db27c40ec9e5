import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore, type SqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Item, Page, Put } from '../../shared/ports.ts';
import { storeContract } from '../contract/store.contract.ts';
import { runs } from '../runs.ts';
import type { IndexLag } from './lagging-index.ts';
import { FaultyStore, type Schedule, scripted, seeded } from './store.ts';

const opened: SqliteStore[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});
const open = (schedule?: Schedule, lag?: IndexLag) => {
  const inner = openSqliteStore(':memory:');
  opened.push(inner);
  return { inner, store: new FaultyStore(inner, schedule, lag) };
};
const put = (expected: string | null, key: string, head: string, places: Item['places'] = {}): Put => {
  return { item: { key, head, value: head, places }, expected };
};

storeContract(
  'a faulty store without faults',
  async () => {
    const inner = openSqliteStore(':memory:');
    return { store: new FaultyStore(inner, seeded(1, { delay: 0.2 })), close: async () => inner.close() };
  },
  { runs: 15 },
);

describe('faults of commits', () => {
  it('fails before anything happened', async () => {
    const { store, inner } = open(scripted([{ outcome: 'fail' }]));
    await expect(store.commit([put(null, 'a', 'h')])).rejects.toMatchObject({ code: 'unavailable' });
    expect(await inner.get('a')).toBeUndefined();
    expect(await store.commit([put(null, 'a', 'h')])).toEqual({ committed: true });
  });

  it('loses the answer of a commit that took place', async () => {
    const { store, inner } = open(scripted([{ outcome: 'lose' }]));
    await expect(store.commit([put(null, 'a', 'h')])).rejects.toMatchObject({ code: 'unavailable' });
    expect((await inner.get('a'))?.head).toBe('h');
  });

  it('lands a commit late: after so many calls, or when told, and only if its heads still hold', async () => {
    const { store, inner } = open(
      scripted([{ outcome: 'late', landsAfter: 2 }, { outcome: 'late' }, { outcome: 'late' }]),
    );
    await expect(store.commit([put(null, 'a', 'a1')])).rejects.toMatchObject({ code: 'unavailable' });
    expect([await store.get('a'), await store.get('a')]).toEqual([undefined, undefined]);
    expect((await store.get('a'))?.head).toBe('a1');
    for (const head of ['a2', 'a2-too']) await store.commit([put('a1', 'a', head)]).catch(() => undefined);
    await store.land();
    expect((await inner.get('a'))?.head).toBe('a2');
  });

  it('lets other work go first where it is slow', async () => {
    const { store } = open(scripted([{ delay: 20 }]));
    const slow = store.commit([put(null, 'a', 'slow')]);
    expect(await store.commit([put(null, 'a', 'quick')])).toEqual({ committed: true });
    expect(await slow).toEqual({ committed: false });
  });

  it('fails reads as scheduled, and not any more once rescheduled', async () => {
    const { store } = open(({ method }) => (method === 'query' ? { outcome: 'fail' } : undefined));
    await expect(store.query('in', 'p', { limit: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await store.getMany(['a'])).toEqual([undefined]);
    store.reschedule();
    expect(await store.query('in', 'p', { limit: 1 })).toEqual([]);
  });

  it('repeats the faults of a seed, about as often as asked', () => {
    const faults = (seed: number) => {
      const schedule = seeded(seed, { fail: 0.1, lose: 0.1, late: 0.1 });
      return Array.from({ length: 1000 }, (_, number) => schedule({ method: 'commit', number })?.outcome ?? 'none');
    };
    expect(faults(7)).toEqual(faults(7));
    expect(faults(7)).not.toEqual(faults(8));
    for (const outcome of ['fail', 'lose', 'late']) {
      const times = faults(7).filter((each) => each === outcome).length;
      expect(times).toBeGreaterThan(60);
      expect(times).toBeLessThan(140);
    }
  });
});

describe('indexes that lag', () => {
  const writes = fc.array(
    fc.uniqueArray(fc.record({ key: fc.nat(4), sort: fc.option(fc.constantFrom('a', 'b', 'c', 'd')) }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ key }) => key,
    }),
    { maxLength: 8 },
  );
  const pages = fc.record({
    from: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    to: fc.option(fc.constantFrom('c', 'd'), { nil: undefined }),
    after: fc.option(fc.record({ key: fc.constantFrom('0', '2'), sort: fc.constantFrom('a', 'b', 'c') }), {
      nil: undefined,
    }),
    limit: fc.integer({ min: 1, max: 6 }),
    descending: fc.boolean(),
  });

  it('show the state of some commits ago', async () => {
    await fc.assert(
      fc.asyncProperty(writes, fc.nat(4), pages, async (commits, lag, page) => {
        const now = open();
        now.store.lag({ commits: lag });
        const then = open();
        await write(now.store, commits);
        await write(then.store, commits.slice(0, Math.max(0, commits.length - lag)));
        expect(await now.store.query('in', 'p', page)).toEqual(await then.inner.query('in', 'p', page));
      }),
      { numRuns: runs(150) },
    );
  });

  it('hide what was written last', async () => {
    const { store } = open(undefined, { hidden: 1 });
    const page: Page = { limit: 5 };
    const place = (sort: string) => ({ in: { partition: 'p', sort } });
    await store.commit([put(null, 'a', 'h1', place('1'))]);
    await store.commit([put(null, 'b', 'h1', place('2'))]);
    expect(await store.query('in', 'p', page)).toEqual([{ key: 'a', sort: '1' }]);
    await store.commit([put('h1', 'a', 'h2', place('3'))]);
    expect(await store.query('in', 'p', page)).toEqual([{ key: 'b', sort: '2' }]);
    expect((await store.get('a'))?.head).toBe('h2');
    store.lag();
    expect(await store.query('in', 'p', page)).toHaveLength(2);
  });
});

/** Commits in turn; each key's head is counted up. */
async function write(store: FaultyStore, commits: readonly { key: number; sort: string | null }[][]): Promise<void> {
  const heads = new Map<string, string>();
  for (const [i, puts] of commits.entries()) {
    const made = puts.map(({ key, sort }) => {
      return put(heads.get(`${key}`) ?? null, `${key}`, `h${i}`, sort === null ? {} : { in: { partition: 'p', sort } });
    });
    expect(await store.commit(made)).toEqual({ committed: true });
    for (const { item } of made) heads.set(item.key, item.head);
  }
}
