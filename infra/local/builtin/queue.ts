/**
 * Whose password is checked next. Few are checked at once and fewer of one network; the networks that wait take turns,
 * so that however many tries come from one, everybody else waits for one check of each.
 */

/** Checks that run at the same time: each takes 32 MB and a tenth of a second of a processor. */
const AT_ONCE = 4;
/** Of those for one network: departments often share an address, and guesses come from one. */
const OF_ONE_NETWORK = 2;
/** Tries of one network that wait: some seconds of work. */
const WAITING_OF_ONE = 100;

export class Queue {
  readonly #running = new Map<string, number>();
  /** In order of their turn; each with a try at least. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #atWork = 0;

  /** Does `check` when it is its turn; null, at once, where too many of that network wait. */
  async inTurn<T>(network: string, check: () => Promise<T>): Promise<T | null> {
    const line = this.#waiting.get(network) ?? [];
    if (line.length >= WAITING_OF_ONE) return null;
    await new Promise<void>((begin) => {
      line.push(begin);
      this.#waiting.set(network, line);
      this.#beginNext();
    });
    try {
      return await check();
    } finally {
      this.#ended(network);
    }
  }

  #beginNext(): void {
    for (const [network, line] of this.#waiting) {
      if (this.#atWork >= AT_ONCE) return;
      const running = this.#running.get(network) ?? 0;
      if (running >= OF_ONE_NETWORK) continue;
      const begin = line.shift();
      // Whoever has had a turn goes to the end, and comes by again in this very loop.
      this.#waiting.delete(network);
      if (line.length > 0) this.#waiting.set(network, line);
      this.#running.set(network, running + 1);
      this.#atWork += 1;
      begin?.();
    }
  }

  #ended(network: string): void {
    const left = (this.#running.get(network) ?? 1) - 1;
    if (left > 0) this.#running.set(network, left);
    else this.#running.delete(network);
    this.#atWork -= 1;
    this.#beginNext();
  }
}
