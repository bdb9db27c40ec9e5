/**
 * Holds what handlers write to the audit chains: nothing that is administered changes without an entry by the same
 * commit.
 */
import { type Audited, stateOf } from '../../shared/audit/chain.ts';
import type { Chained } from '../../shared/audit/entry.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Put, Store } from '../../shared/ports.ts';

/** The items that have a chain, by what follows the county's code. */
const CHAINED =
  /^\d{6}#(?:county#county|accounts#[^#]+|timekeeping#log|report#weights|identity#secret#[^#]+|change#[^#]+)$/;

/** The platform as handlers get it; tests go on writing what they like to the store itself. */
export function holdingChains(platform: Platform): Platform {
  // Asked at each request: tests put other ports, or settings, in their place.
  return new Proxy(platform, {
    get: (target, name) =>
      name === 'ports' ? { ...target.ports, store: holding(target.ports.store) } : Reflect.get(target, name),
  });
}

/** One for each store, as a platform has one: what is kept by store stays from one request to the next. */
const held = new WeakMap<Store, Store>();

function holding(store: Store): Store {
  const known = held.get(store) ?? holdingOf(store);
  held.set(store, known);
  return known;
}

function holdingOf(store: Store): Store {
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    query: (index, partition, page) => store.query(index, partition, page),
    commit: async (puts, first) => {
      for (const { item } of [...puts, ...(first ?? []).flat()]) {
        if (CHAINED.test(item.key) && !(await isUnchanged(store, item))) mustHaveEntry(item, puts);
      }
      return store.commit(puts, first);
    },
  };
}

/** What is under way lies beside the log, and is no part of what the chain tells. */
async function isUnchanged(store: Store, { key, value }: Put['item']): Promise<boolean> {
  if (!key.endsWith('#timekeeping#log')) return false;
  const before = ((await store.get(key))?.value ?? {}) as Audited;
  return stateOf(before) === stateOf(value as Audited) && before.audit?.hash === (value as Audited).audit?.hash;
}

function mustHaveEntry({ key, value }: Put['item'], puts: readonly Put[]): void {
  const { audit } = value as { audit?: Chained };
  const told = puts.some(({ item }) => (item.value as { hash?: string } | null)?.hash === audit?.hash);
  if (!audit || !told) throw new Error(`${key} is changed without an entry in its audit chain (shared/audit/chain.ts)`);
}
