/**
 * Guessing passwords is slowed, never answered by shutting the account: whoever guesses would shut out its owner. Each
 * network waits by itself for each account, so that the owner elsewhere does not wait for somebody else's guesses.
 */
import { networkOf } from '../../../shared/network.ts';

/** Wrong passwords before anybody waits. */
const FREE = 5;
/** Milliseconds at most, however many were wrong. */
const LONGEST = 60_000;
/** Milliseconds after which nothing is known of a failure. */
const FORGOTTEN = 3_600_000;
const KNOWN_AT_MOST = 10_000;

interface Failures {
  count: number;
  at: number;
}

export class Slowing {
  readonly #failures = new Map<string, Failures>();
  readonly #now: () => number;

  /** `now`: milliseconds of a clock that never steps. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Milliseconds that must pass before the next try; 0 for none. */
  wait(account: string, address: string): number {
    const { count, at } = this.#of(account, address);
    if (count < FREE) return 0;
    return Math.max(0, at + Math.min(1_000 * 2 ** (count - FREE), LONGEST) - this.#now());
  }

  failed(account: string, address: string): void {
    const { count } = this.#of(account, address);
    const key = keyOf(account, address);
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, at: this.#now() });
    if (this.#failures.size > KNOWN_AT_MOST) this.#failures.delete(this.#failures.keys().next().value as string);
  }

  succeeded(account: string, address: string): void {
    this.#failures.delete(keyOf(account, address));
  }

  #of(account: string, address: string): Failures {
    const known = this.#failures.get(keyOf(account, address));
    return known && this.#now() - known.at < FORGOTTEN ? known : { count: 0, at: 0 };
  }
}

function keyOf(account: string, address: string): string {
  return `${account} ${networkOf(address)}`;
}
