/**
 * Writing entries: each with the thing that it is about, by one commit. There is no chain of a whole county, for which
 * all would race.
 */
import { type Changed, change, plainItem } from '../change.ts';
import { digest, sortable } from '../keys.ts';
import type { Item, Place, Put, Store } from '../ports.ts';
import { type Act, type Chained, type Entry, following } from './entry.ts';
import { chainOf, entryKey, keyOfChain } from './things.ts';

/** What has a chain keeps where it stands; absent before the first entry, as in folders of before there were chains. */
export interface Audited {
  audit?: Chained;
  /**
   * What is under way and soon over (`shared/exchange/withheld.ts`): lies in the same item, but no entry tells of it.
   */
  withheld?: unknown;
}

/** A thing's item after an act, and the entry: both go into one commit. */
export interface Written {
  readonly item: Item;
  readonly entry: Item;
}

/** The partition of all that is in a room, by instant. */
export function roomPartition(jurisdiction: string, room: Entry['room']): string {
  return `${jurisdiction}#audit#${room}`;
}

/** The partition of what an account did, by instant. */
export function accountPartition(jurisdiction: string, account: string): string {
  return `${jurisdiction}#audit#by#${account}`;
}

/** The partition of the readings of a record, or of what else is named in the index so, by instant. */
export function subjectPartition(jurisdiction: string, subject: string): string {
  return `${jurisdiction}#of#${subject}`;
}

/**
 * The value that is to lie in a thing's item, with the entry of the act that made it so. `before` is the item as it was
 * read. One read where it has no chain: another program may have written it without, whose entries are gone on with.
 */
export async function audited(
  store: Store,
  jurisdiction: string,
  before: Item | undefined,
  value: object,
  act: Act,
  subject?: string,
): Promise<Written> {
  const known = await chainStand(store, jurisdiction, before, act.thing);
  return auditedAt(jurisdiction, known, before, value, act, subject);
}

/** Where the chain of a thing stands; undefined before its first entry. */
export async function chainStand(
  store: Store,
  jurisdiction: string,
  item: Item | undefined,
  thing: string,
): Promise<Chained | undefined> {
  return chainedIn(item) ?? (await endOf(store, jurisdiction, chainOf(thing)));
}

/** The same as `audited` where the chain's stand is known already: for decisions, which read nothing. */
export function auditedAt(
  jurisdiction: string,
  known: Chained | undefined,
  before: Item | undefined,
  value: object,
  act: Act,
  subject?: string,
): Written {
  return written(jurisdiction, known, before ? stateOf(before.value as Audited) : null, value, act, subject);
}

/** A new thing's item with the first entry of its chain. */
export function begun(jurisdiction: string, value: object, act: Act): Written {
  return written(jurisdiction, undefined, null, value, act);
}

function written(
  jurisdiction: string,
  known: Chained | undefined,
  found: string | null,
  value: object,
  act: Act,
  subject?: string,
): Written {
  const chain = chainOf(act.thing);
  const entry = following(known, act, { found, state: stateOf(value) });
  const count = (known?.count ?? 0) + 1;
  const after = { ...value, audit: { count, hash: entry.hash, at: entry.at } satisfies Chained };
  return {
    item: plainItem(keyOfChain(jurisdiction, chain), after),
    entry: entryItem(jurisdiction, chain, count, entry, subject),
  };
}

/** Where the entries of a chain end that are there; undefined where there are none. */
async function endOf(store: Store, jurisdiction: string, chain: string): Promise<Chained | undefined> {
  let end: Chained | undefined;
  for (let n = 1; ; n++) {
    const entry = (await store.get(entryKey(jurisdiction, chain, n)))?.value as Entry | undefined;
    if (!entry) return end;
    end = { count: n, hash: entry.hash, at: entry.at };
  }
}

/** What a decision of `change` gives back: the thing with its entry, and what else goes along. */
export function changedWith<T>({ item, entry }: Written, result: T, also: readonly Put[] = []): Changed<T> {
  return { item, result, also: [{ item: entry, expected: null }, ...also] };
}

/** The writes of an act on what has no item, for a commit of something else: they stand or fall with it. */
export async function loggedPuts(store: Store, jurisdiction: string, act: Act): Promise<Put[]> {
  const before = await store.get(keyOfChain(jurisdiction, chainOf(act.thing)));
  const { item, entry } = await audited(store, jurisdiction, before, {}, act);
  return [
    { item, expected: before?.head ?? null },
    { item: entry, expected: null },
  ];
}

/** An act on what has no item: it is all that its chain holds. `beside` goes along, asked at each attempt. */
export async function logged(
  store: Store,
  jurisdiction: string,
  act: Act,
  beside: (entry: Item, store: Store) => Promise<readonly Put[]> = async () => [],
  subject?: string,
): Promise<void> {
  const key = keyOfChain(jurisdiction, chainOf(act.thing));
  await change(store, key, async (before, inTime) => {
    const made = await audited(inTime, jurisdiction, before, {}, act, subject);
    return changedWith(made, undefined, await beside(made.entry, inTime));
  });
}

/** Where the chain of an item stands. */
export function chainedIn(item: Item | undefined): Chained | undefined {
  return (item?.value as Audited | undefined)?.audit;
}

/** The digest of a thing as an entry leaves it; null where its item holds nothing but the chain's end. */
export function stateOf(value: Audited): string | null {
  const { audit: _, withheld: __, ...thing } = value;
  return Object.keys(thing).length === 0 ? null : digest(thing);
}

/** An entry as it lies in the store. Blanked, it keeps its places. */
function entryItem(jurisdiction: string, chain: string, n: number, entry: Entry, subject?: string): Item {
  const at = (partition: string): Place => ({ partition, sort: sortable(entry.at) });
  const places: Item['places'] = {
    in: at(roomPartition(jurisdiction, entry.room)),
    out: at(accountPartition(jurisdiction, entry.by)),
    ...(subject !== undefined && { case: at(subjectPartition(jurisdiction, subject)) }),
  };
  return { ...plainItem(entryKey(jurisdiction, chain, n), entry), places };
}
