/**
 * 动态口令: time-based one-time passwords (RFC 6238: SHA-1, six digits, 30 seconds), as every authenticator app makes them.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../../shared/time.ts';

const STEP = 30_000;
/** Steps by which a telephone's clock may be off. */
const OFF = 1;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The step whose code this is, later than `after`; null where it is none. A code is good once. */
export function stepOf(secret: Uint8Array, code: string, now: Instant, after: number): number | null {
  const current = Math.floor(now / STEP);
  for (let step = current - OFF; step <= current + OFF; step++) {
    const expected = Buffer.from(codeAt(secret, step));
    const given = Buffer.from(code.replaceAll(/\s/g, ''));
    if (step > after && given.length === expected.length && timingSafeEqual(given, expected)) return step;
  }
  return null;
}

/** The code of a step. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac[19] as number) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** RFC 4648 without padding: how people type a secret into their app. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}
