/**
 * What every store keeps, whatever it is made of. Uses the port alone. With `lag`, an index may take a while to show
 * what was committed, and is asked until it does.
 */
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Index, IndexEntry, Item, Page, Put, Store } from '../../shared/ports.ts';

export interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

export interface StoreContractOptions {
  /** The indexes may lag. */
  readonly lag?: boolean;
  /** Runs of each property. Default 60. */
  readonly runs?: number;
}

export function storeContract(name: string, open: () => Promise<OpenStore>, options: StoreContractOptions = {}): void {
  describe(`store contract: ${name}`, () => {
    let opened: OpenStore;
    let names = 0;
    const fresh = (): string => `371525#exchange#${++names}-`;
    const store: Store = {
      get: (key) => opened.store.get(key),
      getMany: (keys) => opened.store.getMany(keys),
      commit: (puts) => opened.store.commit(puts),
      query: (index, partition, page) => opened.store.query(index, partition, page),
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    describeCommits(store, fresh);
    describeRefusals(store, fresh);
    describeModel(store, fresh, options.runs ?? 60);
    describePages(store, fresh, options);
  });
}

const item = (key: string, head: string, value: unknown = null, places: Item['places'] = {}): Item => {
  return { key, head, value, places };
};
const put = (expected: string | null, ...of: Parameters<typeof item>): Put => ({ item: item(...of), expected });

function describeCommits(store: Store, fresh: () => string): void {
  it('gives back what was committed, to the last character', async () => {
    const value = { text: '冠县 🎏 \u0000 "\\', list: [1, -0.5, 1e21, true, null, []], empty: {}, '': 'no name' };
    const places = { in: { partition: '371525#SCJG#2026Q3', sort: '2026-10-10' }, wake: { partition: '3', sort: '0' } };
    const written = item(fresh(), 'h1', value, places);
    expect(await store.commit([{ item: written, expected: null }])).toEqual({ committed: true });
    expect(await store.get(written.key)).toEqual(written);
  });

  it('knows nothing of what was never committed', async () => {
    const key = fresh();
    expect(await store.get(key)).toBeUndefined();
    expect(await store.getMany([])).toEqual([]);
  });

  it('takes `expected: null` as "not there yet"', async () => {
    const key = fresh();
    expect(await store.commit([put(null, key, 'h1', 1)])).toEqual({ committed: true });
    expect(await store.commit([put(null, key, 'h2', 2)])).toEqual({ committed: false });
    expect(await store.get(key)).toMatchObject({ head: 'h1', value: 1 });
  });

  it('replaces only what has the expected head', async () => {
    const key = fresh();
    expect(await store.commit([put('h0', key, 'h1')])).toEqual({ committed: false });
    await store.commit([put(null, key, 'h1', 1, { in: { partition: key, sort: '1' } })]);
    expect(await store.commit([put('h0', key, 'h2', 2)])).toEqual({ committed: false });
    expect(await store.commit([put('h1', key, 'h2', 2)])).toEqual({ committed: true });
    expect(await store.get(key)).toEqual(item(key, 'h2', 2));
  });

  it('commits all or none', async () => {
    const [a, b, c] = [fresh(), fresh(), fresh()];
    await store.commit([put(null, b, 'b1')]);
    expect(await store.commit([put(null, a, 'a1'), put('wrong', b, 'b2'), put(null, c, 'c1')])).toEqual({
      committed: false,
    });
    expect((await store.getMany([a, b, c])).map((found) => found?.head)).toEqual([undefined, 'b1', undefined]);
    expect(await store.commit([put(null, a, 'a1'), put('b1', b, 'b2'), put(null, c, 'c1')])).toEqual({
      committed: true,
    });
    expect((await store.getMany([c, a, b])).map((found) => found?.head)).toEqual(['c1', 'a1', 'b2']);
  });

  it('lets exactly one of concurrent commits win', async () => {
    const [key, other] = [fresh(), fresh()];
    for (const expected of [null, 'first']) {
      const heads = Array.from({ length: 20 }, (_, i) => `${expected}-${i}`);
      const results = await Promise.all(
        heads.map((head, i) => {
          // Half of them bring a second item along, which must not be there where they lose.
          const second = i % 2 === 0 ? [] : [put(null, `${other}${head}`, head)];
          return store.commit([put(expected, key, head), ...second]);
        }),
      );
      const winners = heads.filter((_, i) => results[i]?.committed);
      expect(winners).toHaveLength(1);
      expect((await store.get(key))?.head).toBe(winners[0]);
      const seconds = await store.getMany(heads.map((head) => `${other}${head}`));
      expect(seconds.filter((found) => found !== undefined && found.head !== winners[0])).toEqual([]);
      await store.commit([put(winners[0] ?? '', key, 'first')]);
    }
  });

  it('reads what was committed before the read began', async () => {
    const key = fresh();
    for (let i = 0; i < 30; i++) {
      await store.commit([put(i === 0 ? null : `h${i - 1}`, key, `h${i}`, i)]);
      const [one, [many]] = await Promise.all([store.get(key), store.getMany([key])]);
      expect([one?.value, many?.value]).toEqual([i, i]);
    }
  });

  it('takes 100 puts at once and reads 200 keys at once, in their order', async () => {
    const prefix = fresh();
    const keys = Array.from({ length: 200 }, (_, i) => `${prefix}${i}`);
    for (const half of [keys.slice(0, 100), keys.slice(100)]) {
      expect(await store.commit(half.map((key) => put(null, key, 'h', key)))).toEqual({ committed: true });
    }
    const backwards = keys.toReversed();
    expect((await store.getMany(backwards)).map((found) => found?.value)).toEqual(backwards);
  });

  it('is not reached by later changes of what was handed in or out', async () => {
    const key = fresh();
    const value = { list: [1] };
    const committing = store.commit([put(null, key, 'h', value)]);
    value.list.push(2);
    await committing;
    const read = (await store.get(key))?.value as typeof value;
    try {
      read.list.push(3);
    } catch {
      // Frozen is as good as copied.
    }
    expect((await store.get(key))?.value).toEqual({ list: [1] });
  });
}

function describeRefusals(store: Store, fresh: () => string): void {
  const refused: [name: string, puts: (key: string) => Put[]][] = [
    ['no put', () => []],
    ['101 puts', (key) => Array.from({ length: 101 }, (_, i) => put(null, `${key}${i}`, 'h'))],
    ['the same key twice', (key) => [put(null, key, 'a'), put(null, key, 'b')]],
    ['no value', (key) => [{ item: { ...item(key, 'h'), value: undefined }, expected: null }]],
    ['a date', (key) => [put(null, key, 'h', { at: new Date(0) })]],
    ['a function', (key) => [put(null, key, 'h', [() => 1])]],
    ['NaN', (key) => [put(null, key, 'h', { n: Number.NaN })]],
    ['a value of more than 350 KB', (key) => [put(null, key, 'h', '管'.repeat(120_000))]],
    [
      'more than 4 MB',
      (key) => Array.from({ length: 13 }, (_, i) => put(null, `${key}${i}`, 'h', 'x'.repeat(340_000))),
    ],
    ['a key of more than 512 bytes', (key) => [put(null, key.padEnd(513, 'x'), 'h')]],
    ['an empty head', (key) => [put(null, key, '')]],
    ['an empty sort', (key) => [put(null, key, 'h', 1, { in: { partition: 'p', sort: '' } })]],
  ];
  it.each(refused)('refuses %s as a fault of the program', async (_name, puts) => {
    const key = fresh();
    const error: unknown = await store.commit(puts(key)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('code');
    expect(await store.getMany([key, `${key}0`])).toEqual([undefined, undefined]);
  });

  it('holds 340 KB, refuses more than 200 keys and pages of nothing', async () => {
    const key = fresh();
    const value = 'x'.repeat(340_000);
    await store.commit([put(null, key, 'h', value)]);
    expect((await store.get(key))?.value).toBe(value);
    await expect(store.getMany(Array.from({ length: 201 }, (_, i) => `${key}${i}`))).rejects.toThrow();
    for (const limit of [0, -1, 1.5]) await expect(store.query('in', key, { limit })).rejects.toThrow();
  });
}

/** Random commits, some at the same time, against a map: whatever order they took, some order explains the answers. */
function describeModel(store: Store, fresh: () => string, runs: number): void {
  const commit = fc.uniqueArray(fc.record({ key: fc.nat(3), stale: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ key }) => key,
  });
  it('behaves like a map with conditions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commit, { maxLength: 12 }), async (commits) => {
        const prefix = fresh();
        const model = new Map<string, string>();
        for (const [i, puts] of commits.entries()) {
          const made = puts.map(({ key, stale }) => {
            const name = `${prefix}${key}`;
            return put(stale ? 'stale' : (model.get(name) ?? null), name, `${i}`, { i });
          });
          const committed = puts.every(({ stale }) => !stale);
          expect(await store.commit(made)).toEqual({ committed });
          if (committed) for (const { item: written } of made) model.set(written.key, written.head);
          const names = [0, 1, 2, 3].map((key) => `${prefix}${key}`);
          expect((await store.getMany(names)).map((found) => found?.head)).toEqual(names.map((key) => model.get(key)));
        }
      }),
      { numRuns: runs },
    );
  });

  it('loses no increment of concurrent writers over several items', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commit, { minLength: 2, maxLength: 8 }), async (writers) => {
        const prefix = fresh();
        await Promise.all(
          writers.map((puts, i) =>
            increment(
              store,
              puts.map(({ key }) => `${prefix}${key}`),
              `w${i}`,
            ),
          ),
        );
        for (const key of [0, 1, 2, 3]) {
          const times = writers.filter((puts) => puts.some((one) => one.key === key)).length;
          expect((await store.get(`${prefix}${key}`))?.value).toBe(times === 0 ? undefined : times);
        }
      }),
      { numRuns: runs },
    );
  });
}

