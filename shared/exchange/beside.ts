/**
 * What lies beside records and follows a quarantine, or its being taken back: rows of a draft, names by which parties
 * are searched, what readers asked for when they found them. The commit that blanks or restores a record writes what
 * is owed in an item that wakes; whoever committed does it at once, and a timer until it is done. Each is done again
 * without harm.
 */
import { derivedId, digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Changed } from './attached.ts';
import { isTakenSince } from './history.ts';
import type { Kinds } from './kind.ts';
import { kindNamed } from './run.ts';

/** What is owed beside a record: it has been taken from sight, or put back. */
export interface Owing {
  readonly record: string;
  readonly kind: string;
  readonly does: 'forget' | 'put-back';
  /** By what `erase` finds what is to go; null where the kind has nothing there. */
  readonly left: string | null;
}

/** What is owed, and from when on somebody has to look; null once it is done. */
export interface Job {
  readonly owing: readonly Owing[];
  readonly wakes: Instant | null;
}

/** What these changes owe. `held`: what a quarantine took is kept under seal. */
export function owedBeside(kinds: Kinds, changed: readonly Changed[], held: boolean): Owing[] {
  return changed.flatMap(({ before, exchange }): Owing[] => {
    const kind = kindNamed(kinds, exchange.kind);
    const of = { record: exchange.id, kind: exchange.kind };
    const { act } = exchange.history.at(-1) ?? {};
    if (act === 'restore') return kind.putBack ? [{ ...of, does: 'put-back', left: null }] : [];
    if (before === null || !isTakenSince(before, exchange)) return [];
    return [{ ...of, does: 'forget', left: kind.leaves?.(before, held) ?? null }];
  });
}

export function besideKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'beside', id);
}

/** The item that says so. */
export function besideItem(jurisdiction: string, id: string, owing: readonly Owing[], wakes: Instant | null): Item {
  const key = besideKey(jurisdiction, id);
  const value: Job = { owing, wakes };
  const places = wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(wakes) } };
  return { key, head: digest(value), value, places };
}

/** `hash`: the last of the history of the first record that changed. */
export function besideId(hash: string): string {
  return derivedId('beside', hash);
}
