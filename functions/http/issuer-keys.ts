/**
 * The public keys of an OIDC issuer. They are fetched when they are first needed, again when they are ten minutes old,
 * and again when a token names a key that is not among them. An endpoint that fails is a fault of that side (503),
 * never of the token; the keys read last go on for a day meanwhile.
 */
import { type CryptoKey, createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, errors as jose } from 'jose';
import { Problem } from '../../shared/errors.ts';
import type { Log } from '../../shared/ports.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

/** Milliseconds for an answer of the endpoint, its body included. */
const PATIENCE = 2_000;
/** Milliseconds after which another fetch may be tried, whether the last one went well or not. */
const PAUSE = 5_000;
const FRESH_FOR = 10 * MINUTE;
const GOOD_FOR = DAY;

type Keys = ReturnType<typeof createLocalJWKSet>;

interface Read {
  readonly keys: Keys;
  readonly at: number;
}

export class IssuerKeys {
  readonly #uri: string;
  /** Milliseconds of a clock that never steps. */
  readonly #now: () => number;
  #read: Read | undefined;
  #tried: { at: number; failed: boolean } | undefined;
  #fetching: Promise<boolean> | undefined;

  constructor(uri: string, now: () => number = () => performance.now()) {
    this.#uri = uri;
    this.#now = now;
  }

  /**
   * The key that a token's header names. Throws `JWKSNoMatchingKey` where the issuer has none, `unavailable` where it
   * cannot say.
   */
  async keyOf(log: Log, ...token: Parameters<JWTVerifyGetKey>): Promise<CryptoKey> {
    const known = await this.#known(log);
    try {
      return await known.keys(...token);
    } catch (error) {
      if (!(error instanceof jose.JWKSNoMatchingKey)) throw error;
      // Only an answer that is newer than the token's key can say that there is no such key.
      if (!(await this.#refresh(log))) throw silent(error);
      return (this.#read as Read).keys(...token);
    }
  }

  async #known(log: Log): Promise<Read> {
    const age = this.#read ? this.#now() - this.#read.at : Number.POSITIVE_INFINITY;
    if (age >= FRESH_FOR) await this.#refresh(log);
    if (!this.#read || this.#now() - this.#read.at >= GOOD_FOR) throw silent();
    return this.#read;
  }

  /** Fetches them unless that was tried a moment ago. True where the last try went well. */
  async #refresh(log: Log): Promise<boolean> {
    if (!this.#fetching && this.#tried && this.#now() - this.#tried.at < PAUSE) return !this.#tried.failed;
    this.#fetching ??= this.#fetch(log).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(log: Log): Promise<boolean> {
    let failed = false;
    try {
      const keys = createLocalJWKSet(await fetchKeys(this.#uri));
      this.#read = { keys, at: this.#now() };
    } catch (error) {
      failed = true;
      log.error('issuer-keys', { uri: this.#uri, known: this.#read !== undefined }, error);
    }
    this.#tried = { at: this.#now(), failed };
    return !failed;
  }
}

async function fetchKeys(uri: string): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(uri, { redirect: 'manual', signal, headers: { accept: 'application/json' } });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new Error(`The keys' address answered ${answer.status}`);
  }
  const set = (await answer.json()) as JSONWebKeySet;
  if (!Array.isArray(set?.keys) || set.keys.length === 0) throw new Error("The keys' address answered no keys");
  return set;
}

function silent(cause?: unknown): Problem {
  const detail =
    '统一身份认证的公钥暂时无法读取，不能核对凭证，本次操作没有办理。请稍后重试；持续出现的，请告知系统管理员。';
  return new Problem('unavailable', detail, { retryAfter: PAUSE / 1000, cause });
}
