/**
 * A midnight at which many pushes fall due, simulated: the real wake handler on a real store, on a clock that a
 * simulation moves. Timers spread over the flexible window and come at no more than the account's rate; a queue hands
 * them on in batches to as many functions at once as the stack allows; a call of the store fails now and then, and its
 * message comes again. Readers ask for any of the pushes all the while.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wakeKey } from '../../functions/timers/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { type Instant, MINUTE, parseInstant } from '../../shared/time.ts';
import { JURISDICTION } from '../../test/in-process/county.ts';
import { inProcess } from '../../test/in-process.ts';
import { type Figures, percentile } from '../measure.ts';
import { CountingStore } from './counting-store.ts';
import { type Coming, Simulation } from './simulation.ts';

const PUSHED = '2026-09-28T09:00:00+08:00';
const DEADLINE = parseInstant('2026-10-01T00:00:00+08:00') as Instant;

/** One call of the store in so many fails. */
const FAULTS = 500;
/** Timers a second that an account may have fire (default quota). */
const TIMERS_PER_SECOND = 1000;

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
      const send = () => call('POST', '/pushes', { as: 'spj.officer', body: push(nth) });
      let made = await send();
      // A machine that is busy with other work: the same sent again is the same push.
      while (made.status === 503) made = await send();
      if (made.status > 201) throw new Error(made.text);
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
  const midnight = new Simulation({ home, store, written, deadline: DEADLINE, coming: arrivals(ids, window) });
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
function arrivals(ids: readonly string[], window: number): Coming[] {
  const gap = 1000 / TIMERS_PER_SECOND;
  let last = DEADLINE - gap;
  return ids.map((id, i) => {
    last = Math.max(DEADLINE + (i * window) / ids.length, last + gap);
    return { at: last, key: exchangeKey(JURISDICTION, id) };
  });
}
