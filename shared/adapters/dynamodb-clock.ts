/**
 * The clock of a deployed function. Lambda freezes an instance between requests, and its monotonic clock with it: a
 * wall clock ahead of that says nothing. But each answer of DynamoDB carries its own time, and the SDK keeps how far
 * this machine is off: a second witness that is better than waiting.
 */
import type { Clock, Doubt, Log } from '../ports.ts';
import { CLOCKS_APART, type Instant } from '../time.ts';
import { systemClock } from './system-clock.ts';

/** In doubt for as long as it is ahead: for whoever asks again. */
const LATER: Doubt = { seconds: 60 };

/** As `DynamoDBClient` has it: milliseconds to add to the machine's clock, as of the last answer. */
export interface Measured {
  readonly config: { readonly systemClockOffset: number };
}

export class DynamoDbClock implements Clock {
  readonly #client: Measured;
  readonly #log: Log;
  #inDoubt = false;

  constructor(client: Measured, log: Log) {
    this.#client = client;
    this.#log = log;
  }

  now(): Instant {
    return systemClock.now();
  }

  doubt(): Doubt | null {
    const ahead = -this.#client.config.systemClockOffset;
    const inDoubt = ahead > CLOCKS_APART;
    if (inDoubt && !this.#inDoubt) this.#log.error('clock-distrusted', { ahead: Math.round(ahead / 1000) });
    this.#inDoubt = inDoubt;
    return inDoubt ? LATER : null;
  }
}
