/**
 * What the inbox index says, beside the time, of a push that has come to its end. The quarterly tally counts millions
 * by it without reading each record again: nothing that is counted of them ever changes any more. Everything else is
 * read: deemed claims for which nobody is named yet, what was pushed late, what waits to be readdressed or was so too
 * late.
 */
import type { Exchange } from '../exchange/exchange.ts';
import { sortable } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { PushBody } from './body.ts';

/** By what nobody is to be named any more: somebody was, or the matter has gone to another organisation. */
const NAMED: readonly string[] = ['responsible', 'transfer', 'hand-over', 'pass-on', 'go-along'];

/** When a deemed claim ceased to want somebody's name (确认责任人); null while it does. A quarantined name still counts. */
export function namedAt({ history }: Pick<Exchange, 'history'>): Instant | null {
  return history.find(({ act }) => NAMED.includes(act))?.at ?? null;
}

const MARKS = { information: 'i', claimed: 'c', named: 'n', returned: 'r', withdrawn: 'w' } as const;
const NAMES = new Map(Object.entries(MARKS).map(([name, mark]) => [mark as string, name as keyof typeof MARKS]));

export interface Mark {
  /** `information`: nothing to count. `named`: deemed claimed, and nobody is to be named any more. */
  end: keyof typeof MARKS;
  pushed: Instant;
  /** When it was claimed, or somebody was named; `NaN` for the others. */
  at: Instant;
}

/** Null where the record has to be read. */
export function markOf({ claimBy, state, clock, body, history, passed }: Exchange<PushBody>): string | null {
  // Against whom it counts only the record itself tells.
  if (passed) return null;
  if (claimBy === null) return body.documentCounts === undefined ? MARKS.information : null;
  if (body.pushedLate) return null;
  const named = state === 'deemed-claimed' ? namedAt({ history }) : null;
  if (named !== null) return `${MARKS.named}${sortable(named)}`;
  if (state === 'claimed' && body.claimedAt !== null) return `${MARKS.claimed}${sortable(body.claimedAt)}`;
  if (state === 'withdrawn') return MARKS.withdrawn;
  return state === 'returned' && clock === null && !body.readdressLate ? MARKS.returned : null;
}

/**
 * What an entry of a quarter's partition tells: `000001784000000000#c000001784003600000`; null where it tells nothing.
 */
export function readMark(sort: string): Mark | null {
  const cut = sort.indexOf('#');
  const end = cut < 0 ? undefined : NAMES.get(sort.charAt(cut + 1));
  if (end === undefined) return null;
  const at = sort.length > cut + 2 ? Number(sort.slice(cut + 2)) : Number.NaN;
  return { end, pushed: Number(sort.slice(0, cut)), at };
}
