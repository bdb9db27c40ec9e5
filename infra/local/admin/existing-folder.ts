/** Work on a data folder that is there already, while no other process has it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SqliteStore } from '../../../shared/adapters/sqlite-store.ts';
import { openFolder } from '../home/folder.ts';
import { type Marker, readMarker } from '../home/marker.ts';
import { clockWarning } from '../home/warnings.ts';
import { Refused } from '../refused.ts';
import { sinceLastWrite } from '../timers/clock.ts';

export async function inFolder<T>(path: string, work: (store: SqliteStore, marker: Marker) => Promise<T>): Promise<T> {
  if (!existsSync(join(path, 'shenguan.db'))) throw notOurs(path);
  const folder = await openFolder(path);
  try {
    const marker = await readMarker(folder.store);
    if (!marker) throw notOurs(path);
    // As a start does: what is written now bears an instant that may be days ahead.
    for (const warning of clockWarning(await sinceLastWrite(folder.store))) process.stderr.write(`${warning}\n`);
    return await work(folder.store, marker);
  } finally {
    folder.close();
  }
}

function notOurs(path: string): Refused {
  return new Refused(
    `目录 ${path} 中没有本平台的数据。请用 --data-dir 指定数据目录。`,
    `The folder ${path} has no data of this platform. Name the data folder with --data-dir.`,
  );
}
