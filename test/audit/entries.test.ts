/** An entry, a chain, and the names of what has one. */
import { describe, expect, it, test } from 'vitest';
import { secretsKey } from '../../shared/accounts/secrets.ts';
import { accountsKey, countyKey } from '../../shared/accounts/stored.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { audited, changedWith, logged } from '../../shared/audit/chain.ts';
import { type Act, type Entry, following, hashOf } from '../../shared/audit/entry.ts';
import { chainOf, entryKey, isAbout, isThing, keyOfChain } from '../../shared/audit/things.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import { walkThing } from '../../shared/audit/walk.ts';
import { logKey } from '../../shared/calendar/store.ts';
import { change, plainItem } from '../../shared/change.ts';
import { digest, keyOf } from '../../shared/keys.ts';
import type { Item, Store } from '../../shared/ports.ts';
import { at } from '../desk.ts';

const A = '371525';

const act = (more: Partial<Act> = {}): Act => ({
  ...{ at: at('2026-09-28T09:00'), by: 'spj.admin', act: 'change-weights', thing: 'weights' },
  ...{ detail: { text: '某' }, room: 'administration', ...more },
});

describe('an entry', () => {
  it('hashes over the digest of its detail, so that the detail may go', () => {
    const { detail: _, hash, ...entry } = following(undefined, act(), { found: null, state: 'b' });
    expect(entry.digest).toBe(digest({ text: '某' }));
    expect(hash).toBe(digest([entry.at, 'spj.admin', 'change-weights', 'weights', [], entry.digest, null, 'b', null]));
    expect(hashOf(entry)).toBe(hash);
  });

  it('never bears an instant before the one it follows', () => {
    const before = { count: 1, hash: 'h', at: at('2026-09-28T10:00') };
    const entry = following(before, act({ at: at('2026-09-28T09:59') }), { found: null, state: null });
    expect([entry.at, entry.previousHash]).toEqual([before.at, 'h']);
  });
});

test.each([
  ['county', 'county', countyKey(A)],
  ['organisations/SCJG', 'county', countyKey(A)],
  ['settings', 'county', countyKey(A)],
  ['accounts/SCJG', 'accounts/SCJG', accountsKey(A, 'SCJG')],
  ['accounts/SCJG/scjg.officer', 'accounts/SCJG', accountsKey(A, 'SCJG')],
  ['secrets/construction', 'secrets/construction', secretsKey(A, 'construction')],
  ['calendar', 'calendar', logKey(A)],
  ['weights', 'weights', keyOf(A, 'report', 'weights')],
  ['changes/abc', 'changes/abc', keyOf(A, 'change', 'abc')],
  ['sign-ins/scjg.officer/2026-09', 'sign-ins/scjg.officer/2026-09', `${A}#audit#sign-ins/scjg.officer/2026-09`],
  ['operations', 'operations', `${A}#audit#operations`],
])('%s stands in the chain of %s', (thing, chain, key) => {
  expect([isThing(thing), chainOf(thing), keyOfChain(A, chain)]).toEqual([true, chain, key]);
});

it.each(['', '/', 'accounts/', 'accounts/S#J', 'ACCOUNTS', 'a/b/c/d/e', `x/${'a'.repeat(200)}`])(
  'nothing is called %j',
  (thing) => expect(isThing(thing)).toBe(false),
);

test.each([
  ['accounts/SCJG/a', 'accounts/SCJG', true],
  ['accounts/SCJG', 'accounts/SCJG', true],
  ['accounts/SCJG2/a', 'accounts/SCJG', false],
  ['accounts/SCJG', 'accounts/SCJG/a', false],
])('%s is about %s: %s', (thing, asked, expected) => expect(isAbout(thing, asked)).toBe(expected));

