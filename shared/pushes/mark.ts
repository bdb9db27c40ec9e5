/**
 * What the inbox index says, beside the time, of a push that has come to its end. The quarterly tally counts millions by
 * it without reading each record again: of a claim in time nothing that is counted ever changes any more, and what is for
 * information has nothing to count. Everything else is read.
 */
import type { Exchange } from '../exchange/exchange.ts';
import { sortable } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { PushBody } from './body.ts';

const INFORMATION = 'i';
const CLAIMED = 'c';

/** Null where the record has to be read: deemed, returned, withdrawn, or pushed late. */
export function markOf({ claimBy, state, body }: Exchange<PushBody>): string | null {
  if (claimBy === null) return INFORMATION;
  if (state !== 'claimed' || body.pushedLate || body.claimedAt === null) return null;
  return `${CLAIMED}${sortable(body.claimedAt)}`;
}

/** What an entry of a quarter's partition tells; null where it tells nothing. */
export function readMark(sort: string): { pushed: Instant; claimed: Instant | null } | null {
  const [pushed, mark] = sort.split('#');
  if (mark === undefined) return null;
  return { pushed: Number(pushed), claimed: mark.startsWith(CLAIMED) ? Number(mark.slice(1)) : null };
}
