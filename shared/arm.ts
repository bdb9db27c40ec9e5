/** Setting the timer of what is to be woken. */
import type { Item, Ports } from './ports.ts';
import { ending } from './tries.ts';
import { wakesAt } from './waking.ts';

/** Milliseconds for setting timers: a scheduler that is silent leaves an attempt time for its commit. */
const ARMING = 700;

/**
 * Sets the timer of an item that is to be woken. A scheduler that is down stops nothing: the sweep finds what is due.
 */
export async function arm(
  { ports }: { readonly ports: Pick<Ports, 'timers' | 'log'> },
  { key, places }: Item,
): Promise<void> {
  const at = wakesAt(places);
  if (at === null) return;
  try {
    await ending(() => ports.timers.set(key, at), ARMING);
  } catch (error) {
    ports.log.error('timer-unarmed', { key }, error);
  }
}
