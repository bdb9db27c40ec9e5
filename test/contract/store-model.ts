/** The store contract's part on random and concurrent commits. */
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { put } from './store-commits.ts';

/** Random commits, some at the same time, against a map: whatever order they took, some order explains the answers. */
export function describeModel(store: Store, fresh: () => string, runs: number): void {
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
