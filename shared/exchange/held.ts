/**
 * Evidence under hold (本系统约定). What a quarantine takes goes from every answer at once. Where a record that was taken is
 * one that a case, an objection or a problem rests on, it lies sealed in an item of its own until a second person has
 * it destroyed or put back. Such an item stands in no record, list, search or mail. Pure.
 */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { plainItem } from '../change.ts';
import { canonical, derivedId, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item, Place } from '../ports.ts';
import type { Seal } from '../seal.ts';
import type { Instant } from '../time.ts';
import type { Exchange } from './exchange.ts';
import type { NamedBy } from './naming.ts';

/** A record that was taken from sight. */
export interface Taken {
  readonly before: Exchange;
  readonly exchange: Exchange;
}

export interface HeldRecord {
  id: string;
  kind: string;
  reference: string;
  /** Files of which the bytes are kept with it. */
  files: string[];
}

/** `hash` is the digest of all the rest, so that whoever changes an entry is found out. */
export interface HeldEntry {
  at: Instant;
  by: string;
  act: 'read' | 'confirm' | 'restore';
  detail: unknown;
  previousHash: string | null;
  hash: string;
}

/** What is kept of a quarantine. Whatever is unset is absent. */
export interface Held {
  id: string;
  jurisdiction: string;
  at: Instant;
  /** Who quarantined, and never decides. */
  by: string;
  org: string | null;
  records: HeldRecord[];
  /** What rests on them. */
  named: NamedBy[];
  /** How many items hold the sealed records. */
  pieces: number;
  state: 'held' | 'destroyed' | 'restored';
  /** Of more records than one commit writes: each is put back, and files are deleted, after the decision. */
  inSteps?: true;
  /** Until that is done: from when on somebody has to look. */
  wakes?: Instant;
  /** Who has read it, and what was decided (`held-log.ts`). */
  history: HeldEntry[];
  decided?: { at: Instant; by: string; reason: string | null; request: string };
}

/** Characters of a box in one item. */
const PIECE = 256 * 1024;

export function heldKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'held', id);
}

/** The key of the `n`th piece of a box, from 0. */
export function pieceKey(jurisdiction: string, id: string, n: number): string {
  return heldKey(jurisdiction, `${id}.${n}`);
}

/** The partition of all that was held, by instant. */
export function heldPartition(jurisdiction: string): string {
  return `${jurisdiction}#held`;
}

/** True where the quarantine took anything that could be read: the body, a key of search, a detail of the history. */
export function tookSomething({ before, exchange }: Taken): boolean {
  const lost = before.history.some(
    ({ act, detail }, i) => act !== 'quarantine' && detail !== null && exchange.history[i]?.detail === null,
  );
  return lost || canonical(before.body) !== canonical(exchange.body);
}

/** The id of what a quarantine leaves: made of the record that it began with, as that was. */
export function heldId({ jurisdiction, id, history }: Exchange): string {
  return derivedId(jurisdiction, 'held', id, String(history.length));
}

export function heldItem(held: Held): Item {
  const key = heldKey(held.jurisdiction, held.id);
  const place: Place = { partition: heldPartition(held.jurisdiction), sort: sortable(held.at) };
  const { wakes } = held;
  const wake = wakes === undefined ? {} : { wake: { partition: wakeShard(key), sort: sortable(wakes) } };
  return { ...plainItem(key, held), places: { in: place, ...wake } };
}

/** The records as they were, sealed, in as many items as it takes. Mails stay with the record. */
export function pieceItems(
  { jurisdiction, id }: Pick<Held, 'jurisdiction' | 'id'>,
  seal: Seal,
  taken: readonly Taken[],
) {
  const records = taken.map(({ before: { mails: _, ...record } }) => record);
  // Copies say the same again: a long window makes nothing of them.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const box = seal.bytes(brotliCompressSync(JSON.stringify(records), { params }));
  const count = Math.ceil(box.length / PIECE);
  return Array.from({ length: count }, (_, n) =>
    plainItem(pieceKey(jurisdiction, id, n), { box: box.slice(n * PIECE, (n + 1) * PIECE) }),
  );
}

/** The records that the pieces hold; null where they were sealed under another key. */
export function recordsIn(seal: Seal, pieces: readonly (Item | undefined)[]): Exchange[] | null {
  const box = pieces.map((piece) => (piece?.value as { box: string | null } | undefined)?.box ?? '').join('');
  const bytes = box === '' ? null : seal.openBytes(box);
  if (bytes === null) return null;
  const records = JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Omit<Exchange, 'mails'>[];
  return records.map((record) => ({ ...record, mails: [] }));
}
