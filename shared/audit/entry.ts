/**
 * An entry of an audit chain. Everything that is administered (accounts, settings, the calendar …) and every reader has
 * a chain of its own. An entry carries the digest of its detail, the digest of the thing as it left it, and a hash over
 * itself and the hash before. Whoever changes an entry, or a thing without one, is found out.
 */
import { digest } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { ActName } from './acts.ts';

/**
 * Who is shown an entry. `administration`: the bureau's administrators and the government office. `office`: the
 * government office. `discipline`: discipline inspection. `discipline-accounts`: what administrators do to discipline
 * inspection's own accounts, for them and for discipline inspection.
 */
export type Room = 'administration' | 'office' | 'discipline' | 'discipline-accounts';

/** What was done, by whom, to what. */
export interface Act {
  readonly at: Instant;
  /** An account, or `system` for the platform itself, or `operator` for whoever runs it. */
  readonly by: string;
  readonly act: ActName;
  /** Such as `accounts/SCJG/scjg.officer`: see `things.ts`. */
  readonly thing: string;
  readonly detail: unknown;
  readonly room: Room;
  /** Ids of the records that it is about. */
  readonly records?: readonly string[];
}

export interface Entry extends Omit<Act, 'detail' | 'room'> {
  /** Null once what it said has been taken from sight; its digest stays. */
  readonly detail: unknown;
  readonly room: Room;
  /** The digest of the detail. */
  readonly digest: string;
  /** The digests of the thing as it was found and as this entry left it; absent where there was, or is, no thing. */
  readonly found?: string;
  readonly state?: string;
  readonly previousHash: string | null;
  readonly hash: string;
}

/** Where a chain stands. It lies in the thing's own item as `audit`, so that thing and entry change by one commit. */
export interface Chained {
  /** How many entries it has. */
  readonly count: number;
  /** Of the last entry. */
  readonly hash: string;
  readonly at: Instant;
}

/** The digests of a thing before and after an act; null for none. */
export interface States {
  readonly found: string | null;
  readonly state: string | null;
}

/** The entry that follows; instants never run back within a chain. */
export function following(before: Chained | undefined, act: Act, { found, state }: States): Entry {
  const { at, records, ...said } = act;
  const made = {
    ...{ at: Math.max(at, before?.at ?? at), ...said },
    ...(records && records.length > 0 && { records }),
    digest: digest(act.detail ?? null),
    ...(found !== null && { found }),
    ...(state !== null && { state }),
    previousHash: before?.hash ?? null,
  };
  return { ...made, hash: hashOf(made) };
}

/** The formula that anyone can recompute from what `GET /audit` answers. */
export function hashOf(entry: Omit<Entry, 'hash' | 'detail' | 'room'>): string {
  const { at, by, act, thing, records = [], found = null, state = null, previousHash } = entry;
  return digest([at, by, act, thing, records, entry.digest, found, state, previousHash]);
}

/**
 * True where an entry follows the one before and found the thing as that left it, fits its hash, and its detail, where
 * that is still there, its digest. `before` is undefined for the first.
 */
export function follows(entry: Entry, before: Entry | undefined): boolean {
  if (entry.previousHash !== (before?.hash ?? null) || entry.hash !== hashOf(entry)) return false;
  if (before && entry.found !== before.state) return false;
  return entry.detail === null || entry.digest === digest(entry.detail);
}
