/** What a million life cycles cost, from counted units, list prices of us-east-1 (USD) and the times of requests. */
import type { Step } from './units.ts';

/**
 * A million write units, read units, requests of the HTTP API, of Lambda, of the queue, schedules; a GB-second; a GB of
 * logs.
 */
const PRICES = { write: 0.625, read: 0.125, http: 1, lambda: 0.2, sqs: 0.4, schedule: 1, second: 13.3334e-6, log: 0.5 };

/** Pushed, seen in the inbox, read, claimed; one push in ten has a new name. */
const LIFE = ['push', 'inbox with 1 open', 'read it', 'claim it'] as const;
const NEW_NAME = { step: 'a new name, beside its push', share: 0.1 };

/**
 * A request waits 4 ms for each call of the table that follows another, and has a share of a processor with its memory
 * (1,769 MB are one). `rounds` of calls and processor time (ms, `npm run bench:aws -- handler`): of each operation of a
 * life.
 */
const FUNCTION = { memory: 512, call: 4, whole: 1769 };
const TIMES: Readonly<Record<(typeof LIFE)[number], { rounds: number; processor: number }>> = {
  push: { rounds: 6, processor: 3.5 },
  'inbox with 1 open': { rounds: 4, processor: 1.5 },
  'read it': { rounds: 3, processor: 1.6 },
  'claim it': { rounds: 4, processor: 2.4 },
};

/**
 * The timer of a push that is claimed: its message is sent by itself, received and deleted with nine others, since
 * claims end at midnight and messages wait some seconds for each other (`infra/queues.ts`); the wake function reads the
 * record and finds nothing to do.
 */
const TIMER = { batch: 10, read: 1, rounds: 1, processor: 1 };

/** KB of the function's and the API's line of one request, with what CloudWatch adds to each. */
const LOGGED = 0.38;

export interface Cost {
  readonly name: string;
  /** Counted a life cycle. */
  readonly count: number;
  /** USD a million life cycles. */
  readonly dollars: number;
}

export function costOf(steps: readonly Step[]): Cost[] {
  const step = (name: string): Step => {
    const found = steps.find((one) => one.name === name);
    if (!found) throw new Error(`no ${name} was counted`);
    return found;
  };
  const name = step(NEW_NAME.step);
  const sum = (of: (step: Step) => number): number =>
    LIFE.reduce((total, one) => total + of(step(one)), of(name) * NEW_NAME.share);
  const [write, read] = [sum((one) => one.write), sum((one) => one.read) + TIMER.read];
  const millis = LIFE.reduce((total, one) => total + timeOf(TIMES[one]), timeOf(TIMER));
  const requests = LIFE.length + 1 / TIMER.batch;
  const messages = 1 + 2 / TIMER.batch;
  const seconds = (millis / 1000) * (FUNCTION.memory / 1024);
  const logged = (LIFE.length * LOGGED) / 1e6;
  const costs = [
    { name: 'write units', count: write, dollars: write * PRICES.write },
    { name: 'read units', count: read, dollars: read * PRICES.read },
    { name: 'requests of the HTTP API', count: LIFE.length, dollars: LIFE.length * PRICES.http },
    { name: 'requests of Lambda', count: requests, dollars: requests * PRICES.lambda },
    { name: 'schedules', count: 1, dollars: PRICES.schedule },
    { name: 'requests of the queue', count: messages, dollars: messages * PRICES.sqs },
    { name: 'milliseconds of Lambda', count: millis, dollars: seconds * PRICES.second * 1e6 },
    { name: 'GB of logs', count: logged, dollars: logged * PRICES.log * 1e6 },
  ];
  const dollars = costs.reduce((total, one) => total + one.dollars, 0);
  return [...costs, { name: 'together', count: 1, dollars }];
}

function timeOf({ rounds, processor }: { rounds: number; processor: number }): number {
  return rounds * FUNCTION.call + processor * (FUNCTION.whole / FUNCTION.memory);
}
