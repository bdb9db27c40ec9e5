/** Makes a new folder a demonstration: empty, or with some weeks of a county at work. */
import { join } from 'node:path';
import { FolderFiles } from '../../../../shared/adapters/folder-files.ts';
import { systemRandom } from '../../../../shared/adapters/system-random.ts';
import { isLasting } from '../../../../shared/lasting.ts';
import type { Log } from '../../../../shared/ports.ts';
import type { Instant } from '../../../../shared/time.ts';
import { JURISDICTION } from '../demonstration/counties.ts';
import { seedDemonstration } from '../demonstration.ts';
import { type Environment, mailDomainOf } from '../environment.ts';
import { attachmentsOf, type Folder } from '../folder.ts';
import { openSeals, sealKeyFile } from '../seals.ts';

/**
 * Where the story fails (days that no calendar knows, for instance), the county starts empty: the log says why. Throws
 * what does not pass by itself, such as a full disk: nothing is written then, and the next start makes the whole.
 */
export async function makeDemonstration(
  { lives, demonstrations, sealKeyFile: keyFile, mailFrom, files }: Environment,
  { store, path }: Folder,
  now: Instant,
  log: Log,
): Promise<void> {
  const counties = demonstrations ?? [JURISDICTION];
  // The story is that of one county; others begin empty.
  if (lives && counties.includes(JURISDICTION)) {
    const seals = await openSeals(sealKeyFile(path, keyFile), store, counties);
    const stored = { seals, files: new FolderFiles({ folder: join(path, 'files'), random: systemRandom }) };
    const settings = { mailDomain: mailDomainOf(mailFrom), files };
    try {
      const { liveInto } = await import('./life.ts');
      return await liveInto(store, { now, log, settings, counties, attachments: attachmentsOf(path), ...stored });
    } catch (error) {
      if (isLasting(error)) throw error;
      log.error('life-failed', {}, error);
    }
  }
  await seedDemonstration(store, now, counties);
}
