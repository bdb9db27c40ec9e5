/** The store contract's part on indexes and their pages. */
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../shared/keys.ts';
import { INDEXES, type Index, type IndexEntry, type Page, type Store } from '../../shared/ports.ts';
import type { StoreContractOptions } from './store.contract.ts';
import { put } from './store-commits.ts';

export function describePages(
  store: Store,
  fresh: () => string,
  { lag = false, runs = 60 }: StoreContractOptions,
): void {
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

  it('pages through records of one instant in the order of their keys', async () => {
    const partition = fresh();
    const keys = Array.from({ length: 25 }, (_, n) => `371525#exchange#${sha256(`${partition}${n}`).slice(0, 32)}`);
    const sort = '001790557200000';
    await store.commit(keys.map((key) => put(null, key, 'h', 1, { party: { partition, sort } })));
    const sorted = keys.toSorted().map((key) => ({ key, sort }));
    await settled(async () => expect(await all('party', partition)).toEqual(sorted));
    for (const limit of [1, 7, 24]) {
      expect(await walk(store, partition, { limit })).toEqual(sorted);
      expect(await walk(store, partition, { limit, descending: true })).toEqual(sorted.toReversed());
    }
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

  it('keeps each index apart: an item has a place in every one, and leaves it', async () => {
    const [key, partition] = [fresh(), fresh()];
    const places = Object.fromEntries(INDEXES.map((index, n) => [index, { partition, sort: `${n}` }]));
    await store.commit([put(null, key, 'h1', 1, places)]);
    const found = () => Promise.all(INDEXES.map((index) => all(index, partition)));
    await settled(async () => expect(await found()).toEqual(INDEXES.map((_, n) => [{ key, sort: `${n}` }])));
    expect((await store.get(key))?.places).toEqual(places);
    await store.commit([put('h1', key, 'h2', 1, { open: { partition, sort: 'z' } })]);
    const left = (index: Index): IndexEntry[] => (index === 'open' ? [{ key, sort: 'z' }] : []);
    await settled(async () => expect(await found()).toEqual(INDEXES.map(left)));
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
