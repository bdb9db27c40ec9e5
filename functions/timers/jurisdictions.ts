/** The counties that a deployment serves. */
import { countyKey } from '../../shared/accounts/stored.ts';
import type { County } from '../../shared/county.ts';
import { keyOf } from '../../shared/keys.ts';
import { itemsOf } from '../../shared/pages.ts';
import type { Platform } from '../../shared/platform.ts';

/** Where further counties are listed (`{ jurisdictions: [...] }`); a deployment with one county needs no such item. */
export const JURISDICTIONS_KEY = keyOf('_', 'county', 'all');

/** The county of the settings, and those listed in the store. */
export async function jurisdictionsOf({ ports, settings }: Platform): Promise<string[]> {
  const listed = (await ports.store.get(JURISDICTIONS_KEY))?.value as { jurisdictions: string[] } | undefined;
  return [...new Set([settings.jurisdiction, ...(listed?.jurisdictions ?? [])])];
}

/** Those of them that are there. */
export async function countiesOf(platform: Platform): Promise<County[]> {
  const jurisdictions = await jurisdictionsOf(platform);
  const items = await itemsOf(platform.ports.store, jurisdictions.map(countyKey));
  return items.flatMap((item) => (item ? [item.value as County] : []));
}
