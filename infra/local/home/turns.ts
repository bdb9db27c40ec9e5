/**
 * Turns of the event loop: all long work together has one share of each, so that a short request waits for no more than
 * that. What comes in order of asking is the next piece of work, not the whole of one.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of a turn that long work has. */
export const SHARE = 0.5;

export class Turns {
  /** When the first long work of this turn began; null before it. */
  #since: number | null = null;
  readonly #waiting: (() => void)[] = [];
  #serving = false;

  /** Resolves when long work may go on: at once where this turn has a share left, else in order of asking. */
  async taken(): Promise<void> {
    if (!this.#isOver()) return;
    const mine = new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (!this.#serving) this.#serve();
    return mine;
  }

  #isOver(): boolean {
    const now = performance.now();
    if (this.#since !== null) return now - this.#since >= SHARE;
    this.#since = now;
    setImmediate(() => {
      this.#since = null;
    });
    return false;
  }

  /** In each turn as many as its share allows, one at least, each as far as it gets before the next. */
  async #serve(): Promise<void> {
    this.#serving = true;
    while (this.#waiting.length > 0) {
      await nextTurn();
      do {
        this.#waiting.shift()?.();
        await new Promise((resolve) => process.nextTick(resolve));
      } while (this.#waiting.length > 0 && !this.#isOver());
    }
    this.#serving = false;
  }
}
