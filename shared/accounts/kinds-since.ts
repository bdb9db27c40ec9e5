/** Since when a county has each kind of records: what is counted of them is counted from then on. */
import { change, plainItem } from '../change.ts';
import { type County, kindSince } from '../county.ts';
import type { Store } from '../ports.ts';
import type { CivilDate } from '../time.ts';
import { countyKey } from './stored.ts';

/**
 * Keeps `today` as the day of every kind that the county has not had before; writes nothing where there is none, or no
 * county. Asked at each start and sweep.
 */
export async function keepKindsSince(
  store: Store,
  jurisdiction: string,
  kinds: Iterable<string>,
  today: CivilDate,
): Promise<void> {
  const key = countyKey(jurisdiction);
  await change(store, key, (before) => {
    const county = before?.value as County | undefined;
    const added = county ? [...kinds].filter((kind) => kindSince(county, kind) === null) : [];
    if (!county || added.length === 0) return { item: null, result: undefined };
    const kindsSince = { ...county.kindsSince, ...Object.fromEntries(added.map((kind) => [kind, today])) };
    return { item: plainItem(key, { ...county, kindsSince }), result: undefined };
  });
}

/** Kinds that a later version has kept here, and this one does not know. */
export function unknownKinds({ kindsSince = {} }: County, kinds: ReadonlySet<string>): string[] {
  return Object.keys(kindsSince).filter((kind) => !kinds.has(kind));
}
