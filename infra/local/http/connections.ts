/**
 * The connections there are. Each costs memory and a place, so they are counted, in all and by address, and whoever has
 * nothing to say or takes nothing loses his. A connection is over when it is destroyed: one that is only ended waits
 * for the other side, which may never answer.
 */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { networkOf } from '../../../shared/network.ts';

export interface ConnectionLimits {
  /** Connections in all. */
  readonly all: number;
  /** Connections of one address (IPv6: of one /64). */
  readonly each: number;
  /** Milliseconds for a request's head; as many as that after it was accepted, for whoever says nothing. */
  readonly head: number;
  /** Milliseconds for a whole request. */
  readonly request: number;
  /** Milliseconds in which nothing moves, while a request comes in or an answer goes out. */
  readonly idle: number;
}

/** Far more than a county has desks. `idle` lets `request` come first, which is answered. */
export const CONNECTION_LIMITS: ConnectionLimits = {
  all: 2_000,
  each: 200,
  head: 15_000,
  request: 30_000,
  idle: 45_000,
};

/** Milliseconds in which the other side may read why it is refused. */
const LAST_WORDS = 1_000;

export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #exempt: (address: string) => boolean;
  readonly #byNetwork = new Map<string, number>();
  #all = 0;

  /** `exempt`: addresses from which many people come, such as a proxy's; they count among all alone. */
  constructor(limits: ConnectionLimits, exempt: (address: string) => boolean) {
    this.#limits = limits;
    this.#exempt = exempt;
  }

  /** Counts a new connection until it is closed, or destroys it where there are too many. */
  take(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const network = networkOf(address);
    const others = this.#byNetwork.get(network) ?? 0;
    if (this.#all >= this.#limits.all || (others >= this.#limits.each && !this.#exempt(address))) {
      socket.destroy();
      return;
    }
    this.#all += 1;
    this.#byNetwork.set(network, others + 1);
    socket.once('close', () => this.#letGo(network));
  }

  #letGo(network: string): void {
    const left = (this.#byNetwork.get(network) as number) - 1;
    this.#all -= 1;
    if (left > 0) this.#byNetwork.set(network, left);
    else this.#byNetwork.delete(network);
  }
}

/** Says the last words and destroys the connection, whether or not the other side reads them or ends its own half. */
export function endWith(socket: Duplex, words: string): void {
  socket.end(words);
  const timer = setTimeout(() => socket.destroy(), LAST_WORDS);
  socket.once('close', () => clearTimeout(timer));
  // Unread bytes would let the kernel drop our words.
  socket.resume();
}
