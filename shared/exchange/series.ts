/**
 * The records that one opening made: the same content for each addressee. Their ids are made of what opened the first.
 */
import { derivedId } from '../keys.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import { exchangeKey } from './item.ts';
import { heldBefore } from './succession.ts';

declare module './seams.ts' {
  interface Reads {
    /** Ids of all records of the series that this one was opened in; none where another record opened it. */
    series: { ask: Exchange; found: readonly string[] };
  }
}

/** Of the whole opening: the same whenever the same is said again, by its reference or by its request. */
export function baseOf(jurisdiction: string, kind: string, by: OpenedBy): string {
  const { org, source, reference, request } = by;
  return reference === null
    ? derivedId(jurisdiction, kind, org, request)
    : derivedId(jurisdiction, kind, source, reference);
}

interface OpenedBy {
  org: string;
  source: string;
  reference: string | null;
  request: string;
}

export function idInSeries(base: string, nth: number): string {
  return derivedId(base, String(nth));
}

export async function readSeries({ ports, jurisdiction }: Desk, record: Exchange): Promise<readonly string[]> {
  const { series, kind, id, source, createdAt } = record;
  const reference = record.reference === id ? null : record.reference;
  const request = record.history[0]?.request ?? '';
  // Whatever has taken its writer's place did so since.
  const base = baseOf(jurisdiction, kind, { org: heldBefore(record, 'from', createdAt), source, reference, request });
  if (idInSeries(base, 0) !== series) return [];
  const ids: string[] = [series];
  for (let next = idInSeries(base, 1); ; next = idInSeries(base, ids.length)) {
    if (!(await ports.store.get(exchangeKey(jurisdiction, next)))) return ids;
    ids.push(next);
  }
}
