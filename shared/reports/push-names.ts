/**
 * What the pushes are called that a circular's corrections and errata name. It is read from the pushes when a file is made
 * and stands in no frozen content: what a quarantine has taken is not said again.
 */
import type { Desk } from '../exchange/desk.ts';
import { exchangeKey } from '../exchange/item.ts';
import { valuesAt } from '../pages.ts';
import { pushName } from '../pushes/name.ts';
import type { Circular, PushNames } from './circular.ts';
import type { CountedPush } from './counted.ts';

export async function pushNames(desk: Desk, { corrections, errata }: Circular): Promise<PushNames> {
  const ids = [...new Set([...corrections, ...errata].map(({ push }) => push))];
  const keys = ids.map((id) => exchangeKey(desk.jurisdiction, id));
  const pushes = (await valuesAt(desk.ports.store, keys)) as CountedPush[];
  return new Map(pushes.map((push) => [push.id, pushName(push)]));
}
