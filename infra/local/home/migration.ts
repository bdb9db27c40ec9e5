/**
 * A data folder's store brought to this version: what is written of it beside the folder's data, and said at the
 * terminal.
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { copyOf, type Due, dueIn, migrate } from '../../../shared/adapters/sqlite-migration.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { civilDateOf } from '../../../shared/time.ts';
import { MIGRATION } from '../moving/upgrade.ts';
import { Refused } from '../refused.ts';

export interface Migrated {
  /** The format and version of places before. */
  readonly format: number;
  readonly places: number;
  /** Items that are new or otherwise than before. */
  readonly changed: number;
  /** The name of the copy beside the store; null where records were only placed anew. */
  readonly copy: string | null;
}

/**
 * Brings the store to this version where an earlier one wrote it, after a copy beside it. Its caller holds the folder.
 * Throws `OtherVersion` for what cannot be read, `Refused` where there is no room for the copy.
 */
export function migrateStore(file: string): Migrated | null {
  const due = existsSync(file) ? dueIn(file, MIGRATION) : null;
  if (!due) return null;
  const { found, rewrites, items } = due;
  const copy = rewrites ? `${file}.format-${found.format}.${civilDateOf(systemClock.now())}` : null;
  say(begun(due));
  if (copy !== null) copied(file, copy);
  const changed = migrated(file);
  say([`升级完成，共 ${items} 项，改动 ${changed} 项。`, `Done: ${items} items, ${changed} of them changed.`]);
  const name = copy && basename(copy);
  if (name) {
    say([
      `升级前的数据已另存为同一目录中的 ${name}；确认无误后可以删除，或移到备份处。`,
      `The data before the upgrade is kept beside it as ${name}; delete it or move it to your backups once all is well.`,
    ]);
  }
  return { format: found.format, places: found.places, changed, copy: name };
}

function begun({ rewrites, items, found }: Due): readonly [zh: string, en: string] {
  return rewrites
    ? [
        `数据目录由较早版本写入（格式 ${found.format}，${items} 项），正在另存一份后升级，请勿中断……`,
        `The data folder is of an earlier version (format ${found.format}, ${items} items). Copying, then upgrading it …`,
      ]
    : [`正在重建索引（${items} 项）……`, `Placing records anew in the indexes (${items} items) …`];
}

/** What fails on the way is taken back. */
function migrated(file: string): number {
  try {
    return migrate(file, MIGRATION);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== 'ERR_SQLITE_ERROR') throw error;
    throw new Refused(
      `升级没有完成（${message}），数据仍是升级前的样子。请检查磁盘空间和磁盘本身后再启动。`,
      `The upgrade was not finished (${message}); the data is as it was. Check the disk and its room, then start again.`,
    );
  }
}

function copied(file: string, copy: string): void {
  try {
    copyOf(file, copy);
  } catch (error) {
    const { message } = error as Error;
    throw new Refused(
      `升级前无法另存 ${copy}（${message}），数据未作任何改动。请腾出与 ${basename(file)} 同样大小的磁盘空间，或检查权限后再启动。`,
      `The copy ${copy} could not be made (${message}); nothing was changed. Make room on the disk, then start again.`,
    );
  }
}

/** On standard error: commands answer on standard output. */
function say(lines: readonly [zh: string, en: string]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
}
