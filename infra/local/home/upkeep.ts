/** What the one-machine home knows of its upkeep: backups, the disk, the clock at the start. */
import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageFaults } from '../../../shared/adapters/disk-faults.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import type { Backup, Upkeep } from '../../../shared/platform.ts';
import { DAY, HOUR, parseInstant } from '../../../shared/time.ts';
import { LAST_BACKUP } from '../backup/place.ts';
import { isLongOff } from './warnings.ts';

/**
 * How long a time of day may be over before what should have run is missed: one that failed is tried again meanwhile.
 */
const MISSED_AFTER = HOUR;
/** How long a start that was long after the last write is spoken of. */
const SPOKEN_OF = DAY;

export interface UpkeepOptions {
  /** The data folder. */
  readonly folder: string;
  /** True for a real county. */
  readonly isCounty: boolean;
  /** Where backups are made each night; null: nowhere. */
  readonly backups: string | null;
  readonly sinceLastWrite: number | null;
  readonly faults: PageFaults;
  /** What is due at its time of day for longer than so many milliseconds. */
  readonly missedRuns: (late: number) => Promise<readonly string[]>;
}

export function upkeepOf({ folder, isCounty, backups, sinceLastWrite, faults, missedRuns }: UpkeepOptions): Upkeep {
  const begun = systemClock.monotonic();
  return {
    lastBackup: () => lastBackupOf(folder),
    wantsBackups: isCounty || backups !== null,
    nightly: backups !== null,
    missedRuns: () => missedRuns(MISSED_AFTER),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    metFault: () => faults.met,
    startedLate: () => isLongOff(sinceLastWrite) && systemClock.monotonic() - begun < SPOKEN_OF,
  };
}

/** As `backup` has left word of it; null where there is none, or no word that can be read. */
async function lastBackupOf(folder: string): Promise<Backup | null> {
  try {
    const { at, bytes } = JSON.parse(await readFile(join(folder, LAST_BACKUP), 'utf8')) as {
      at: string;
      bytes: number;
    };
    const instant = parseInstant(at);
    return instant === undefined ? null : { at: instant, bytes };
  } catch {
    return null;
  }
}