describe('a chain', () => {
  const KEY = keyOf(A, 'report', 'weights');
  const put = (store: Store, value: object, more: Partial<Act> = {}) =>
    change(store, KEY, async (before, inTime) =>
      changedWith(await audited(inTime, A, before, value, act({ detail: value, ...more })), undefined),
    );
  const overwritten = async (store: Store, key: string, changed: (value: never) => object): Promise<void> => {
    const before = (await store.get(key)) as Item;
    const value = changed(before.value as never);
    await store.commit([{ item: { ...before, head: digest(value), value }, expected: before.head }]);
  };
  const three = async (): Promise<Store> => {
    const store = openSqliteStore(':memory:');
    for (const n of [1, 2, 3]) await put(store, { n });
    return store;
  };

  it('holds, whatever its length', async () => {
    const store = openSqliteStore(':memory:');
    for (let n = 1; n <= 450; n++) await put(store, { n });
    const found = await verifyChain(store, A, 'weights');
    expect(found).toMatchObject({ entries: 450, verified: true, brokenAt: null });
  });

  it.each(['#000000301', '#999999999', '#9e15', '#-1', '#x'])(
    'is walked through after %s, and no further',
    async (place) => {
      const store = openSqliteStore(':memory:');
      for (let n = 1; n <= 2; n++) await put(store, { n });
      const after = { key: `${A}#audit#weights${place}`, sort: '1' };
      const met: unknown[] = [];
      for await (const { entry } of walkThing(store, A, 'weights', { after })) met.push(entry.detail);
      expect(met).toEqual([{ n: 2 }, { n: 1 }]);
    },
  );

  it('is none where nothing was done', async () => {
    expect(await verifyChain(openSqliteStore(':memory:'), A, 'weights')).toBe(null);
  });

  it.each<[string, (store: Store) => Promise<void>, number]>([
    [
      'an entry says something else',
      (s) => overwritten(s, entryKey(A, 'weights', 2), (e: Entry) => ({ ...e, detail: { n: 9 } })),
      2,
    ],
    [
      'an entry is by somebody else',
      (s) => overwritten(s, entryKey(A, 'weights', 2), (e: Entry) => ({ ...e, by: 'x' })),
      2,
    ],
    [
      'an entry is made to fit again',
      (s) =>
        overwritten(s, entryKey(A, 'weights', 2), (e: Entry) => {
          const other = { ...e, by: 'x' };
          return { ...other, hash: hashOf(other) };
        }),
      3,
    ],
    ['the thing is changed without an entry', (s) => overwritten(s, KEY, (value: object) => ({ ...value, n: 9 })), 4],
    [
      'the thing is changed without an entry, and then with one',
      async (s) => {
        await overwritten(s, KEY, (value: object) => ({ ...value, n: 9 }));
        await put(s, { n: 10 });
      },
      4,
    ],
    [
      'another program writes the thing without its chain',
      async (s) => {
        const { head } = (await s.get(KEY)) as Item;
        await s.commit([{ item: plainItem(KEY, { n: 9 }), expected: head }]);
        await put(s, { n: 10 });
      },
      4,
    ],
  ])('does not hold where %s', async (_name, tamper, brokenAt) => {
    const store = await three();
    await tamper(store);
    expect(await verifyChain(store, A, 'weights')).toMatchObject({ verified: false, brokenAt });
  });

  it('still holds where a detail was taken from sight', async () => {
    const store = await three();
    await overwritten(store, entryKey(A, 'weights', 2), (entry: Entry) => ({ ...entry, detail: null }));
    expect(await verifyChain(store, A, 'weights')).toMatchObject({ verified: true, brokenAt: null });
  });

  it('goes on where another program lost where it stood, and holds where nothing else was changed', async () => {
    const store = await three();
    const { head } = (await store.get(KEY)) as Item;
    await store.commit([{ item: plainItem(KEY, { n: 3 }), expected: head }]);
    await put(store, { n: 4 });
    expect(await verifyChain(store, A, 'weights')).toMatchObject({ entries: 4, verified: true });
  });

  it('begins with what it finds in a folder of before', async () => {
    const store = openSqliteStore(':memory:');
    await store.commit([{ item: plainItem(KEY, { n: 0 }), expected: null }]);
    await put(store, { n: 1 });
    const first = (await store.get(entryKey(A, 'weights', 1)))?.value as Entry;
    expect([first.previousHash, first.found, first.state]).toEqual([null, digest({ n: 0 }), digest({ n: 1 })]);
    expect(await verifyChain(store, A, 'weights')).toMatchObject({ entries: 1, verified: true });
  });

  it('of what has no item is all there is of it', async () => {
    const store = openSqliteStore(':memory:');
    const thing = 'operations';
    for (const n of [1, 2]) await logged(store, A, act({ thing, act: 'rotate-key', detail: { n } }));
    const second = (await store.get(entryKey(A, thing, 2)))?.value as Entry;
    expect([second.found, second.state]).toEqual([undefined, undefined]);
    expect(await verifyChain(store, A, thing)).toMatchObject({ entries: 2, verified: true });
  });
});
