/**
 * A hand-over of one account's open work (art. 16): what is moved, and how far that is. It is written by the same
 * commit as what the administrator decided, and lies in the wake index until every open record has been looked at
 * twice: an `assign` that was decided before the account was closed may be written just after the first look.
 */
import { arm, type Desk } from '../exchange/desk.ts';
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item } from '../ports.ts';
import { type Instant, MINUTE } from '../time.ts';

export interface Moving {
  jurisdiction: string;
  id: string;
  org: string;
  /** Whose work it is. */
  account: string;
  /** Who gets it; null for nobody. */
  to: string | null;
  /** Only what lies in this section; null for all. */
  section: string | null;
  reason: string;
  /** The administrator. */
  by: string;
  startedAt: Instant;
  /** Records moved until now. */
  moved: number;
  /** When nothing was left; from then on it is looked at once more. */
  finishedAt: Instant | null;
  /** When somebody has to look; null once it is over. */
  wakes: Instant | null;
}

export interface StoredMoving {
  moving: Moving;
  head: string;
}

/** Longer than a function may run: nobody works on it any more. */
export const LEASE = MINUTE;

export function movingKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'moving', id);
}

export function movingItem(moving: Moving): Item {
  const key = movingKey(moving.jurisdiction, moving.id);
  const places = moving.wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(moving.wakes) } };
  return { key, head: digest(moving), value: moving, places };
}

export async function readMoving({ ports, jurisdiction }: Desk, id: string): Promise<StoredMoving | undefined> {
  const item = /^[0-9a-f]{32}$/.test(id) ? await ports.store.get(movingKey(jurisdiction, id)) : undefined;
  return item && { moving: item.value as Moving, head: item.head };
}

/** Writes it where it is still as it was read, its timer first; null where somebody else is at work on it. */
export async function writeMoving(desk: Desk, before: StoredMoving, moving: Moving): Promise<StoredMoving | null> {
  const item = movingItem(moving);
  if (moving.wakes !== before.moving.wakes) await arm(desk, item);
  const { committed } = await desk.ports.store.commit([{ item, expected: before.head }]);
  return committed ? { moving, head: item.head } : null;
}
