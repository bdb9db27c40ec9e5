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
    /** Several codes; the rows of those on the list in force, by code. */
    matters: { ask: readonly string[]; found: ReadonlyMap<string, Matter> };
  }
}

export async function readMatterInForce({ ports, jurisdiction }: Desk, code: string, { now }: Facts) {
  const versions = await readVersions(ports.store, jurisdiction);
  const version = inForce(versions, civilDateOf(now));
  return { version: version?.version ?? '', matter: await readMatter(ports.store, jurisdiction, version, code) };
}

export async function readMattersInForce(desk: Desk, codes: readonly string[], facts: Facts) {
  const found = await Promise.all(codes.map((code) => readMatterInForce(desk, code, facts)));
  return new Map(found.flatMap(({ matter }) => (matter ? [[matter.code, matter] as const] : [])));
}
