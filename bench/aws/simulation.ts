/**
 * A night of timers, a queue, functions and readers: what comes when, on a clock that goes from one event to the next.
 */
import type { SQSEvent } from 'aws-lambda';
import { type QueueHandler, queueHandler } from '../../functions/timers/queue.ts';
import { formatInstant, type Instant } from '../../shared/time.ts';
import type { InProcess } from '../../test/in-process.ts';
import type { CountingStore } from './counting-store.ts';

/** As the stack has it (`infra/functions.ts`, `infra/queues.ts`). */
const STACK = { batch: 10, atOnce: 20, hiddenFor: 185_000 };
/** A function of 512 MB has 0.29 of a processor; a call of the table takes 4 ms; a batch is fetched in 10. */
const COST = { processor: 1769 / 512, call: 4, fetch: 10 };
const READS_PER_SECOND = 10;

export interface Coming {
  at: Instant;
  key: string;
}

export interface SimulationOptions {
  readonly home: InProcess;
  readonly store: CountingStore;
  /** Takes down when each fact was written. */
  readonly written: Map<string, Instant>;
  readonly deadline: Instant;
  /** Messages of timers, in order of time. */
  readonly coming: readonly Coming[];
}

/** One midnight: timers' messages, functions that take them in batches, readers; in order of simulated time. */
export class Simulation {
  readonly durations: number[] = [];
  lastTimer: Instant;
  batches = 0;
  messages = 0;
  mostAtOnce = 0;
  mostWaiting = 0;
  failed = 0;
  reads = 0;
  refused = 0;
  untrue = 0;
  readonly #home: InProcess;
  readonly #store: CountingStore;
  readonly #handler: QueueHandler;
  readonly #written: Map<string, Instant>;
  readonly #deadline: Instant;
  /** In order of time: a message that failed comes again after a fixed time. */
  readonly #coming: Coming[];
  readonly #again: Coming[] = [];
  #waiting: string[] = [];
  #busyUntil: Instant[] = [];

  constructor({ home, store, written, deadline, coming }: SimulationOptions) {
    [this.#home, this.#store, this.#written, this.#deadline] = [home, store, written, deadline];
    this.lastTimer = deadline;
    this.#coming = coming.toReversed();
    this.#handler = queueHandler(home.platform);
  }

  async run(ids: readonly string[]): Promise<void> {
    let nextRead = this.#deadline;
    for (;;) {
      const next = [this.#coming.at(-1)?.at, this.#again[0]?.at, ...this.#busyUntil].filter((at) => at !== undefined);
      if (next.length === 0 && this.#waiting.length === 0) return;
      const now = Math.min(...next, nextRead);
      this.#home.clock.set(now);
      if (now === nextRead) {
        await this.#read(ids[(this.reads * 7919) % ids.length] as string);
        nextRead += 1000 / READS_PER_SECOND;
      }
      this.#busyUntil = this.#busyUntil.filter((end) => end > now);
      for (const queue of [this.#coming, this.#again]) this.#arrive(queue, now);
      this.mostWaiting = Math.max(this.mostWaiting, this.#waiting.length);
      while (this.#waiting.length > 0 && this.#busyUntil.length < STACK.atOnce) await this.#batch(now);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#busyUntil.length);
    }
  }

  #arrive(queue: Coming[], now: Instant): void {
    const timers = queue === this.#coming;
    for (let one = timers ? queue.at(-1) : queue[0]; one && one.at <= now; one = timers ? queue.at(-1) : queue[0]) {
      if (timers) this.lastTimer = one.at;
      this.#waiting.push(one.key);
      if (timers) queue.pop();
      else queue.shift();
    }
  }

  /** The real handler, now; what it writes counts as written when it would have ended. */
  async #batch(now: Instant): Promise<void> {
    const keys = this.#waiting.splice(0, STACK.batch);
    const Records = keys.map((key, i) => ({ messageId: `${i}`, body: JSON.stringify({ key, at: this.#deadline }) }));
    this.#store.taken();
    const begun = performance.now();
    const { batchItemFailures } = await this.#handler({ Records } as unknown as SQSEvent);
    const processor = performance.now() - begun;
    const { calls, deemed } = this.#store.taken();
    const duration = COST.fetch + processor * COST.processor + (calls / keys.length) * COST.call;
    this.durations.push(duration);
    for (const key of deemed) this.#written.set(key, now + duration);
    for (const { itemIdentifier } of batchItemFailures) {
      this.#again.push({ at: now + STACK.hiddenFor, key: keys[Number(itemIdentifier)] as string });
      this.failed += 1;
    }
    this.batches += 1;
    this.messages += keys.length;
    this.#busyUntil.push(now + duration);
  }

  async #read(id: string): Promise<void> {
    this.#store.taken();
    const { status, json } = await this.#home.call('GET', `/pushes/${id}`, { as: 'scjg.officer' });
    for (const key of this.#store.taken().deemed) this.#written.set(key, this.#home.clock.now());
    this.reads += 1;
    if (status === 503) this.refused += 1;
    else if (json.status !== 'deemed-claimed' || json.claimedAt !== formatInstant(this.#deadline)) this.untrue += 1;
  }
}
