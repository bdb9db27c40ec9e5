/** Where the calendar's and rules' log lies in the store: one item a jurisdiction, entries only ever appended. */
import { audited, changedWith } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { change } from '../change.ts';
import { Problem } from '../errors.ts';
import { keyOf } from '../keys.ts';
import type { Put, Store } from '../ports.ts';
import type { LogEntry } from './types.ts';

/** By which request each entry was made, so that the same request sent again enters nothing twice. */
export interface EnteredBy {
  request: string;
  said: string;
}

export interface Timekeeping {
  entries: LogEntry[];
  requests: EnteredBy[];
  /**
   * Quarantines that are not everywhere yet (`shared/exchange/withheld.ts`): here since every request reads this item.
   */
  withheld?: unknown;
}

export function logKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'timekeeping', 'log');
}

export interface EnterOptions {
  /** Sees the log that the entry would follow and may throw (a stale ETag, for instance). */
  readonly check?: (log: readonly LogEntry[]) => void;
  /** What the same commit writes besides, given the calendar's version after the entry. */
  readonly along?: (version: number) => Promise<readonly Put[]>;
}

/** Appends an entry unless this request has done so already; answers the log up to and with that entry. */
export async function enter(
  store: Store,
  jurisdiction: string,
  entry: LogEntry,
  by: EnteredBy,
  { check, along }: EnterOptions = {},
): Promise<readonly LogEntry[]> {
  const key = logKey(jurisdiction);
  return change<readonly LogEntry[]>(store, key, async (before, inTime) => {
    const { entries = [], requests = [], withheld } = (before?.value ?? {}) as Partial<Timekeeping>;
    const done = requests.findIndex((known) => known.request === by.request);
    if (done >= 0 && requests[done]?.said !== by.said) {
      throw new Problem(
        'idempotency-key-reused',
        '该 Idempotency-Key 已用于另一内容的请求。请换用新的 Idempotency-Key。',
      );
    }
    if (done >= 0) return { item: null, result: entries.slice(0, done + 1) };
    check?.(entries);
    const value: Timekeeping = {
      entries: [...entries, entry],
      requests: [...requests, by],
      ...(withheld !== undefined && { withheld }),
    };
    const also = (await along?.(value.entries.length)) ?? [];
    return changedWith(await audited(inTime, jurisdiction, before, value, actOf(entry)), value.entries, also);
  });
}

/** What was entered, as the audit chain of the calendar tells it: the log itself holds the same for good. */
function actOf({ at, by, type, ...detail }: LogEntry): Act {
  return { at, by, act: `enter-${type}`, thing: 'calendar', detail, room: 'administration' };
}
