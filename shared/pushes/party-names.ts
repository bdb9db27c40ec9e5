/**
 * The names of a county's parties in the store, for searching. A name has an entry, which says by what its pushes are
 * found (credit codes, or the name itself), and an item for each pair of characters in the index `name`. The pairs are
 * written first, then the entry, then the record: where the entry is, the rest is. All of a county share them; who may
 * see which push is for the list to say.
 */
import { change, plainItem } from '../change.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { At } from '../exchange/kind.ts';
import { keyOf } from '../keys.ts';
import { itemsOf, valuesAt, valuesOf } from '../pages.ts';
import type { Item, Put, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { untimed } from '../tries.ts';
import type { PushBody } from './body.ts';
import type { PushInput } from './input.ts';
import { nameHash, nameKey, pairsOf, plainName } from './party-name.ts';
import { partyPartition } from './places.ts';

/**
 * `name` is null once nothing has it any more. `keys`: the partitions of the index `party` in which its pushes lie.
 * `leaving`: its pairs are being taken away; absent otherwise.
 */
interface Entry {
  name: string | null;
  keys: string[];
  leaving?: true;
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

/** What a push writes before itself, so that its party's name is found. */
export interface Naming {
  /** The steps before its commit (`Store.commit`): the pairs, then the entry. */
  readonly first: readonly (readonly Put[])[];
  /** To be called once the commit is over, whatever became of it: who pushes the same name meanwhile waits for that. */
  ended(): void;
}

/** The names being written in this process, by key: of concurrent pushes of one new name one writes it. */
const underWay = new WeakMap<Store, Map<string, Promise<void>>>();

/** What has to be written before a push of that party; null where its name is found already: one read tells. */
export async function namingOf(desk: At, party: PushInput['party'], now: Instant): Promise<Naming | null> {
  if (party === null) return null;
  const { store } = desk.ports;
  const key = entryKey(desk.jurisdiction, plainName(party.name));
  const by = party.creditCode ?? nameKey(party.name);
  for (;;) {
    const before = await store.get(key);
    if (entryIn(before)?.keys.includes(by)) return null;
    const other = writingOf(store).get(key);
    if (!other) return begun(store, key, () => stepsOf(desk, party.name, by, before, now));
    await other;
  }
}

/** Has the name of a party found again whose push has been put back. */
export async function rememberName(at: At, party: PushInput['party'], now: Instant): Promise<void> {
  const naming = await namingOf(at, party, now);
  if (naming === null) return;
  try {
    for (const puts of naming.first) for (const put of puts) await at.ports.store.commit([put]);
  } finally {
    naming.ended();
  }
}

function writingOf(store: Store): Map<string, Promise<void>> {
  const root = untimed(store);
  const known = underWay.get(root) ?? new Map<string, Promise<void>>();
  underWay.set(root, known);
  return known;
}

/** Has others wait until it is over. */
async function begun(store: Store, key: string, steps: () => Promise<Naming['first']>): Promise<Naming> {
  const writing = writingOf(store);
  const { promise, resolve } = Promise.withResolvers<void>();
  writing.set(key, promise);
  const ended = (): void => {
    writing.delete(key);
    resolve();
  };
  try {
    return { first: await steps(), ended };
  } catch (error) {
    ended();
    throw error;
  }
}

async function stepsOf(
  { ports: { store }, jurisdiction }: At,
  name: string,
  by: string,
  before: Item | undefined,
  now: Instant,
): Promise<Naming['first']> {
  const plain = plainName(name);
  const known = entryIn(before);
  const pairs = known ? [] : await missingPairs(store, jurisdiction, plain, now);
  const keys = [...new Set([...(known?.keys ?? []), by])];
  const entry = plainItem(entryKey(jurisdiction, plain), { name: plain, keys } satisfies Entry);
  return [...(pairs.length > 0 ? [pairs] : []), [{ item: entry, expected: before?.head ?? null }]];
}

/** The pairs of a name that are not there, each a put by itself: together they would cost twice as much on AWS. */
async function missingPairs(store: Store, jurisdiction: string, plain: string, now: Instant): Promise<Put[]> {
  const wanted = [
    plainItem(sinceKey(jurisdiction), { since: now }),
    ...pairsOf(plain).map((pair) => pairItem(jurisdiction, plain, pair, true)),
  ];
  const there = await itemsOf(
    store,
    wanted.map(({ key }) => key),
  );
  return wanted.flatMap((item, i) => {
    const { head, key } = there[i] ?? {};
    const stays = head === item.head || (key !== undefined && key === sinceKey(jurisdiction));
    return stays ? [] : [{ item, expected: head ?? null }];
  });
}

/**
 * Takes the name with that digest from sight unless a push still has it: after a quarantine. While its pairs go, it is
 * `leaving`: no name for whoever pushes it meanwhile, who writes all of it again. Done again after a failure, it goes
 * on.
 */
export async function forgetName(at: At, hash: string): Promise<void> {
  const { store } = at.ports;
  const key = keyOf(at.jurisdiction, 'party', hash);
  const known = await change<Entry | null>(store, key, async (before) => {
    const entry = before?.value as Entry | undefined;
    if (!entry || entry.name === null) return { item: null, result: null };
    if (entry.leaving || (await isNamed(at, entry))) return { item: null, result: entry };
    return { item: plainItem(key, { ...entry, leaving: true } satisfies Entry), result: { ...entry, leaving: true } };
  });
  if (!known || known.name === null) return;
  // A push has it: of what an earlier attempt took away, nothing stays away.
  if (!known.leaving) return writeMissing(at, known.name);
  await writePairs(at, known.name, false);
  const gone = await change<boolean>(store, key, (before) => {
    const stays = (before?.value as Entry | undefined)?.leaving !== true;
    const item = plainItem(key, { name: null, keys: [] } satisfies Entry);
    return { item: stays ? null : item, result: !stays, erases: true };
  });
  if (!gone) return writePairs(at, known.name, true);
  if (!(await isNamed(at, known))) return;
  // A push that had found the name there was written meanwhile.
  await writePairs(at, known.name, true);
  await change(store, key, (before) => ({
    item: entryIn(before) ? null : plainItem(key, { name: known.name, keys: known.keys } satisfies Entry),
    result: undefined,
  }));
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
  const keys = entries.flatMap(({ name, keys, leaving }) => (name?.includes(plain) && !leaving ? keys : []));
  return { partitions: [...new Set(keys)].sort().map((key) => partyPartition(jurisdiction, key)), since: began.since };
}

/** Whether a push has the name now. */
async function isNamed({ ports: { store }, jurisdiction }: At, { name, keys }: Entry): Promise<boolean> {
  for (const key of keys) {
    for await (const value of valuesOf(store, 'party', partyPartition(jurisdiction, key))) {
      const { party } = (value as Exchange<PushBody>).body;
      if (party && plainName(party.name) === name) return true;
    }
  }
  return false;
}

/** Writes the pairs of a name that are not there. */
async function writeMissing({ ports: { store, clock }, jurisdiction }: At, plain: string): Promise<void> {
  for (const put of await missingPairs(store, jurisdiction, plain, clock.now())) await store.commit([put]);
}

/** Writes the pairs of a name, or takes them back, whatever is there. */
async function writePairs({ ports: { store }, jurisdiction }: At, plain: string, found: boolean): Promise<void> {
  const left = pairsOf(plain);
  const worker = async (): Promise<void> => {
    for (let pair = left.shift(); pair !== undefined; pair = left.shift()) {
      const item = pairItem(jurisdiction, plain, pair, found);
      await change(store, item.key, () => ({ item, result: undefined }));
      if (!found) await dropEarlier(store, item, earlierKey(jurisdiction, plain, pair));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** The pairs that earlier versions wrote lay under keys that had their characters: the store may drop those that go. */
async function dropEarlier(store: Store, { value }: Item, key: string): Promise<void> {
  await change(store, key, (before) => ({
    item: before ? { ...plainItem(key, value), places: {} } : null,
    expires: 0,
    result: undefined,
  }));
}

function earlierKey(jurisdiction: string, plain: string, pair: string): string {
  return keyOf(jurisdiction, 'party', `${nameHash(plain)}/${hex(pair)}`);
}

/**
 * The item by which a name is found under one of its pairs; without a place once it is not to be found. Its key stays,
 * and says nothing of the name.
 */
function pairItem(jurisdiction: string, plain: string, pair: string, found: boolean): Item {
  const hash = nameHash(plain);
  const places: Item['places'] = found ? { name: { partition: pairPartition(jurisdiction, pair), sort: hash } } : {};
  const key = keyOf(jurisdiction, 'party', `${hash}/${pairsOf(plain).indexOf(pair)}`);
  return { ...plainItem(key, { found }), places };
}

function entryIn(item: Item | undefined): Entry | undefined {
  const entry = item?.value as Entry | undefined;
  return entry && entry.name !== null && !entry.leaving ? entry : undefined;
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
