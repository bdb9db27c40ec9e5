/**
 * Random bytes from the operating system, fetched some at a time: each fetch costs as much as a hundred short answers.
 */
import { randomBytes } from 'node:crypto';
import type { Random } from '../ports.ts';

const AT_ONCE = 4_096;

let pool = new Uint8Array(0);

function bytes(length: number): Uint8Array {
  if (length > AT_ONCE) return new Uint8Array(randomBytes(length));
  if (pool.length < length) pool = new Uint8Array(randomBytes(AT_ONCE));
  const taken = pool.slice(0, length);
  // Nobody gets the same bytes again, nor finds them in memory.
  pool.fill(0, 0, length);
  pool = pool.subarray(length);
  return taken;
}

export const systemRandom: Random = Object.freeze({ bytes });
