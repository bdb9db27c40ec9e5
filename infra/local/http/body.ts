/**
 * Bodies as they come in. What a caller has not yet finished sending is held meanwhile, so there is a bound to it: a
 * little of each body is free; more is held only of callers who are known, and of all of them together no more than
 * there is room for. The rest is read and dropped.
 */
import type { IncomingMessage } from 'node:http';
import { BODY_LIMIT, PUBLIC_BODY_LIMIT } from '../../../functions/http/input.ts';

/** Held of any body. */
const FREE = PUBLIC_BODY_LIMIT;
/** Held beyond that, of all bodies together. */
const ROOM = 64 * BODY_LIMIT;

/** What there is of a body: the bytes, or why there are none. */
export type Body = Buffer | 'not-admitted' | 'no-room';

export class BodyRoom {
  #left: number;

  constructor(bytes = ROOM) {
    this.#left = bytes;
  }

  /** True where that many bytes more may be held; they are given back by as many bytes less. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}

/** One request's share of the room. */
export class Holding {
  readonly #room: BodyRoom;
  #taken = 0;

  constructor(room: BodyRoom) {
    this.#room = room;
  }

  /** True where a body may take that many bytes in all. */
  grow(bytes: number): boolean {
    const more = Math.max(bytes - FREE, 0) - this.#taken;
    if (!this.#room.take(more)) return false;
    this.#taken += more;
    return true;
  }

  letGo(): void {
    this.grow(0);
  }
}

/**
 * Reads a body to its end, cut one byte past the limit so that the function layer sees that it is too large. `admits`
 * is asked once, where there is more than is free. Throws where the caller went away.
 */
export async function bodyOf(
  request: IncomingMessage,
  holding: Holding,
  admits: () => Promise<boolean>,
): Promise<Body> {
  const length = lengthOf(request);
  return length !== null && length <= FREE ? wholeOf(request, length) : heldOf(request, holding, admits);
}

/** The bytes of the body, where its head says how many; null where they come in chunks. */
function lengthOf({ headers }: IncomingMessage): number | null {
  if (headers['transfer-encoding'] !== undefined) return null;
  return Number(headers['content-length'] ?? 0);
}

const NOTHING = Buffer.alloc(0);

/**
 * A small body, as most are: all of it is free, and Node's parser lets no byte more through than the head says. By
 * events, which cost a third of what the request's iterator does.
 */
function wholeOf(request: IncomingMessage, length: number): Promise<Buffer> | Buffer {
  if (length === 0) return NOTHING;
  return new Promise((resolve, reject) => {
    let held = NOTHING;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      // Copied, since a chunk of a byte may be a part of something much larger.
      if (size === 0) held = Buffer.alloc(length);
      size += chunk.copy(held, size);
    });
    request.on('end', () => resolve(held));
    request.on('error', reject);
    request.on('close', reject);
  });
}

async function heldOf(request: IncomingMessage, holding: Holding, admits: () => Promise<boolean>): Promise<Body> {
  let held = Buffer.alloc(0);
  let size = 0;
  let dropped: 'not-admitted' | 'no-room' | null = null;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    const end = Math.min(size + chunk.length, BODY_LIMIT + 1);
    if (dropped === null && size <= FREE && end > FREE && !(await admits())) dropped = 'not-admitted';
    if (dropped === null && end > held.length) {
      // In steps, since chunks may come byte by byte, each of them much larger than what is in it.
      const capacity = Math.min(Math.max(end, held.length * 2, 1_024), end > FREE ? BODY_LIMIT + 1 : FREE);
      if (holding.grow(capacity)) held = Buffer.concat([held.subarray(0, size)], capacity);
      else dropped = 'no-room';
    }
    if (dropped === null) chunk.copy(held, size, 0, end - size);
    else held = Buffer.alloc(0);
    size = end;
  }
  if (dropped !== null) holding.letGo();
  return dropped ?? held.subarray(0, size);
}
