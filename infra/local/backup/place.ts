/**
 * Where a backup lies: one SQLite file, and beside it `attachments/<sha256>`, the bytes of the files that it names,
 * each once for all backups of that folder. `erased.jsonl` there, and in the data folder itself, names the records that
 * have been quarantined.
 */
import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OtherVersion } from '../../../shared/adapters/item-format.ts';
import { NoStore, SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import { PLACES } from '../../../shared/exchange/item.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { Refused } from '../refused.ts';

/** In a data folder: the last backup that was made of it (`{at, file, bytes}`), for `GET /health`. */
export const LAST_BACKUP = 'last-backup.json';
/** What a backup of the night is called. */
const NIGHTLY = /^shenguan-\d{4}-\d{2}-\d{2}\.db$/;
/** The bytes of files, by their hash. */
const BYTES = 'attachments';
/** Records that have been quarantined, one a line. */
const ERASED = 'erased.jsonl';

export function nightlyName(day: string): string {
  return `shenguan-${day}.db`;
}

export function bytesBeside(backup: string): string {
  return join(dirname(backup), BYTES);
}

export function erasedBeside(backup: string): string {
  return erasedOf(dirname(backup));
}

/** The list of a data folder, or of a folder of backups. */
export function erasedOf(folder: string): string {
  return join(folder, ERASED);
}

/**
 * The backups of nights in a folder until `today`, oldest first. One of a day to come is the work of a clock that was
 * wrong: it stands for no night.
 */
export function nightliesIn(folder: string, today: CivilDate): string[] {
  return readdirSync(folder)
    .filter((name) => NIGHTLY.test(name) && name <= nightlyName(today))
    .sort()
    .map((name) => join(folder, name));
}

/** All backups in a folder, also one that is being made. Throws `OtherBackup` where another version made one. */
export function backupsIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => join(folder, name)).filter(isStore);
}

function isStore(path: string): boolean {
  try {
    openBackup(path).close();
    return true;
  } catch (error) {
    if (error instanceof Refused && !(error instanceof OtherBackup)) return false;
    throw error;
  }
}

/** Why the backup of another version is not read: it is one all the same. */
class OtherBackup extends Refused {
  constructor(file: string, { kind }: OtherVersion) {
    super(
      kind === 'before'
        ? `备份 ${file} 由首个正式版本之前的版本写入，不能继续使用。请改用另一份备份。`
        : `备份 ${file} 由更新版本的平台写入。请改用该版本，或改用升级之前的备份。`,
      kind === 'before'
        ? `The backup ${file} was written before the first release and cannot be used any more. Take another one.`
        : `The backup ${file} was written by a later version. Use that one, or take the backup made before the upgrade.`,
    );
  }
}

/** Opens a backup to be read. Throws `Refused` where it is none; `OtherBackup`, which is one, for another version's. */
export function openBackup(file: string): SqliteSnapshot {
  try {
    return new SqliteSnapshot(file, { places: PLACES, atRest: true });
  } catch (error) {
    if (error instanceof OtherVersion) throw new OtherBackup(file, error);
    if (!(error instanceof NoStore) && (error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error;
    throw new Refused(
      `${file} 不是本平台的备份，或已损坏、无法读取。请核对路径，或改用另一份备份。`,
      `${file} is no backup of this platform, or it is damaged. Check the path, or take another backup.`,
    );
  }
}

/** What has been renamed into a folder is on the disk once this returns. */
export function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
