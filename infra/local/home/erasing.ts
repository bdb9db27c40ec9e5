/**
 * What is still owed about content that a quarantine took: the store's log is cut, and at 02:00 the file is made anew.
 */
import type { SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import type { Log } from '../../../shared/ports.ts';
import { addDays, civilDateOf, type Instant, instantAt } from '../../../shared/time.ts';

/** Before the night's backup. Requests wait while it runs. */
const TIME = '02:00';

/** Looks each minute; what cannot be done now is logged, and done at the next look. */
export class Erasing {
  readonly #store: SqliteStore;
  readonly #log: Log;
  #looked: Instant;

  /** `begun`: the instant at which the process begins. */
  constructor(store: SqliteStore, log: Log, begun: Instant) {
    this.#store = store;
    this.#log = log;
    this.#looked = begun;
  }

  look(now: Instant): void {
    const [since, at] = [this.#looked, lastTime(now)];
    this.#looked = now;
    const { erasing } = this.#store;
    try {
      erasing.checkpoint();
      const begun = performance.now();
      if (since < at && erasing.vacuum()) {
        this.#log.info('vacuumed', { millis: Math.round(performance.now() - begun) });
      }
    } catch (error) {
      this.#log.error('erasing', {}, error);
    }
  }
}

/** The last 02:00 that has come by then. */
function lastTime(now: Instant): Instant {
  const today = civilDateOf(now);
  const at = instantAt(today, TIME);
  return at <= now ? at : instantAt(addDays(today, -1), TIME);
}
