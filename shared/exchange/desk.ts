/** What the kernel works with, and how it tries again. */
import { Problem, unavailable } from '../errors.ts';
import type { Item, Ports } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import type { Facts, Kinds } from './kind.ts';

/** What the shell works with: the ports, the kinds, how facts are had. */
export interface Desk {
  ports: Ports;
  kinds: Kinds;
  jurisdiction: string;
  /** Takes `now`, then reads the calendar's log and the county: in this order. */
  facts(): Promise<Facts>;
  /** Told of a record that the clock changed, once it is written: with facts read after that. */
  clockActed(exchange: Exchange, facts: Facts): Promise<void>;
}

const ATTEMPTS = 12;

/** Tries until done, a refusal, or the attempts (some 2 s with their pauses) are spent. */
export async function again<T>(
  desk: Desk,
  given: Facts | undefined,
  attempt: (facts: Facts) => Promise<{ done: T } | null>,
): Promise<T> {
  let cause: unknown;
  for (let n = 0; n < ATTEMPTS; n++) {
    try {
      const result = await attempt(n === 0 && given ? given : await desk.facts());
      if (result) return result.done;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
      cause = error;
    }
    await pause(desk, n);
  }
  throw unavailable(cause);
}

async function pause(desk: Desk, attempt: number): Promise<void> {
  const share = (desk.ports.random.bytes(1)[0] as number) / 256;
  const millis = share * Math.min(10 * 2 ** attempt, 350);
  await new Promise((resolve) => setTimeout(resolve, millis));
}

/** Sets the timer of an item that is to be woken. A scheduler that is down stops nothing: the sweep finds what is due. */
export async function arm({ ports }: Pick<Desk, 'ports'>, { key, places }: Item): Promise<void> {
  if (!places.wake) return;
  try {
    await ports.timers.set(key, Number(places.wake.sort));
  } catch (error) {
    ports.log.error('timer-unarmed', { key }, error);
  }
}
