/**
 * The write-ahead log of an open SQLite file: what brings it to the disk. SQLite itself would do so within COMMIT, on
 * the thread that answers requests, which then does nothing else for the milliseconds that a disk takes.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

const fdatasyncLater = promisify(fdatasync);

/** Brings the bytes of an open file to the disk. */
export type Flush = (fd: number) => Promise<void>;

export class SqliteLog {
  readonly #db: DatabaseSync;
  /** Milliseconds that other work waits for another process; cutting the log waits for none. */
  readonly #timeout: number;
  /** Of the log, open as long as the store: SQLite keeps to one file. Null for a store in memory, and once closed. */
  #fd: number | null;
  readonly #flush: Flush;
  #running: Promise<void> = Promise.resolve();

  /** Of a file that has been written since it was opened in mode WAL. */
  constructor(db: DatabaseSync, file: string, timeout: number, flush: Flush = fdatasyncLater) {
    this.#db = db;
    this.#timeout = timeout;
    this.#flush = flush;
    this.#fd = file === ':memory:' ? null : openSync(`${file}-wal`, 'r+');
  }

  /** False for a store in memory, of which nothing has to be flushed. */
  get isOnDisk(): boolean {
    return this.#fd !== null;
  }

  /** Resolves once all that was committed before is on the disk. One call at a time. */
  flushed(): Promise<void> {
    if (this.#fd === null) return Promise.resolve();
    const running = this.#flush(this.#fd);
    this.#running = running.catch(() => {});
    return running;
  }

  /** The same at once, on this thread. */
  flushNow(): void {
    if (this.#fd !== null) fdatasyncSync(this.#fd);
  }

  /**
   * Writes the log into the file and cuts it to nothing; both are on the disk then. False while another process reads
   * the file.
   */
  cut(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      const row = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number } | undefined;
      return row?.busy === 0;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${this.#timeout}`);
    }
  }

  /** Lets go of the log, after a flush that still runs. */
  close(): void {
    const fd = this.#fd;
    this.#fd = null;
    if (fd !== null) void this.#running.then(() => closeSync(fd));
  }
}
