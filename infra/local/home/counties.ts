/** The counties that a folder holds: the one that it was made for, and those that were added. */
import { JURISDICTIONS_KEY } from '../../../functions/timers/jurisdictions.ts';
import type { Store } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import type { Environment } from './environment.ts';
import type { Folder } from './folder.ts';
import type { Marker } from './marker.ts';

/** Their codes, the first the one whose pages are shown where none is asked for. */
export async function countiesOf(store: Store, { jurisdiction }: Pick<Marker, 'jurisdiction'>): Promise<string[]> {
  const listed = (await store.get(JURISDICTIONS_KEY))?.value as { jurisdictions: string[] } | undefined;
  return [...new Set([jurisdiction, ...(listed?.jurisdictions ?? [])])];
}

/** `DEMONSTRATIONS` makes new folders alone: one that holds other counties stays as it is. Throws `Refused`. */
export function mustBeThese(
  { demonstrations }: Environment,
  { path }: Pick<Folder, 'path'>,
  { home }: Pick<Marker, 'home'>,
  counties: readonly string[],
): void {
  if (demonstrations === null) return;
  const same = home === 'demonstration' && [...demonstrations].sort().join() === [...counties].sort().join();
  if (same) return;
  const what = home === 'demonstration' ? `演示县 ${counties.join('、')}` : `正式的县（市、区）${counties.join('、')}`;
  throw new Refused(
    `数据目录 ${path} 中已有${what}的数据，DEMONSTRATIONS=${demonstrations.join(',')} 只用于新的目录。请去掉该设置，或用 DATA_DIR 指定其他目录。`,
    `The folder ${path} holds ${counties.join(', ')} already; DEMONSTRATIONS=${demonstrations.join(',')} is for new folders. Leave it out, or name another DATA_DIR.`,
  );
}
