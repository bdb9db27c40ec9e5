/**
 * What the pushes and other records are called that a circular's corrections and errata name. It is read from them when a file is made
 * and stands in no frozen content: what a quarantine has taken is not said again.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { exchangeKey } from '../exchange/item.ts';
import { kindNamed } from '../exchange/run.ts';
import { valuesAt } from '../pages.ts';
import { pushName } from '../pushes/name.ts';
import type { Circular, PushNames } from './circular.ts';
import { isPush } from './counted.ts';

export async function pushNames(desk: Desk, { corrections, errata }: Circular): Promise<PushNames> {
  const named = [...corrections, ...errata].map(({ push, record }) => push ?? (record as string));
  const keys = [...new Set(named)].map((id) => exchangeKey(desk.jurisdiction, id));
  const records = (await valuesAt(desk.ports.store, keys)) as Exchange[];
  return new Map(records.map((record) => [record.id, nameOf(desk, record)]));
}

/** A title names no natural person; of a quarantined record its kind alone is said. */
function nameOf({ kinds }: Desk, record: Exchange): string {
  if (isPush(record)) return pushName(record);
  const { label, title } = kindNamed(kinds, record.kind);
  return record.quarantined ? `${label}（内容已隔离）` : (title?.(record) ?? label);
}
