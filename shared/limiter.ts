/**
 * How often callers may ask: a token bucket for each account, and one for each network from which somebody asks without
 * a valid token; the pages that sign people in have another one. In memory: on one machine they count everything, on
 * AWS each instance counts what it sees, under the stage's own throttle.
 */
import { networkOf } from './network.ts';

export interface Limit {
  /** Its name in the answers' headers. */
  readonly name: string;
  /** Requests a second, for as long as one likes. */
  readonly rate: number;
  /** Requests at once after a while of none. */
  readonly burst: number;
}

const OF_ACCOUNTS: Limit = { name: 'account', rate: 50, burst: 200 };
const OF_ADDRESSES: Limit = { name: 'address', rate: 20, burst: 100 };
/** For 80 people behind one address at half past eight: each asks some six times before there is a session. */
const OF_SIGN_INS: Limit = { name: 'sign-in', rate: 20, burst: 500 };

/** Buckets in memory; the one that was asked longest ago goes first, and is full by then. */
const BUCKETS_AT_MOST = 20_000;

/** What became of a request: whether it is let in, and what is left. */
export interface Taken {
  readonly limit: Limit;
  readonly allowed: boolean;
  /** Whole requests that may follow at once. */
  readonly left: number;
  /** Milliseconds until one more is let in, and until the bucket is full. */
  readonly next: number;
  readonly full: number;
}

export interface LimiterOptions {
  /** Addresses that are not counted: proxies of ours, which check health. */
  readonly exempt?: (address: string) => boolean;
  /** Milliseconds of a clock that never steps. */
  readonly now?: () => number;
}

export class Limiter {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #exempt: (address: string) => boolean;
  readonly #now: () => number;

  constructor({ exempt = () => false, now = () => performance.now() }: LimiterOptions = {}) {
    this.#exempt = exempt;
    this.#now = now;
  }

  ofAccount(account: string): Taken {
    return this.#take(OF_ACCOUNTS, account);
  }

  /** Null for an address that is not counted. */
  ofAddress(address: string): Taken | null {
    return this.#exempt(address) ? null : this.#take(OF_ADDRESSES, networkOf(address));
  }

  /** Of the pages that sign people in. Null as for `ofAddress`. */
  ofSignIn(address: string): Taken | null {
    return this.#exempt(address) ? null : this.#take(OF_SIGN_INS, networkOf(address));
  }

  #take(limit: Limit, who: string): Taken {
    const { name, rate, burst } = limit;
    const key = `${name} ${who}`;
    const now = this.#now();
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const there = Math.min(burst, before.tokens + ((now - before.at) / 1000) * rate);
    const allowed = there >= 1;
    const tokens = allowed ? there - 1 : there;
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens, at: now });
    if (this.#buckets.size > BUCKETS_AT_MOST) this.#buckets.delete(this.#buckets.keys().next().value as string);
    const until = (wanted: number): number => Math.max(((wanted - tokens) / rate) * 1000, 0);
    return { limit, allowed, left: Math.floor(tokens), next: until(1), full: until(burst) };
  }
}
