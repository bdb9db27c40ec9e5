/**
 * Readings: who has read records that are not of his own organisation's handling. One entry a request, in the reader's
 * chain of the month, written before the answer. A record is found by its readings in the index: the first id of an
 * entry by the entry itself, every other by an item that points to it.
 */
import { change } from '../change.ts';
import type { County } from '../county.ts';
import { digest, keyOf, sortable } from '../keys.ts';
import type { IndexEntry, Item, Put, Random, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { logged, subjectPartition } from './chain.ts';
import type { Entry } from './entry.ts';
import { monthOf, roomOfDoing } from './rooms.ts';
import { type Met, type Pointer, walkPartitions } from './walk.ts';

/** `list`: one page of many. `export`: all of a quarter as a file. `unseal`: sealed text was shown whole. */
export type ReadingAct = 'read' | 'list' | 'export' | 'unseal';

export interface Reading {
  readonly act: ReadingAct;
  /** The route, such as `/pushes/{id}/history`. */
  readonly route: string;
  /** What was asked for. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** Ids of the records that were shown; the first 200 are named. */
  readonly records: readonly string[];
  /** What all records of an export are found by, where they are not named one by one: see `exportSubject`. */
  readonly subject?: string;
  /** By what they exist for the reader: `lead` (art. 25), `referral` (art. 24), or as his organisation's own. */
  readonly sight: 'lead' | 'referral' | 'own';
}

export interface Reader {
  readonly account: string;
  readonly org: string;
}

/** What an entry says. */
export interface ReadingDetail {
  readonly route: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly org: string;
  readonly sight: Reading['sight'];
}

const NAMED = 200;
/** Puts of one commit beside the chain and the entry. */
const TOGETHER = 98;

/** Writes the entry. Costs nothing but for those who read what is not their own. */
export async function logReading(
  { store, random }: { readonly store: Store; readonly random: Random },
  county: County,
  reader: Reader,
  { act, route, filter, records, subject, sight }: Reading,
  at: Instant,
): Promise<void> {
  const { jurisdiction } = county;
  const named = records.slice(0, NAMED);
  const thing = `readings/${reader.account}/${monthOf(at)}`;
  const detail: ReadingDetail = { route, filter, org: reader.org, sight };
  const room = roomOfDoing(county, reader.org, sight === 'own' ? 'administration' : 'office');
  const [first, ...others] = subject === undefined ? named : [subject, ...named];
  const beside = async (entry: Item, inTime: Store): Promise<Put[]> => {
    const puts = pointers(jurisdiction, entry, others, Buffer.from(random.bytes(6)).toString('hex'));
    // More than one commit takes: those first, since one that points to nothing is passed over.
    while (puts.length > TOGETHER) await inTime.commit(puts.splice(0, TOGETHER));
    return puts;
  };
  await logged(
    store,
    jurisdiction,
    { at, by: reader.account, act, thing, detail, room, records: named },
    beside,
    first,
  );
}

/**
 * Items by which further ids of an entry are found, small since there are many; of each attempt by names of its own.
 */
function pointers(jurisdiction: string, { key, value }: Item, ids: readonly string[], attempt: string): Put[] {
  const sort = sortable((value as Entry).at);
  return ids.map((id, i) => {
    const places: Item['places'] = { case: { partition: subjectPartition(jurisdiction, id), sort } };
    const pointer: Pointer = { entry: key };
    return {
      item: { key: keyOf(jurisdiction, 'audit', `of#${attempt}#${i}`), head: '1', value: pointer, places },
      expected: null,
    };
  });
}

/** What an export of all records of a kind that count in a quarter is found by. */
export function exportSubject(kind: string, quarter: string): string {
  return `${kind}/${quarter}`;
}

/**
 * The entries that tell of readings of a record, newest first. `subjects`: its id, and those by which exports of it are
 * found; of an export that is whether it was in it, for the caller to say.
 */
export async function* walkReadings(
  store: Store,
  jurisdiction: string,
  subjects: readonly string[],
  after?: IndexEntry,
): AsyncGenerator<Met> {
  const partitions = subjects.map((subject) => subjectPartition(jurisdiction, subject));
  const seen = new Set<string>();
  for await (const met of walkPartitions(store, 'case', partitions, { after })) {
    // What an attempt left that was not written may point to an entry of other records, or twice to one.
    const { act, records = [] } = met.entry;
    const told = act === 'export' || subjects.some((subject) => records.includes(subject));
    if (told && act !== 'quarantine' && !seen.has(met.key)) yield met;
    seen.add(met.key);
  }
}

/** Filters that say nothing of what records hold: all others may quote a party, a number, a name. */
const PLAIN = new Set([
  ...['box', 'status', 'state', 'org', 'section', 'kind', 'due', 'matter'],
  ...['updatedSince', 'quarter', 'record', 'year', 'handler', 'standing', 'detail', 'case'],
]);

/** Takes from sight what entries quote of a record that was quarantined. What is gone already is left. */
export async function forgetQuoted(store: Store, jurisdiction: string, record: string): Promise<void> {
  const quoting: string[] = [];
  for await (const { key, entry } of walkReadings(store, jurisdiction, [record])) {
    const filter = (entry.detail as ReadingDetail | null)?.filter ?? {};
    if (Object.keys(filter).some((name) => !PLAIN.has(name))) quoting.push(key);
  }
  for (const key of quoting) {
    await change(store, key, (before) => {
      if (!before) return { item: null, result: undefined };
      const value: Entry = { ...(before.value as Entry), detail: null };
      return { item: { ...before, head: digest(value), value }, result: undefined, erases: true };
    });
  }
}
