/**
 * Trying again, within one time budget (`docs/decisions/0020-time-of-a-request.md`): a piece of work (a request, an id
 * of a batch, a step of a job or of a stream) begins no further attempt after 2 s, and an attempt ends after 1.5 s. The
 * limit travels with the store that the work uses, so that retries inside retries share it and do not add up.
 */
import { Problem, unavailable } from './errors.ts';
import type { CommitResult, Index, IndexEntry, Item, Page, Put, Steps, Store, TimeLimit } from './ports.ts';

/** Milliseconds after which a piece of work begins no further attempt. */
const WORK = 2_000;
/** Milliseconds after which an attempt ends: what it still waits for is answered `unavailable`. */
const ATTEMPT = 1_500;

const LONGEST_PAUSE = 350;

/** The store for a piece of work that begins now and has so many milliseconds; never longer than work around it. */
export function hurried(store: Store, millis = WORK): Store {
  const { until, ends } = store.limit ?? NONE;
  return limited(store, { until: Math.min(until, performance.now() + millis), ends });
}

/**
 * The store for a job or a stream: each step of it has the time of a piece of work. A single call ends all the same.
 */
export function inSteps(store: Store): Store {
  return limited(store, undefined);
}

/**
 * Attempts until one is done, or throws, or the time is over (`unavailable`, 503). `attempt` answers null where
 * somebody else was faster; it works with the store it is given, whose calls end in time. `orFails`: an attempt that is
 * `unavailable` is followed by another too, for work that recognises its own write where only the answer was lost.
 */
export async function tried<T>(
  store: Store,
  attempt: (store: Store) => Promise<{ done: T } | null>,
  { orFails = false }: { readonly orFails?: boolean } = {},
): Promise<T> {
  const { until, ends } = store.limit ?? { until: performance.now() + WORK, ends: NONE.ends };
  let cause: unknown;
  for (let n = 0; ; n++) {
    try {
      const result = await attempt(limited(store, { until, ends: Math.min(ends, performance.now() + ATTEMPT) }));
      if (result) return result.done;
    } catch (error) {
      if (!orFails || !(error instanceof Problem) || error.code !== 'unavailable') throw error;
      cause = error;
    }
    // Jitter, so that those who lost the same race do not meet again. It decides nothing.
    const pause = Math.random() * Math.min(10 * 2 ** n, LONGEST_PAUSE);
    if (performance.now() + pause >= Math.min(until, ends)) throw unavailable(cause);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The store without the time of any work: the same one for all that works with it. */
export function untimed(store: Store): Store {
  return store instanceof TimedStore ? store.inner : store;
}

const NONE: TimeLimit = { until: Number.POSITIVE_INFINITY, ends: Number.POSITIVE_INFINITY };

/** How often a piece of work, with all that works within its time, has begun to write. */
export function writesBy(store: Store): number {
  return store instanceof TimedStore ? store.writes.count : 0;
}

function limited(store: Store, limit: TimeLimit | undefined): Store {
  if (store instanceof TimedStore) return new TimedStore(store.inner, limit, store);
  return new TimedStore(store, limit, { calls: store.piece?.() ?? store, writes: { count: 0 } });
}

/** What a piece of work has of its own, whatever time its parts have. */
interface Piece {
  readonly calls: Store;
  readonly writes: { count: number };
}

/**
 * Ends every call in time. What was aborted may still happen: who is told `unavailable` reads again before saying more.
 */
class TimedStore implements Store {
  readonly inner: Store;
  readonly limit: TimeLimit | undefined;
  readonly calls: Store;
  readonly writes: { count: number };

  constructor(inner: Store, limit: TimeLimit | undefined, { calls, writes }: Piece) {
    this.inner = inner;
    this.limit = limit;
    this.calls = calls;
    this.writes = writes;
  }

  get(key: string): Promise<Item | undefined> {
    return this.#inTime(() => this.calls.get(key));
  }

  getMany(keys: readonly string[]): Promise<(Item | undefined)[]> {
    return this.#inTime(() => this.calls.getMany(keys));
  }

  commit(puts: readonly Put[], first?: Steps): Promise<CommitResult> {
    this.writes.count += 1;
    return this.#inTime(() => this.calls.commit(puts, first));
  }

  query(index: Index, partition: string, page: Page): Promise<IndexEntry[]> {
    return this.#inTime(() => this.calls.query(index, partition, page));
  }

  #inTime<T>(call: () => Promise<T>): Promise<T> {
    return ending(call, Math.min(ATTEMPT, (this.limit ?? NONE).ends - performance.now()));
  }
}

/**
 * What `call` answers, or `unavailable` once so many milliseconds are over; without any, it is not begun. The timer is
 * made in the next tick alone, where there is no answer yet: a store on the same thread has answered by then.
 */
export function ending<T>(call: () => Promise<T>, millis: number): Promise<T> {
  if (millis <= 0) return Promise.reject(unavailable());
  return new Promise<T>((resolve, reject) => {
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    const settle = (): void => {
      over = true;
      if (timer !== undefined) clearTimeout(timer);
    };
    call().then(
      (answer) => {
        settle();
        resolve(answer);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
    // Where the thread itself was busy, an answer may be there by now: timers come before it in the event loop.
    const end = (): unknown => setImmediate(() => reject(unavailable(new Error('No answer in time'))));
    process.nextTick(() => {
      if (!over) timer = setTimeout(end, millis);
    });
  });
}
