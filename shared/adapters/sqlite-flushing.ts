/**
 * What SQLite has committed and the disk may not have yet, one group of commits at a time. SQLite shows it to whoever
 * reads, so that its readers are kept waiting: what a power failure may still undo is told to nobody.
 */
import { asDiskFault } from './disk-faults.ts';
import type { SqliteLog } from './sqlite-log.ts';

export class Flushing {
  readonly #log: SqliteLog;
  readonly #keys = new Set<string>();
  /** Rejected where the disk failed. */
  #done: Promise<void> = Promise.resolve();
  /** Ends what runs; null where nothing does. */
  #end: ((error?: unknown) => void) | null = null;
  #hasFailed = false;

  constructor(log: SqliteLog) {
    this.#log = log;
  }

  get isRunning(): boolean {
    return this.#end !== null;
  }

  /** Brings to the disk what was just committed of these keys. `ended` is told before those who wait for them. */
  begin(keys: readonly string[], ended: (error?: unknown) => void): void {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const end = (error?: unknown): void => {
      if (this.#end !== end) return;
      this.#end = null;
      if (error === undefined) this.#keys.clear();
      else this.#hasFailed = true;
      ended(error);
      if (error === undefined) resolve();
      else reject(asDiskFault(error));
    };
    promise.catch(() => {});
    for (const key of keys) this.#keys.add(key);
    this.#done = promise;
    this.#end = end;
    this.#log.flushed().then(() => end(), end);
  }

  /** Waits until none of these keys is on its way. Throws where the disk failed to take them. */
  past(keys: readonly string[]): Promise<void> | undefined {
    return this.#keys.size > 0 && keys.some((key) => this.#keys.has(key)) ? this.#done : undefined;
  }

  /** Ends at once what runs: for closing. */
  endNow(): void {
    if (this.#end === null) return;
    try {
      this.#log.flushNow();
      this.#end();
    } catch (error) {
      this.#end(error);
    }
  }

  /**
   * Before anything else is written. What a failed flush has left of the log is not relied on: all is written into the
   * file, and the log begins anew. Throws where that fails too.
   */
  mend(): void {
    if (!this.#hasFailed) return;
    if (!this.#log.cut()) throw new Error('The log cannot be cut while another process reads it');
    this.#hasFailed = false;
    this.#keys.clear();
  }
}
