/**
 * Checkpoints: the log of a SQLite store is written into its file by a thread of its own, since it takes 20 to 50 ms in
 * which nobody would be answered. Commits go on beside it. They wait only for the last pass, which is short, and after
 * which the log begins anew: beside a writer that never rests it would grow for ever.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** Pages of the log (of 4 KB) from which on it is written into the file. */
const LONG = 4_000;
/** From so many on commits wait: they are written faster than they can be taken into the file. */
const TOO_LONG = 10_000;
/** As many pages are written while commits wait. */
const SHORT = 400;
/** So many passes are made at most, the last while commits wait. */
const PASSES = 4;
/** Pages at which SQLite does it by itself, within a commit: where the thread cannot be had, or falls behind. */
export const BY_ITSELF = 16_000;
/** Milliseconds that closing waits for a pass. */
const PATIENCE = 5_000;

interface Pages {
  readonly log: number;
  readonly checkpointed: number;
}

export class Checkpoints {
  readonly #file: string;
  readonly #pages: StatementSync;
  readonly #resume: () => void;
  /** 1 while a pass runs. */
  readonly #busy = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | null = null;
  /** Passes of the checkpoint that runs; 0 where none does. */
  #passes = 0;
  #isHolding = false;
  /** Nothing is written during the pass that runs. */
  #isLast = false;
  #isClosed = false;
  /** Pages of the log at the end of the last checkpoint: what a reader kept from the file is tried again later. */
  #left = 0;

  /** `resume` is called once commits that were held back may be written. */
  constructor(db: DatabaseSync, file: string, resume: () => void) {
    this.#file = file;
    this.#resume = resume;
    this.#pages = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** Whether commits have to wait. */
  get isHolding(): boolean {
    return this.#isHolding;
  }

  /** Begins a checkpoint where the log is long and none runs. After each group of commits. */
  look(): void {
    if (this.#isClosed) return;
    const { log, checkpointed } = this.#inLog();
    if (this.#passes > 0) {
      if (log - this.#left >= TOO_LONG) this.#hold();
      return;
    }
    if (log < this.#left) this.#left = 0;
    if (log - Math.max(checkpointed, this.#left) < LONG) return;
    try {
      this.#pass();
    } catch {
      // No thread is to be had: tried again when the log is longer still.
      this.#ended(log);
    }
  }

  /** Waits for a pass that runs: the file is to be let go of. Nothing is held back any more. */
  close(): void {
    this.#isClosed = true;
    this.#isHolding = false;
    Atomics.wait(this.#busy, 0, 1, PATIENCE);
    void this.#worker?.terminate();
    this.#worker = null;
  }

  /** A fault of the file is for the next commit to meet. */
  #inLog(): Pages {
    try {
      return this.#pages.get() as unknown as Pages;
    } catch {
      return { log: 0, checkpointed: 0 };
    }
  }

  /** Has commits wait. Whoever waits for one keeps the process going. */
  #hold(): void {
    this.#isHolding = true;
    this.#worker?.ref();
  }

  #pass(): void {
    this.#worker ??= this.#started();
    this.#isLast = this.#isHolding;
    this.#passes += 1;
    Atomics.store(this.#busy, 0, 1);
    this.#worker.postMessage(null);
  }

  #started(): Worker {
    const worker = new Worker(new URL('./sqlite-checkpointing.mjs', import.meta.url), {
      workerData: { file: this.#file, busy: this.#busy },
      resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
      execArgv: [],
    });
    worker.unref();
    worker.on('message', (isDone: boolean) => this.#passed(worker, isDone));
    // Another one is started next time.
    worker.on('error', () => {
      this.#passed(worker, false);
      this.#worker = null;
    });
    return worker;
  }

  #passed(worker: Worker, isDone: boolean): void {
    if (this.#worker !== worker) return;
    const { log, checkpointed } = this.#inLog();
    const rest = log - checkpointed;
    if (!isDone || rest === 0 || this.#isLast) {
      worker.unref();
      this.#ended(log);
    } else {
      if (rest <= SHORT || this.#passes >= PASSES - 1) this.#hold();
      this.#pass();
    }
  }

  #ended(log: number): void {
    Atomics.store(this.#busy, 0, 0);
    this.#left = log;
    this.#passes = 0;
    if (!this.#isHolding) return;
    this.#isHolding = false;
    this.#resume();
  }
}
