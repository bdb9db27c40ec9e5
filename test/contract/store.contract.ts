/**
 * What every store keeps, whatever it is made of. Uses the port alone. With `lag`, an index may take a while to show
 * what was committed, and is asked until it does.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { describeCommits, describeRefusals } from './store-commits.ts';
import { describeModel } from './store-model.ts';
import { describePages } from './store-pages.ts';

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
      getMany: (keys, passing) => opened.store.getMany(keys, passing),
      commit: (puts, first) => opened.store.commit(puts, first),
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
