/** The kinds of records that a folder's counties have, at a start. */
import { readCounty } from '../../../shared/accounts/directory.ts';
import { keepKindsSince, unknownKinds } from '../../../shared/accounts/kinds-since.ts';
import { COUNTED } from '../../../shared/kinds.ts';
import type { Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';
import { unknownKind } from '../moving/upgrade.ts';

/** Keeps since when the county has each kind. Throws `Refused` where a later version has kept kinds unknown here. */
export async function keepKinds(store: Store, jurisdiction: string, now: Instant): Promise<void> {
  const county = await readCounty(store, jurisdiction);
  const [unknown] = county ? unknownKinds(county, new Set(COUNTED)) : [];
  if (unknown !== undefined) throw unknownKind(unknown);
  await keepKindsSince(store, jurisdiction, COUNTED, now);
}
