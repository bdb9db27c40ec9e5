/** The standards of matters, as decisions and lists ask for them. Each matter has an item that names its standards. */

import { countyKey } from '../accounts/stored.ts';
import { audited } from '../audit/chain.ts';
import { plainItem } from '../change.ts';
import type { County } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey } from '../exchange/item.ts';
import { settled } from '../exchange/work.ts';
import { keyOf } from '../keys.ts';
import { itemsOf, valuesAt } from '../pages.ts';
import type { Put } from '../ports.ts';
import type { Standard } from './precedence.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The standards of matters; `naming`: with what is written where a new one is named among them. */
    standards: { ask: AskedStandards; found: StandardFacts };
  }
}

export interface AskedStandards {
  matters: readonly string[];
  naming?: { id: string; isCap: boolean };
}

export interface StandardFacts {
  /** By matter, in order of creation. */
  of: ReadonlyMap<string, readonly Standard[]>;
  puts: readonly Put[];
}

export async function readStandards(desk: Desk, ask: AskedStandards, facts: Facts): Promise<StandardFacts> {
  const matters = [...new Set(ask.matters)];
  const { store } = desk.ports;
  const items = await itemsOf(
    store,
    matters.map((code) => standardsKey(desk.jurisdiction, code)),
  );
  const named = items.map((item) => (item?.value as { ids: string[] } | undefined)?.ids ?? []);
  const keys = [...new Set(named.flat())].map((id) => exchangeKey(desk.jurisdiction, id));
  const records = (await valuesAt(store, keys)) as Standard[];
  const found = new Map<string, Standard>();
  for (const record of records) found.set(record.id, (await settled(desk, record as never, facts)) as Standard);
  const of = new Map(matters.map((code, i) => [code, named[i]?.flatMap((id) => found.get(id) ?? []) ?? []] as const));
  if (!ask.naming) return { of, puts: [] };
  const { id, isCap } = ask.naming;
  const puts = matters.map((code, i): Put => {
    const value = { ids: [...new Set([...(named[i] ?? []), id])] };
    return { item: plainItem(standardsKey(desk.jurisdiction, code), value), expected: items[i]?.head ?? null };
  });
  return { of, puts: [...puts, ...(isCap ? await cappedPuts(desk, matters, facts) : [])] };
}

/**
 * The county keeps of which matters there is, or was, a cap: it is read with every request, so that a push of any other
 * matter needs no read to know that nothing is to be counted.
 */
async function cappedPuts({ ports, jurisdiction }: Desk, matters: readonly string[], { now }: Facts): Promise<Put[]> {
  const before = await ports.store.get(countyKey(jurisdiction));
  const county = before?.value as County | undefined;
  const added = matters.filter((code) => !county?.capped?.includes(code));
  if (!before || !county || added.length === 0) return [];
  const value: County = { ...county, capped: [...(county.capped ?? []), ...added] };
  const act = {
    by: 'system',
    at: now,
    act: 'begin-caps',
    thing: 'county',
    detail: added,
    room: 'administration',
  } as const;
  const { item, entry } = await audited(ports.store, jurisdiction, before, value, act);
  return [
    { item, expected: before.head },
    { item: entry, expected: null },
  ];
}

function standardsKey(jurisdiction: string, code: string): string {
  return keyOf(jurisdiction, 'boundary', `standards#${code}`);
}