/** Adds one to every key in one commit, again and again until nobody came in between. */
async function increment(store: Store, keys: string[], writer: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const found = await store.getMany(keys);
    const puts = keys.map((key, i) =>
      put(found[i]?.head ?? null, key, `${writer}-${attempt}`, Number(found[i]?.value ?? 0) + 1),
    );
    if ((await store.commit(puts)).committed) return;
    await pause(Math.random() * Math.min(attempt, 20));
  }
}

function describePages(store: Store, fresh: () => string, { lag = false, runs = 60 }: StoreContractOptions): void {
  const all = (index: Index, partition: string, page: Omit<Page, 'limit'> = {}): Promise<IndexEntry[]> => {
    return store.query(index, partition, { ...page, limit: 200 });
  };
  const settled = (check: () => Promise<void>) => (lag ? eventually(check) : check());

  it('pages through any range in either direction like a sorted array', async () => {
    const sorts = fc.array(fc.constantFrom('a', 'aa', 'ab', 'b', 'c#1', 'c#2', '~'), { minLength: 1, maxLength: 25 });
    const bound = fc.option(fc.constantFrom('!', 'a', 'ab', 'b', 'c', 'c#2', '~~'), { nil: undefined });
    const page = fc.record({ from: bound, to: bound, descending: fc.boolean(), limit: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(sorts, fc.array(page, { minLength: 1, maxLength: 4 }), async (given, pages) => {
        const partition = fresh();
        const entries = given.map((sort, i) => ({ key: `${partition}${(i * 7) % 25}`, sort }));
        await store.commit(entries.map(({ key, sort }) => put(null, key, 'h', 1, { party: { partition, sort } })));
        await settled(async () => expect(await all('party', partition)).toHaveLength(entries.length));
        for (const one of pages) expect(await walk(store, partition, one)).toEqual(pageOf(entries, one));
      }),
      { numRuns: runs },
    );
  });

  it('goes on after a place that is no longer there', async () => {
    const partition = fresh();
    const keys = ['a', 'b', 'c'].map((key) => `${partition}${key}`);
    await store.commit(keys.map((key) => put(null, key, 'h', 1, { out: { partition, sort: key } })));
    const [a = '', b = '', c = ''] = keys;
    await store.commit([put('h', b, 'h2', 1)]);
    const after = { key: b, sort: b };
    await settled(async () => {
      expect(await all('out', partition, { after })).toEqual([{ key: c, sort: c }]);
      expect(await all('out', partition, { after, descending: true })).toEqual([{ key: a, sort: a }]);
    });
  });

  it('shows an item where its last commit put it, and nowhere else', async () => {
    const [key, before, now] = [fresh(), fresh(), fresh()];
    const place = (partition: string, sort: string) => ({ partition, sort });
    await store.commit([put(null, key, 'h1', 1, { in: place(before, '1'), wake: place(before, '2') })]);
    await store.commit([put('h1', key, 'h2', 1, { in: place(now, '3'), register: place(now, '4') })]);
    await store.commit([put('h1', key, 'h3', 1, { document: place(now, '5') })]);
    await settled(async () => {
      expect(await all('in', now)).toEqual([{ key, sort: '3' }]);
      expect(await all('register', now)).toEqual([{ key, sort: '4' }]);
      expect([await all('in', before), await all('wake', before), await all('document', now)]).toEqual([[], [], []]);
    });
  });
}

/** All of a range, page by page, each going on after the last entry of the one before. */
async function walk(store: Store, partition: string, page: Page): Promise<IndexEntry[]> {
  const entries: IndexEntry[] = [];
  for (;;) {
    const after = entries.at(-1);
    const next = await store.query('party', partition, { ...page, ...(after && { after }) });
    expect(next.length).toBeLessThanOrEqual(page.limit);
    if (next.length === 0) return entries;
    entries.push(...next);
  }
}

function pageOf(entries: readonly IndexEntry[], { from = '', to = '\uffff', descending }: Page): IndexEntry[] {
  const text = ({ sort, key }: IndexEntry) => `${sort}\u0000${key}`;
  const sorted = entries.filter(({ sort }) => sort >= from && sort < to).sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return descending ? sorted.reverse() : sorted;
}

/** Asks again for up to 10 s. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return await check();
    } catch {
      await pause(100);
    }
  }
  return check();
}
