/**
 * A store that fails on purpose: commits that fail, commits whose answer is lost, commits that land after
 * their caller gave up, slow calls, and indexes that lag. What it does to a call is decided by a schedule.
 */

import { writePuts } from '../../shared/adapters/stored-json.ts';
import { unavailable } from '../../shared/errors.ts';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store } from '../../shared/ports.ts';
import { type IndexLag, LaggingIndex } from './lagging-index.ts';

/** What happens to one call; nothing, where both are absent. */
export interface Fault {
  /** Milliseconds before anything else; 0 lets other work of the event loop go first. */
  readonly delay?: number;
  /**
   * `fail`: nothing happens, `unavailable`. `lose`: it happens, `unavailable`. `late`: `unavailable` at once, and a
   * commit lands before the next call but `landsAfter` (or with `land()`), if its heads still hold then. For a read all
   * three are the same.
   */
  readonly outcome?: 'fail' | 'lose' | 'late';
  /** With `late`: how many further calls pass before it lands. Default 1. */
  readonly landsAfter?: number;
}

export interface StoreCall {
  readonly method: 'get' | 'getMany' | 'commit' | 'query';
  /** 0 for the first call of this store. */
  readonly number: number;
}

export type Schedule = (call: StoreCall) => Fault | undefined;

export class FaultyStore implements Store {
  readonly #store: Store;
  readonly #index: LaggingIndex;
  #schedule: Schedule;
  #calls = 0;
  #stalled: { puts: readonly Put[]; calls: number }[] = [];

  constructor(store: Store, schedule: Schedule = () => undefined, lag: IndexLag = {}) {
    this.#store = store;
    this.#schedule = schedule;
    this.#index = new LaggingIndex(store, lag);
  }

  /** Another schedule from the next call on; without one, no faults any more. */
  reschedule(schedule: Schedule = () => undefined): void {
    this.#schedule = schedule;
  }

  /** Another lag from the next query on; without one, the indexes have caught up. */
  lag(lag: IndexLag = {}): void {
    this.#index.lag = lag;
  }

  /** Lands every commit that still hangs in the network. */
  async land(): Promise<void> {
    const stalled = this.#stalled;
    this.#stalled = [];
    for (const { puts } of stalled) await this.#commit(puts);
  }

  get(key: string): Promise<Item | undefined> {
    return this.#read('get', () => this.#store.get(key));
  }

  getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    return this.#read('getMany', () => this.#store.getMany(keys));
  }

  query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    return this.#read('query', () => this.#index.query(index, partition, page));
  }

  /** Each put of the steps before is a call of its own, as on AWS. */
  async commit(puts: readonly Put[], first: Steps = []): Promise<CommitResult> {
    for (const put of first.flat()) {
      const result = await this.commit([put]);
      if (!result.committed) return result;
    }
    // Taken as it is now, however late it lands.
    const taken = writePuts(puts);
    const { outcome, landsAfter } = await this.#begin('commit');
    if (outcome === 'late') this.#stalled.push({ puts: taken, calls: landsAfter ?? 1 });
    if (outcome === 'fail' || outcome === 'late') throw injected(outcome);
    const result = await this.#commit(taken);
    if (outcome === 'lose') throw injected(outcome);
    return result;
  }

  async #read<T>(method: StoreCall['method'], read: () => Promise<T>): Promise<T> {
    const { outcome } = await this.#begin(method);
    if (outcome !== undefined) throw injected(outcome);
    return read();
  }

  async #begin(method: StoreCall['method']): Promise<Fault> {
    const fault = this.#schedule({ method, number: this.#calls++ }) ?? {};
    await this.#landDue();
    if (fault.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delay));
    return fault;
  }

  async #landDue(): Promise<void> {
    const due = this.#stalled.filter((commit) => commit.calls === 0);
    this.#stalled = this.#stalled.filter((commit) => commit.calls > 0);
    for (const commit of this.#stalled) commit.calls -= 1;
    for (const { puts } of due) await this.#commit(puts);
  }

  async #commit(puts: readonly Put[]): Promise<CommitResult> {
    const before = await this.#store.getMany(puts.map((put) => put.item.key));
    const result = await this.#store.commit(puts);
    if (result.committed) this.#index.committed(puts, before);
    return result;
  }
}

/** The faults in order, one for each commit (or each call of the methods given); afterwards none. */
export function scripted(faults: readonly Fault[], methods: readonly StoreCall['method'][] = ['commit']): Schedule {
  const left = [...faults];
  return ({ method }) => (methods.includes(method) ? left.shift() : undefined);
}

/** Each outcome with its probability (0–1) in every call; the same seed gives the same faults. */
export function seeded(seed: number, rates: { fail?: number; lose?: number; late?: number; delay?: number }): Schedule {
  const random = randomFrom(seed);
  return () => {
    const [at, slow] = [random(), random()];
    const delay = slow < (rates.delay ?? 0) ? { delay: 0 } : {};
    let edge = 0;
    for (const outcome of ['fail', 'lose', 'late'] as const) {
      edge += rates[outcome] ?? 0;
      if (at < edge) return { ...delay, outcome, landsAfter: Math.floor(slow * 7) };
    }
    return delay;
  };
}

/** Numbers in [0, 1) from a seed (mulberry32); for tests only. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function injected(outcome: string): Error {
  return unavailable(new Error(`A fault of the test: ${outcome}`));
}
