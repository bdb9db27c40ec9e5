/** A matter as the boundary list in force at this moment has it, for decisions that ask for it. */
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { civilDateOf } from '../time.ts';
import type { Matter } from './matter.ts';
import { inForce, readMatter, readVersions } from './versions.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** A matter's code; the list in force, and the matter's row on it. */
    matter: { ask: string; found: { version: string; matter: Matter | null } };
  }
}

export async function readMatterInForce({ ports, jurisdiction }: Desk, code: string, { now }: Facts) {
  const versions = await readVersions(ports.store, jurisdiction);
  const version = inForce(versions, civilDateOf(now));
  return { version: version?.version ?? '', matter: await readMatter(ports.store, jurisdiction, version, code) };
}
