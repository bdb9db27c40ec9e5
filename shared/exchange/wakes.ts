/** The partitions in which what has to be woken is found: those of the wake index, and open work (`waking.ts`). */
import type { County } from '../county.ts';
import { splitKey, WAKE_SHARDS } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import type { IndexEntry } from '../ports.ts';
import type { Instant } from '../time.ts';
import { wokenAt } from '../waking.ts';
import type { Desk } from './desk.ts';
import { openPartition } from './item.ts';

export interface WakeLane {
  readonly index: 'wake' | 'in';
  readonly partition: string;
}

export interface OpenLane extends WakeLane {
  readonly org: string;
}

/** Something to be woken: an entry of a lane, and the instant that it tells. */
export interface Wake extends IndexEntry {
  readonly index: WakeLane['index'];
  readonly at: Instant;
}

/** The kind with many records (`many`), which is woken by its place among open work. */
export const MANY = 'push';

/** The wake index, which all counties share. */
export const WAKE_LANES: readonly WakeLane[] = Array.from({ length: WAKE_SHARDS }, (_, shard) => {
  return { index: 'wake', partition: String(shard) };
});

/** Open work of all organisations of a county, by code; of those that have ended, too. */
export function openLanes({ jurisdiction, organisations }: County): OpenLane[] {
  const codes = organisations.map(({ code }) => code);
  return codes.sort().map((org) => ({ index: 'in', partition: openPartition(jurisdiction, org, MANY), org }));
}

/** All lanes in which something of these counties may lie. */
export function wakeLanes(counties: readonly County[]): WakeLane[] {
  return [...WAKE_LANES, ...counties.flatMap(openLanes)];
}

/** What is to be woken among a lane's entries; open work that was stored before it told that is not. */
export function wakesAmong({ index }: WakeLane, entries: readonly IndexEntry[]): Wake[] {
  return entries.flatMap((entry) => {
    const at = wokenAt({ index, sort: entry.sort });
    return at === null ? [] : [{ ...entry, index, at }];
  });
}

/** The ids of the county's records that a lane holds, in its order. */
export async function* idsIn({ ports, jurisdiction }: Desk, lane: WakeLane): AsyncGenerator<string[]> {
  for await (const entries of pagesOf(ports.store, lane.index, lane.partition)) {
    yield wakesAmong(lane, entries).flatMap(({ key }) => {
      const { family, id, ...at } = splitKey(key);
      return family === 'exchange' && at.jurisdiction === jurisdiction ? [id] : [];
    });
  }
}
