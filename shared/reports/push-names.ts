/**
 * What the pushes and other records are called that a circular's corrections and errata name. It is read from them when
 * a file is made and stands in no frozen content: what a quarantine has taken is not said again.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { exchangeKey } from '../exchange/item.ts';
import { calledOf } from '../exchange/present.ts';
import { kindNamed } from '../exchange/run.ts';
import { withholding } from '../exchange/withheld.ts';
import { valuesAt } from '../pages.ts';
import type { PushNames } from './circular.ts';

/** What a correction or an erratum is about: one of the two. */
interface Named {
  readonly push?: string | undefined;
  readonly record?: string | undefined;
}

export async function pushNames(
  desk: Desk,
  { corrections, errata }: { readonly corrections: readonly Named[]; readonly errata: readonly Named[] },
): Promise<PushNames> {
  const named = [...corrections, ...errata].map(({ push, record }) => push ?? (record as string));
  const keys = [...new Set(named)].map((id) => exchangeKey(desk.jurisdiction, id));
  const facts = await desk.facts();
  const found = (await valuesAt(desk.ports.store, keys)) as Exchange[];
  const records = found.map((record) => (withholding(facts, record) ? { ...record, quarantined: true } : record));
  return new Map(records.map((record) => [record.id, calledOf(kindNamed(desk.kinds, record.kind), record)]));
}
