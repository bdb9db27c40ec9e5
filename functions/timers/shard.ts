/**
 * One timer stands for all that is due in a shard of the wake index at an instant. When it comes, what is still there is put
 * into the queue, each by itself, so that one that fails keeps no other waiting; most has been claimed by then and is there
 * no longer.
 */
import { sortable } from '../../shared/keys.ts';
import { pagesOf } from '../../shared/pages.ts';
import type { Platform } from '../../shared/platform.ts';

const AT_ONCE = 20;
/** Milliseconds after which no further page is begun: the function has 30 s. */
const LONGEST = 20_000;

/** Puts all that is due into the queue; false where time was over before that: the message has to come again. */
export async function spreadShard({ ports }: Platform, shard: string, longest = LONGEST): Promise<boolean> {
  const { clock, log, store, timers } = ports;
  const begun = performance.now();
  const now = clock.now();
  let count = 0;
  for await (const page of pagesOf(store, 'wake', shard, { to: sortable(now + 1) })) {
    if (performance.now() - begun > longest) return false;
    const left = [...page];
    const worker = async (): Promise<void> => {
      for (let entry = left.shift(); entry; entry = left.shift()) await timers.set(entry.key, now);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    count += page.length;
  }
  if (count > 0) log.info('shard-spread', { shard, count });
  return true;
}
