/** Turns for work that is dear: one at once for each name, so many names at once, and of each name so many waiting. */

export interface TurnsOptions {
  /** Names whose work runs at the same time. */
  readonly atOnce: number;
  /** Pieces of work of one name that wait; one more is turned away. */
  readonly waiting: number;
}

/** Names take turns in a circle, so that a long line of one name is no longer a wait for another. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #lines = new Map<string, (() => Promise<void>)[]>();
  readonly #running = new Set<string>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Does the work when its turn has come; null where the line of its name is full. */
  take<T>(name: string, work: () => Promise<T>): Promise<T> | null {
    const line = this.#lines.get(name) ?? [];
    if (line.length >= this.#options.waiting) return null;
    const done = new Promise<T>((resolve, reject) => {
      line.push(() => work().then(resolve, reject));
    });
    this.#lines.set(name, line);
    this.#next();
    return done;
  }

  #next(): void {
    for (const [name, line] of this.#lines) {
      if (this.#running.size >= this.#options.atOnce) return;
      if (this.#running.has(name)) continue;
      const [first, ...rest] = line;
      // To the end of the circle.
      this.#lines.delete(name);
      if (rest.length > 0) this.#lines.set(name, rest);
      this.#running.add(name);
      void first?.().finally(() => {
        this.#running.delete(name);
        this.#next();
      });
    }
  }
}
