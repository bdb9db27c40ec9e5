/**
 * On a standing clock, work for which there was no time (`unavailable`) is tried again at the same instant: time does
 * not go on meanwhile, so a busy machine must not move what is due at one instant to a later one. A few times only, so
 * that a store which is really down holds up nobody: once one has been tried in vain that often, the others of that
 * instant are tried once.
 */
import { Problem } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/time.ts';

const TRIES = 5;

export class Patience {
  readonly #tries: number;
  #spentAt: Instant | null = null;

  /** On the machine's own clock each is tried once, and again later. */
  constructor(standing: boolean) {
    this.#tries = standing ? TRIES : 1;
  }

  /** What `work` answers or throws in the end. It can be begun anew: what it did before, it finds done. */
  async within<T>(now: Instant, work: () => Promise<T>): Promise<T> {
    for (let left = this.#tries - 1; ; left -= 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
        if (left <= 0) this.#spentAt = now;
        if (this.#spentAt === now) throw error;
      }
    }
  }
}
