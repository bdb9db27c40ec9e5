/**
 * The lane of mails beside that of records: a mail server that keeps silent holds up mails alone. What finds the lane
 * full stays due in the index and is woken again.
 */
import type { Mailing } from './wake.ts';

export class Lane {
  readonly #atOnce: number;
  readonly #most: number;
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #running = new Map<string, Promise<void>>();

  /** `atOnce` run; with those that wait no more than `most`. */
  constructor(atOnce: number, most: number) {
    this.#atOnce = atOnce;
    this.#most = most;
  }

  has(key: string): boolean {
    return this.#waiting.has(key) || this.#running.has(key);
  }

  /** Takes the mails of a record, unless the lane is full (false). `ended` is told how it went, and throws nothing. */
  offer(key: string, mailing: Mailing, ended: (error?: unknown) => void | Promise<void>): boolean {
    if (this.has(key)) return true;
    if (this.#waiting.size + this.#running.size >= this.#most) return false;
    this.#waiting.set(key, async () => {
      try {
        await mailing();
      } catch (error) {
        return ended(error);
      }
      return ended();
    });
    this.#begin();
    return true;
  }

  /** Resolves once nothing is in the lane any more, or so many milliseconds are over. */
  async idle(atMost = Number.POSITIVE_INFINITY): Promise<void> {
    const end = performance.now() + atMost;
    while (this.#running.size > 0 && performance.now() < end) {
      const running = Promise.race(this.#running.values());
      await (atMost === Number.POSITIVE_INFINITY ? running : Promise.race([running, later(end - performance.now())]));
    }
  }

  #begin(): void {
    for (const [key, work] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return;
      this.#waiting.delete(key);
      const running = work().finally(() => {
        this.#running.delete(key);
        this.#begin();
      });
      this.#running.set(key, running);
    }
  }
}

function later(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(millis, 0)).unref());
}
