/**
 * A midnight at which many pushes fall due, simulated: the real wake handler on a real store, on a clock that a
 * simulation moves. Timers spread over the flexible window and come at no more than the account's rate; a queue hands
 * them on in batches to as many functions at once as the stack allows; a call of the store fails now and then, and its
 * message comes again. Readers ask for any of the pushes all the while.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { type QueueHandler, queueHandler } from '../../functions/queue.ts';
import { wakeKey } from '../../functions/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { formatInstant, type Instant, MINUTE, parseInstant } from '../../shared/time.ts';
import { JURISDICTION } from '../../test/in-process/county.ts';
import { type InProcess, inProcess } from '../../test/in-process.ts';
import { type Figures, percentile } from '../measure.ts';
import { CountingStore } from './counting-store.ts';

const PUSHED = '2026-09-28T09:00:00+08:00';
const DEADLINE = parseInstant('2026-10-01T00:00:00+08:00') as Instant;

/** As the stack and the account have it (`infra/functions.ts`, `infra/queues.ts`, default quotas). */
const STACK = { batch: 10, atOnce: 20, hiddenFor: 3 * MINUTE, timersPerSecond: 1000 };
/** A function of 512 MB has 0.29 of a processor; a call of the table takes 4 ms; a batch is fetched in 10. */
const COST = { processor: 1769 / 512, call: 4, fetch: 10 };
/** One call of the store in so many fails; a second has so many reads. */
const FAULTS = 500;
const READS_PER_SECOND = 10;

const QUIET = {
  timers: { set: async () => {} },
  mailer: { send: async () => {} },
  log: { info: () => {}, error: () => {} },
};

export interface Midnight {
  readonly window: number;
  readonly figures: Figures;
}

/** Simulates it once for each window (minutes), each on its own copy of the same pushes. */
export async function midnights(count: number, windows: readonly number[]): Promise<Midnight[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-midnight-'));
  try {
    const seeded = join(folder, 'seeded.db');
    const ids = await seed(seeded, count);
    const found: Midnight[] = [];
    for (const window of windows) {
      const file = join(folder, `${window}.db`);
      copyFileSync(seeded, file);
      found.push({ window, figures: await simulate(file, ids, window * MINUTE) });
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Pushes of one morning, their arrival told. */
async function seed(file: string, count: number): Promise<string[]> {
  const store = openSqliteStore(file);
  const { call, platform } = await inProcess({ now: PUSHED, store, ports: QUIET });
  const ids: string[] = [];
  const worker = async (): Promise<void> => {
    while (ids.length < count) {
      const nth = ids.push('') - 1;
      const made = await call('POST', '/pushes', { as: 'spj.officer', body: push(nth) });
      if (made.status !== 201) throw new Error(made.text);
      ids[nth] = made.json.id;
      await wakeKey(platform, exchangeKey(JURISDICTION, made.json.id));
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  store.close();
  return ids;
}

function push(nth: number) {
  return {
    kind: 'approval',
    reference: `N-${nth}`,
    matter: '371525-SCJG-001',
    party: { name: `冠县某某食品有限公司${nth}` },
    licence: { documentNumber: `冠审批许字〔2026〕${nth}号`, name: '食品经营许可证', number: `JY${nth}` },
    occurredAt: '2026-09-28T08:50:00+08:00',
    summary: '经审查，申请材料齐全，准予许可。',
  };
}

async function simulate(file: string, ids: readonly string[], window: number): Promise<Figures> {
  const store = new CountingStore(openSqliteStore(file));
  const home = await inProcess({ now: '2026-09-30T23:59:00+08:00', store, ports: QUIET });
  store.failEvery = FAULTS;
  const written = new Map<string, Instant>();
  const midnight = new Simulation(home, store, written, arrivals(ids, window));
  await midnight.run(ids);
  store.close();
  const after = [...written.values()].map((at) => (at - DEADLINE) / 1000);
  if (written.size !== ids.length) throw new Error(`${ids.length - written.size} pushes were never written`);
  return {
    'all written after, s': Math.round(after.reduce((most, one) => Math.max(most, one), 0) * 10) / 10,
    'p50 of it, s': percentile(after, 50),
    'p99 of it, s': percentile(after, 99),
    'last timer came after, s': Math.round(midnight.lastTimer - DEADLINE) / 1000,
    batches: midnight.batches,
    'messages in a batch, mean': Math.round((midnight.messages / midnight.batches) * 10) / 10,
    'functions at once, most': midnight.mostAtOnce,
    'messages waiting, most': midnight.mostWaiting,
    'time of a batch, p50 ms': percentile(midnight.durations, 50),
    'messages that failed and came again': midnight.failed,
    reads: midnight.reads,
    'reads refused (503)': midnight.refused,
    'reads told anything but the truth': midnight.untrue,
  };
}

/** When the timers' messages arrive: spread over the window, never faster than the account may. */
function arrivals(ids: readonly string[], window: number): { at: Instant; key: string }[] {
  const gap = 1000 / STACK.timersPerSecond;
  let last = DEADLINE - gap;
  return ids.map((id, i) => {
    last = Math.max(DEADLINE + (i * window) / ids.length, last + gap);
    return { at: last, key: exchangeKey(JURISDICTION, id) };
  });
}

class Simulation {
  readonly durations: number[] = [];
  lastTimer = DEADLINE;
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
  /** In order of time: a message that failed comes again after a fixed time. */
  readonly #coming: { at: Instant; key: string }[];
  readonly #again: { at: Instant; key: string }[] = [];
  #waiting: string[] = [];
  #busyUntil: Instant[] = [];

  constructor(
    home: InProcess,
    store: CountingStore,
    written: Map<string, Instant>,
    coming: { at: Instant; key: string }[],
  ) {
    [this.#home, this.#store, this.#written] = [home, store, written];
    this.#coming = coming.reverse();
    this.#handler = queueHandler(home.platform);
  }

  async run(ids: readonly string[]): Promise<void> {
    let nextRead = DEADLINE;
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

  #arrive(queue: { at: Instant; key: string }[], now: Instant): void {
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
    const Records = keys.map((key, i) => ({ messageId: `${i}`, body: JSON.stringify({ key, at: DEADLINE }) }));
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
    else if (json.status !== 'deemed-claimed' || json.claimedAt !== formatInstant(DEADLINE)) this.untrue += 1;
  }
}
