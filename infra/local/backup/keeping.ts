/** Which backups stay: the newest of the nights, and of older ones none that holds what was quarantined since. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { type Held, heldKey } from '../../../shared/exchange/held.ts';
import { exchangeKey } from '../../../shared/exchange/item.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { storedFileOf } from '../moving/bytes.ts';
import { dropBytes } from './bytes.ts';
import type { Erased } from './erased.ts';
import { backupsIn, bytesBeside, nightliesIn, openBackup } from './place.ts';

/** Nights that are kept. */
export const NIGHTS = 14;

/** Deletes all backups of nights but the newest `count` until `today`, and the bytes that none of those left names. */
export function keepNewest(folder: string, count: number, today: CivilDate): string[] {
  return drop(folder, nightliesIn(folder, today).slice(0, -count));
}

/** The backups beside a new one that still hold any of what has been blanked in it, or destroyed under seal. */
export function backupsHolding(newest: string, erased: readonly Erased[]): string[] {
  if (erased.length === 0) return [];
  const blanked = erased.filter(({ destroyed }) => !destroyed);
  const destroyed = erased.filter((line) => line.destroyed);
  const now = recordsIn(newest, blanked);
  const others = backupsIn(dirname(newest)).filter((path) => path !== newest);
  return others.filter((path) => {
    const records = recordsIn(path, blanked);
    return records.some((record, i) => record && holdsMore(record, now[i])) || isUnderSeal(path, destroyed);
  });
}

/** Whether any of that lies under seal in it, not decided on or not yet carried out. */
function isUnderSeal(backup: string, destroyed: readonly Erased[]): boolean {
  const open = openBackup(backup);
  try {
    return destroyed.some(({ jurisdiction, id }) => {
      const held = open.get(heldKey(jurisdiction, id))?.value as Held | undefined;
      return held !== undefined && (held.state === 'held' || held.wakes !== undefined);
    });
  } finally {
    open.close();
  }
}

/** In their order; undefined where a backup is older than the record. */
function recordsIn(backup: string, erased: readonly Erased[]): (Exchange | undefined)[] {
  const open = openBackup(backup);
  try {
    return erased.map(({ jurisdiction, id }) => open.get(exchangeKey(jurisdiction, id))?.value as Exchange | undefined);
  } finally {
    open.close();
  }
}

/** True where an entry has what it said, and has it no longer in the record as it is now. */
function holdsMore(before: Exchange, now: Exchange | undefined): boolean {
  return before.history.some(({ detail }, i) => detail !== null && (now?.history[i]?.detail ?? null) === null);
}

/** Deletes the backups given, and the bytes that no other backup of the folder names. */
export function drop(folder: string, backups: readonly string[]): string[] {
  for (const backup of backups) rmSync(backup, { force: true });
  if (backups.length > 0) dropUnnamed(folder);
  return [...backups];
}

function dropUnnamed(folder: string): void {
  const wanted = new Set(backupsIn(folder).flatMap(hashesIn));
  dropBytes(bytesBeside(join(folder, 'any')), wanted);
}

function hashesIn(backup: string): string[] {
  const open = openBackup(backup);
  try {
    return [...open.family('file')].flatMap((item) => storedFileOf(item)?.sha256 ?? []);
  } finally {
    open.close();
  }
}
