/**
 * The names of a county's parties in the store, for searching. A name has an entry, which says by what its pushes are found
 * (credit codes, or the name itself), and an item for each pair of characters in the index `name`. The pairs are written
 * first, then the entry, then the record: where the entry is, the rest is. All of a county share them; who may see which
 * push is for the list to say.
 */
import { change, plainItem } from '../change.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { keyOf } from '../keys.ts';
import { valuesAt, valuesOf } from '../pages.ts';
import type { Item } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { PushBody } from './body.ts';
import type { PushInput } from './input.ts';
import { nameHash, nameKey, pairsOf, plainName } from './party-name.ts';
import { partyPartition } from './places.ts';

/** `name` is null once nothing has it any more. `keys`: the partitions of the index `party` in which its pushes lie. */
interface Entry {
  name: string | null;
  keys: string[];
}

/** What a search by name goes through. */
export interface Named {
  /** The partitions in which pushes of the names lie. */
  partitions: string[];
  /** From when on names are kept: what was pushed before is looked through. */
  since: Instant;
}

/** Names that one search goes through; where there are more, all is looked through instead. */
const NAMES = 200;
const AT_ONCE = 10;

/** Sees to it that a party's name is found, before its push is written. One read where the name is known. */
export async function rememberName(desk: Desk, party: PushInput['party'], now: Instant): Promise<void> {
  if (party === null) return;
  const { store } = desk.ports;
  const plain = plainName(party.name);
  const key = entryKey(desk.jurisdiction, plain);
  const by = party.creditCode ?? nameKey(party.name);
  const known = entryIn(await store.get(key));
  if (known?.keys.includes(by)) return;
  if (!known) {
    const began = sinceKey(desk.jurisdiction);
    if (!(await store.get(began))) await store.commit([{ item: plainItem(began, { since: now }), expected: null }]);
    await writePairs(desk, plain, true);
  }
  await change(store, key, (before) => {
    const keys = [...new Set([...(entryIn(before)?.keys ?? []), by])];
    return { item: plainItem(key, { name: plain, keys } satisfies Entry), result: undefined };
  });
}

/** Takes a name from sight unless a push still has it: after a quarantine. */
export async function forgetName(desk: Desk, name: string): Promise<void> {
  const { store } = desk.ports;
  const plain = plainName(name);
  const key = entryKey(desk.jurisdiction, plain);
  const known = entryIn(await store.get(key));
  if (!known || (await isNamed(desk, known))) return;
  await change(store, key, () => {
    return { item: plainItem(key, { name: null, keys: [] } satisfies Entry), result: undefined };
  });
  await writePairs(desk, plain, false);
}

/** Where pushes lie whose party's name has `asked` in it; null where names do not help: all is looked through then. */
export async function namesWith(desk: Desk, asked: string): Promise<Named | null> {
  const { store } = desk.ports;
  const { jurisdiction } = desk;
  const began = (await store.get(sinceKey(jurisdiction)))?.value as { since: Instant } | undefined;
  const plain = plainName(asked);
  const pairs = pairsOf(plain);
  if (!began || pairs.length === 0) return null;
  const found = await Promise.all(
    pairs.map((pair) => store.query('name', pairPartition(jurisdiction, pair), { limit: NAMES + 1 })),
  );
  const rarest = found.sort((a, b) => a.length - b.length)[0] ?? [];
  if (rarest.length > NAMES) return null;
  const entries = (await valuesAt(
    store,
    rarest.map(({ sort }) => keyOf(jurisdiction, 'party', sort)),
  )) as Entry[];
  const keys = entries.flatMap(({ name, keys }) => (name?.includes(plain) ? keys : []));
  return { partitions: [...new Set(keys)].sort().map((key) => partyPartition(jurisdiction, key)), since: began.since };
}

/** Whether a push has the name now. */
async function isNamed({ ports: { store }, jurisdiction }: Desk, { name, keys }: Entry): Promise<boolean> {
  for (const key of keys) {
    for await (const value of valuesOf(store, 'party', partyPartition(jurisdiction, key))) {
      const { party } = (value as Exchange<PushBody>).body;
      if (party && plainName(party.name) === name) return true;
    }
  }
  return false;
}

/** Writes the pairs of a name, or takes them back; each by itself, since together they would cost twice as much. */
async function writePairs({ ports: { store }, jurisdiction }: Desk, plain: string, found: boolean): Promise<void> {
  const left = pairsOf(plain);
  const worker = async (): Promise<void> => {
    for (let pair = left.shift(); pair !== undefined; pair = left.shift()) {
      const key = keyOf(jurisdiction, 'party', `${nameHash(plain)}/${hex(pair)}`);
      const places: Item['places'] = found
        ? { name: { partition: pairPartition(jurisdiction, pair), sort: nameHash(plain) } }
        : {};
      await change(store, key, () => ({ item: { ...plainItem(key, { found }), places }, result: undefined }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function entryIn(item: Item | undefined): Entry | undefined {
  const entry = item?.value as Entry | undefined;
  return entry && entry.name !== null ? entry : undefined;
}

function entryKey(jurisdiction: string, plain: string): string {
  return keyOf(jurisdiction, 'party', nameHash(plain));
}

function sinceKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'party', 'since');
}

function pairPartition(jurisdiction: string, pair: string): string {
  return `${jurisdiction}#${hex(pair)}`;
}

function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}
