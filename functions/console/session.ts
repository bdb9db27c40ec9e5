/** A session as pages meet it: who is signed in, where, and the token that each of its forms carries. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Identity } from '../../shared/accounts/memberships.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Random } from '../../shared/ports.ts';
import type { Instant } from '../../shared/time.ts';

export const SESSION_COOKIE = '__Host-session';
export const SIZE_COOKIE = '__Host-size';

/** Sizes of text, with their names. */
export const SIZES = { standard: '标准', large: '大', largest: '特大' } as const;
export type Size = keyof typeof SIZES;

export interface Session {
  /** Whom the issuer vouches for. */
  readonly identity: Identity;
  /** As the API's handlers get it; null where the identity has no account here, or no county is chosen yet. */
  readonly actor: Actor | null;
  /** The county's code; null where none is chosen yet. */
  readonly jurisdiction: string | null;
  readonly began: Instant;
  /** As it is kept: a use within five minutes of the one noted is not noted. */
  readonly seen: Instant;
  /** What the identity has in other counties: accounts to go over to, and such as wait for its owner's consent. */
  readonly otherCounties: { readonly bound: boolean; readonly waiting: boolean };
  /** When the session ends if nothing more is asked. */
  readonly ends: Instant;
  readonly textSize: Size;
  /** The token for a form, other letters each time (compression tells nothing of it, BREACH). */
  token(): string;
  /** Whether a form carries a token of this session. */
  isToken(given: string | null): boolean;
}

/** The cookies of a request, by name. */
export type Cookies = ReadonlyMap<string, string>;

/** Signed in, with an account in the county that was chosen. */
export interface FullSession extends Session {
  readonly actor: Actor;
  readonly jurisdiction: string;
}

/** The tokens of a session: an HMAC of what the browser holds, each time under another mask. */
export function tokensOf(secret: string, random: Random): Pick<Session, 'token' | 'isToken'> {
  const mac = createHmac('sha256', secret).update('form').digest();
  const masked = (mask: Uint8Array): Buffer => Buffer.from(mac.map((byte, i) => byte ^ (mask[i] as number)));
  return {
    token: () => {
      const mask = random.bytes(mac.length);
      return Buffer.concat([mask, masked(mask)]).toString('base64url');
    },
    isToken: (given) => {
      const bytes = Buffer.from(given ?? '', 'base64url');
      if (bytes.length !== 2 * mac.length) return false;
      return timingSafeEqual(bytes.subarray(mac.length), masked(bytes.subarray(0, mac.length)));
    },
  };
}

export function textSizeOf(cookie: string | undefined): Size {
  return Object.keys(SIZES).find((size): size is Size => size === cookie) ?? 'standard';
}

/** The cookies of a request by name, from the event of an HTTP API or from the header itself; of two, the first. */
export function cookiesOf(lines: readonly string[] | undefined, header: string | undefined): Cookies {
  const pairs = (lines ?? (header === undefined ? [] : [header])).flatMap((line) => line.split(';'));
  const cookies = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

/**
 * A cookie of ours as it is set: for this host alone, not for scripts. `seconds`: absent for as long as the browser
 * runs.
 */
export function cookie(name: string, value: string, seconds?: number): string {
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${age}`;
}
