/** Changes what a county has set, as its administrator would. */
import { countyKey } from '../../shared/accounts/directory.ts';
import { change, plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import type { Platform } from '../../shared/platform.ts';

export async function putCounty({ ports, settings }: Platform, changes: Partial<County>): Promise<void> {
  const key = countyKey(settings.jurisdiction);
  await change(ports.store, key, (before) => {
    return { item: plainItem(key, { ...(before?.value as County), ...changes }), result: undefined };
  });
}

export function putHours(platform: Platform, mailHours: readonly string[]): Promise<void> {
  return putCounty(platform, { mailHours });
}
