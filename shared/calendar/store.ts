/** Where the calendar's and rules' log lies in the store: one item a jurisdiction, entries only ever appended. */
import { keyOf } from '../keys.ts';
import type { Store } from '../ports.ts';
import type { LogEntry } from './types.ts';

interface Timekeeping {
  entries: LogEntry[];
}

export function logKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'timekeeping', 'log');
}

const EMPTY: readonly LogEntry[] = Object.freeze([]);

/** The log as it is now (a consistent read). The same stored log is the same array, so that tables are kept by it. */
export async function readLog(store: Store, jurisdiction: string): Promise<readonly LogEntry[]> {
  return ((await store.get(logKey(jurisdiction)))?.value as Timekeeping | undefined)?.entries ?? EMPTY;
}
