/** The kernel's own readers: records by id, and the parts of a case. */
import { pagesOf } from '../pages.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { casePartition } from './item.ts';
import { load, settled } from './work.ts';

/** The records of these ids as they are now, by id; none where there is none. */
export async function readRecords(
  desk: Desk,
  ids: readonly string[],
  facts: Facts,
): Promise<ReadonlyMap<string, Exchange>> {
  const found = await Promise.all(ids.map((id) => load(desk, id, facts)));
  return new Map(found.flatMap((exchange) => (exchange ? [[exchange.id, exchange] as const] : [])));
}

/** What the case itself opened is read by key, whatever the index says yet; what joined it later, by the index. */
export async function readParts(
  desk: Desk,
  ids: string | readonly string[],
  facts: Facts,
): Promise<readonly Exchange[]> {
  const parts = await Promise.all([ids].flat().map((id) => partsOf(desk, id, facts)));
  return parts.flat().sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

async function partsOf(desk: Desk, id: string, facts: Facts): Promise<readonly Exchange[]> {
  const head = await load(desk, id, facts);
  const parts = new Map<string, Exchange>();
  const keep = (exchange: Exchange | undefined): void => {
    if (exchange?.case === id) parts.set(exchange.id, exchange);
  };
  for (const caused of head?.caused ?? []) keep(await load(desk, caused, facts));
  for await (const page of pagesOf(desk.ports.store, 'case', casePartition(desk.jurisdiction, id))) {
    const items = await desk.ports.store.getMany(page.map(({ key }) => key));
    for (const item of items) if (item) keep(await settled(desk, item.value as Exchange, facts));
  }
  return [...parts.values()];
}
