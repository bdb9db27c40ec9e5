/** The store contract's part on commits and reads by key, with what a store refuses. */
import { expect, it } from 'vitest';
import type { Item, Put, Store } from '../../shared/ports.ts';

export const item = (key: string, head: string, value: unknown = null, places: Item['places'] = {}): Item => {
  return { key, head, value, places };
};
export const put = (expected: string | null, ...of: Parameters<typeof item>): Put => ({ item: item(...of), expected });

export function describeCommits(store: Store, fresh: () => string): void {
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

  it('keeps what expires at least until then, and gives it back as any other item', async () => {
    const written = item(fresh(), 'h1', { a: 1 });
    expect(await store.commit([{ item: written, expected: null, expires: Date.now() + 3_600_000 }])).toEqual({
      committed: true,
    });
    expect(await store.get(written.key)).toEqual(written);
    expect(await store.commit([put('h1', written.key, 'h2', 2)])).toEqual({ committed: true });
    expect(await store.get(written.key)).toEqual(item(written.key, 'h2', 2));
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

  it('writes what comes first before the rest, and nothing after a condition that fails', async () => {
    const keys = [fresh(), fresh(), fresh(), fresh()] as const;
    const [a, b, c, d] = keys;
    const heads = async () => (await store.getMany(keys)).map((found) => found?.head);
    await store.commit([put(null, b, 'b1')]);
    expect(
      await store.commit([put(null, d, 'd1')], [[put(null, a, 'a1')], [put(null, b, 'b2')], [put(null, c, 'c1')]]),
    ).toEqual({ committed: false });
    // What came before may stay.
    expect((await heads()).slice(1)).toEqual(['b1', undefined, undefined]);
    const expected = (await heads())[0] ?? null;
    expect(
      await store.commit([put(null, d, 'd1')], [[put(expected, a, 'a2'), put('b1', b, 'b2')], [put(null, c, 'c1')]]),
    ).toEqual({ committed: true });
    expect(await heads()).toEqual(['a2', 'b2', 'c1', 'd1']);
    expect(await store.commit([put('wrong', d, 'd2')], [[put(null, fresh(), 'e1')]])).toEqual({ committed: false });
    expect((await heads())[3]).toBe('d1');
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
      const passing = await store.getMany([key], true);
      const [one, [many]] = await Promise.all([store.get(key), store.getMany([key])]);
      expect([passing[0]?.value, one?.value, many?.value]).toEqual([i, i, i]);
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

export function describeRefusals(store: Store, fresh: () => string): void {
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

  it('refuses a value beyond its bound by the words of whoever set it, and nothing is written', async () => {
    const key = fresh();
    const exceeded = new Error('too long');
    const bounded = (value: string): Put => ({
      ...put(null, key, 'h', value),
      bound: { bytes: 10, exceeded: () => exceeded },
    });
    await expect(store.commit([put(null, `${key}0`, 'h'), bounded('12345678901')])).rejects.toBe(exceeded);
    expect(await store.getMany([key, `${key}0`])).toEqual([undefined, undefined]);
    expect(await store.commit([bounded('12345678')])).toEqual({ committed: true });
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
