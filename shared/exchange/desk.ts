/** What the kernel works with, and how it tries again. */
import type { Ports, Store } from '../ports.ts';
import { hurried, inSteps, tried } from '../tries.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import type { Kinds } from './kind.ts';
import type { Effect, Reads } from './seams.ts';

export { arm } from '../arm.ts';

/** What the shell works with: the ports, the kinds, how facts are had. */
export interface Desk {
  /** The store carries the time that the work at this desk has (`shared/tries.ts`). */
  ports: Ports;
  kinds: Kinds;
  /** How decisions find what they ask for. */
  readers: Readers;
  jurisdiction: string;
  /** The records that are being settled for this: what settling one does to others never settles it again. */
  settling?: readonly string[];
  /** Takes `now`, then reads the calendar's log and the county: in this order. */
  facts(this: Desk): Promise<Facts>;
  /**
   * What follows in other records where lateness is struck: asked before that is written, and written by the same
   * commit.
   */
  struck(this: Desk, before: Exchange, after: Exchange): Promise<Effect[]>;
  /** Told of a record that the clock changed, once it is written: with facts read after that. */
  clockActed(this: Desk, exchange: Exchange, facts: Facts): Promise<void>;
}

/** How each thing that can be asked for is found. */
export type Readers = { readonly [K in keyof Reads]: Reader<K> };
export type Reader<K extends keyof Reads> = (
  desk: Desk,
  ask: Reads[K]['ask'],
  facts: Facts,
) => Promise<Reads[K]['found']>;

/** The desk for one id of a batch: it has so many milliseconds, of those that the whole has. */
export function hurriedDesk(desk: Desk, millis?: number): Desk {
  return withStore(desk, hurried(desk.ports.store, millis));
}

/** The desk for a job or a stream: each step of it has the time of a piece of work. */
export function deskInSteps(desk: Desk): Desk {
  return withStore(desk, inSteps(desk.ports.store));
}

/**
 * Tries until done, a refusal, or the time is over (`shared/tries.ts`). `attempt` works at the desk that it is given:
 * what it calls tries again within the same time.
 */
export async function again<T>(
  desk: Desk,
  given: Facts | undefined,
  attempt: (facts: Facts, desk: Desk) => Promise<{ done: T } | null>,
): Promise<T> {
  let known = given;
  const once = async (store: Store): Promise<{ done: T } | null> => {
    const inTime = withStore(desk, store);
    const facts = known ?? (await inTime.facts());
    known = undefined;
    return attempt(facts, inTime);
  };
  return tried(desk.ports.store, once, { orFails: true });
}

function withStore(desk: Desk, store: Store): Desk {
  return { ...desk, ports: { ...desk.ports, store } };
}
