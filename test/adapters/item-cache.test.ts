import { describe, expect, it } from 'vitest';
import { ItemCache } from '../../shared/adapters/item-cache.ts';
import { writePuts } from '../../shared/adapters/stored-json.ts';
import type { Item } from '../../shared/ports.ts';

const item = (key: string, head = 'h') => ({ key, head, value: null, places: {} });
const keysIn = (cache: ItemCache) => ['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined).join('');

describe('the cache of items', () => {
  it('lets go of what was used longest ago', () => {
    const cache = new ItemCache({ items: 2, bytes: 100 });
    for (const key of ['a', 'b']) cache.set(item(key), 1);
    cache.get('a');
    cache.set(item('c'), 1);
    expect(keysIn(cache)).toBe('ac');
  });

  it('grows no younger by a look, and keeps what was written as the text that it is', () => {
    const cache = new ItemCache({ items: 2, bytes: 100 });
    const written = writePuts([{ item: item('a'), expected: null }])[0]?.item as Item;
    cache.set(written, 1);
    cache.set(item('b'), 1);
    expect(['a', 'c'].map((key) => cache.look(key))).toEqual([item('a'), undefined]);
    expect(cache.look('a')).not.toBe(cache.look('a'));
    cache.set(item('c'), 1);
    expect(keysIn(cache)).toBe('bc');
  });

  it('is bounded by bytes as well, an item written again counted once', () => {
    const cache = new ItemCache({ items: 10, bytes: 100 });
    for (const key of ['a', 'b', 'b', 'b']) cache.set(item(key), 40);
    expect(keysIn(cache)).toBe('ab');
    cache.set(item('c'), 60);
    expect(keysIn(cache)).toBe('bc');
    cache.delete('b');
    cache.set(item('d'), 40);
    expect(keysIn(cache)).toBe('cd');
  });

  it('keeps that a key has no item, until it has one or that is forgotten', () => {
    const cache = new ItemCache({ items: 2, bytes: 100 });
    cache.setAbsent('a');
    cache.setAbsent('b');
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([null, null, undefined]);
    cache.set(item('a'), 1);
    cache.delete('b');
    expect(['a', 'b'].map((key) => cache.get(key))).toEqual([item('a'), undefined]);
    for (const key of ['c', 'd']) cache.setAbsent(key);
    expect(cache.get('a')).toBeUndefined();
  });

  it('keeps nothing larger than itself, and nothing at all when it is off', () => {
    const small = new ItemCache({ items: 10, bytes: 100 });
    small.set(item('a'), 101);
    const off = new ItemCache({ items: 0, bytes: 0 });
    off.set(item('a'), 1);
    expect(keysIn(small) + keysIn(off)).toBe('');
  });
});
