/** Random bytes from the operating system. */
import { randomBytes } from 'node:crypto';
import type { Random } from '../ports.ts';

export const systemRandom: Random = Object.freeze({ bytes: (length: number) => new Uint8Array(randomBytes(length)) });
