/**
 * The history of a record: each entry carries the digest of its detail, the digest of the record as it left it, and a
 * hash over itself and the hash before. Whoever changes a record outside the kernel, or an entry, is found out.
 */
import { digest } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Entry, Exchange } from './exchange.ts';

/** What is known of an act when it is appended. */
export interface Said {
  at: Instant;
  by: string;
  standsFor?: string;
  act: string;
  detail: unknown;
  request: string;
  said: string;
}

/** The record with one more entry. Instants never run backwards within a history. */
export function append<Body>(exchange: Exchange<Body>, said: Said): Exchange<Body> {
  const last = exchange.history.at(-1);
  const at = Math.max(said.at, last?.at ?? said.at);
  const entry = {
    at,
    by: said.by,
    ...(said.standsFor !== undefined && { standsFor: said.standsFor }),
    act: said.act,
    detail: said.detail ?? null,
    digest: digest(said.detail ?? null),
    record: recordDigest(exchange),
    previousHash: last?.hash ?? null,
    request: said.request,
    said: said.said,
  };
  return { ...exchange, history: [...exchange.history, { ...entry, hash: hashOf(entry) }] };
}

/** True where the chain holds, every detail that is still there fits its digest, and the record fits its last entry. */
export function verify(exchange: Exchange): boolean {
  let previous: string | null = null;
  for (const entry of exchange.history) {
    if (entry.previousHash !== previous || entry.hash !== hashOf(entry)) return false;
    if (entry.detail !== null && entry.digest !== digest(entry.detail)) return false;
    previous = entry.hash;
  }
  return exchange.history.at(-1)?.record === recordDigest(exchange);
}

/** The head of the chain: what a later act follows. */
export function headOf(exchange: Exchange): string {
  return exchange.history.at(-1)?.hash ?? '';
}

/** Whether the record has been taken from sight since it was `before`: perhaps with more that the clock did then. */
export function isTakenSince(before: Exchange | null, { history }: Exchange): boolean {
  return before !== null && history.slice(before.history.length).some(({ act }) => act === 'quarantine');
}

/** The details of all entries gone but of those that are spared, their digests and hashes kept. */
export function withoutDetails<Body>(
  exchange: Exchange<Body>,
  spares: (entry: Entry) => boolean = () => false,
): Exchange<Body> {
  const history = exchange.history.map((entry) => (spares(entry) ? entry : { ...entry, detail: null }));
  return { ...exchange, history };
}

/** The last entry with the digest of its detail alone: it is told later. */
export function withoutLastDetail<Body>(exchange: Exchange<Body>): Exchange<Body> {
  const { history } = exchange;
  return { ...exchange, history: history.with(-1, { ...(history.at(-1) as Entry), detail: null }) };
}

/** Entries that have the digest alone, with the detail that fits it. */
export function withDetails<Body>(exchange: Exchange<Body>, told: readonly unknown[]): Exchange<Body> {
  const details = new Map(told.map((detail) => [digest(detail), detail]));
  const history = exchange.history.map((entry) =>
    entry.detail === null && details.has(entry.digest) ? { ...entry, detail: details.get(entry.digest) } : entry,
  );
  return { ...exchange, history };
}

/** The formula that anyone can recompute from `GET …/history`. */
export function hashOf(entry: Omit<Entry, 'hash' | 'detail' | 'request' | 'said'>): string {
  const { at, by, act, digest: detailDigest, record, previousHash, standsFor } = entry;
  return digest([at, by, act, detailDigest, record, previousHash, ...(standsFor === undefined ? [] : [standsFor])]);
}

/**
 * The digest of a record, over the field names of format 2, so that histories written then still verify. Whatever has
 * been added to records since is absent while it is unset, never null: it then changes no digest (docs/decisions/0019).
 */
function recordDigest(exchange: Exchange): string {
  const { history: _, mails: __, participants: parties, ...record } = exchange;
  return digest({ ...record, parties });
}
