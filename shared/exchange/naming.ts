/**
 * Which records rest on a record: a case on its evidence, an objection or a problem on its push. Each record so named
 * has an item that says by what, written by the commit that names it and by every quarantine, so that neither overlooks
 * the other.
 */
import { plainItem } from '../change.ts';
import { keyOf } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';

/** A record that rests on another. */
export interface NamedBy {
  kind: string;
  id: string;
}

/** By record: its item, as it was read. */
export type Named = ReadonlyMap<string, Item | undefined>;

function namedKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'named', id);
}

/** The records that this one rests on and did not before. */
export function newlyNamed(kind: AnyKind, before: Exchange | null, after: Exchange): string[] {
  if (!kind.restsOn) return [];
  const known = new Set(before ? kind.restsOn(before) : []);
  return kind.restsOn(after).filter((id) => !known.has(id));
}

/** What is known of records, by one consistent read. */
export async function readNamed(store: Store, jurisdiction: string, ids: readonly string[]): Promise<Named> {
  const items = await itemsOf(
    store,
    ids.map((id) => namedKey(jurisdiction, id)),
  );
  return new Map(ids.map((id, i) => [id, items[i]]));
}

/** By what a record is named; nothing where it is not. */
export function namedBy(named: Named, id: string): readonly NamedBy[] {
  return (named.get(id)?.value as { by: NamedBy[] } | undefined)?.by ?? [];
}

/** The write of a record's item with further names, or unchanged: whoever else writes it loses, and decides again. */
export function namedPut(jurisdiction: string, named: Named, id: string, more: readonly NamedBy[] = []): Put {
  const known = namedBy(named, id);
  const by = [...known, ...more.filter((one) => !known.some((there) => there.id === one.id))];
  const before = named.get(id);
  return { item: plainItem(namedKey(jurisdiction, id), { by }), expected: before?.head ?? null };
}
