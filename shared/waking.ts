/**
 * When what lies in the store has to be woken, as its places tell: the wake index, or, for a record of a kind with
 * many, the open work of its addressee, where it begins with the deadline of a clock that runs (decision 76).
 */
import type { IndexEntry, Item } from './store.ts';
import type { Instant } from './time.ts';

/** The end of a place among open work that begins with the instant at which its record is woken. */
const WOKEN = '#w';

/** A place among open work (`placeSort`) that tells when its record is woken. */
export function wokenSort(sort: string): string {
  return sort + WOKEN;
}

/** The instant that an entry of the wake index, or of open work, tells; null where it tells none. */
export function wokenAt({ index, sort }: Pick<IndexEntry, 'sort'> & { readonly index: 'wake' | 'in' }): Instant | null {
  if (index === 'in' && !sort.endsWith(WOKEN)) return null;
  return Number.parseInt(sort, 10);
}

/** The instant at which an item has to be woken; null where there is none. */
export function wakesAt({ wake, in: open }: Item['places']): Instant | null {
  const told = [wake && wokenAt({ index: 'wake', ...wake }), open && wokenAt({ index: 'in', ...open })];
  const instants = told.filter((instant) => instant !== null && instant !== undefined);
  return instants.length === 0 ? null : Math.min(...instants);
}
