/** Since when a county has each kind of records: what is counted of them is counted from then on. */
import { audited, changedWith } from '../audit/chain.ts';
import { change } from '../change.ts';
import { type County, kindSince } from '../county.ts';
import type { Store } from '../ports.ts';
import { civilDateOf, type Instant } from '../time.ts';
import { countyKey } from './stored.ts';

/**
 * Keeps the day of `now` as that of every kind that the county has not had before; writes nothing where there is none,
 * or no county. Asked at each start and sweep.
 */
export async function keepKindsSince(
  store: Store,
  jurisdiction: string,
  kinds: Iterable<string>,
  now: Instant,
): Promise<void> {
  const key = countyKey(jurisdiction);
  await change(store, key, async (before, inTime) => {
    const county = before?.value as County | undefined;
    const added = county ? [...kinds].filter((kind) => kindSince(county, kind) === null) : [];
    if (!county || added.length === 0) return { item: null, result: undefined };
    const detail = Object.fromEntries(added.map((kind) => [kind, civilDateOf(now)]));
    const value: County = { ...county, kindsSince: { ...county.kindsSince, ...detail } };
    const act = { by: 'system', at: now, act: 'begin-kinds', thing: 'county', detail, room: 'administration' } as const;
    return changedWith(await audited(inTime, jurisdiction, before, value, act), undefined);
  });
}

/** Kinds that a later version has kept here, and this one does not know. */
export function unknownKinds({ kindsSince = {} }: County, kinds: ReadonlySet<string>): string[] {
  return Object.keys(kindsSince).filter((kind) => !kinds.has(kind));
}
