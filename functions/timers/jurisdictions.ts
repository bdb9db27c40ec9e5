/** The counties that a deployment serves. */
import { keyOf } from '../../shared/keys.ts';
import type { Platform } from '../../shared/platform.ts';

/** Where further counties are listed (`{ jurisdictions: [...] }`); a deployment with one county needs no such item. */
export const JURISDICTIONS_KEY = keyOf('_', 'county', 'all');

/** The county of the settings, and those listed in the store. */
export async function jurisdictionsOf({ ports, settings }: Platform): Promise<string[]> {
  const listed = (await ports.store.get(JURISDICTIONS_KEY))?.value as { jurisdictions: string[] } | undefined;
  return [...new Set([settings.jurisdiction, ...(listed?.jurisdictions ?? [])])];
}
