/**
 * Where third parties of a record find it: a record has one place in each index, its sender's and its addressee's, so
 * each further participant has a small item of its own that names the record, written by the commit that lets it take
 * part. Kinds with many records do without: their copies are records themselves.
 */
import { keyOf, sortable, splitKey } from '../keys.ts';
import type { Item, Put } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import { exchangeKey, placeSort, waitingPartition } from './item.ts';
import type { AnyKind } from './kind.ts';

/** The partition of what an organisation takes part in, of one kind, by creation. */
export function partPartition(jurisdiction: string, org: string, kind: string): string {
  return `${jurisdiction}#${org}#${kind}#part`;
}

/**
 * What is written for those who take part since, and for those whose word is waited for, or no longer: `before` is null
 * for a new record. The item of one who takes part no longer stays; lists ask the record.
 */
export function participantPuts(kind: AnyKind, before: Exchange | null, after: Exchange): Put[] {
  if (!hasItems(kind)) return [];
  const known = before ? [...before.participants, ...(before.left ?? [])] : [];
  return [...new Set([...known, ...after.participants])].flatMap((org): Put[] => {
    const isKnown = known.includes(org);
    const [was, is] = [before ? awaitedAt(kind, before, org) : null, awaitedAt(kind, after, org)];
    if (isKnown && was === is) return [];
    return [{ item: participantItem(after, org, is), expected: isKnown ? after.id : null }];
  });
}

/** Those who took part in what it was before and do no longer. */
export function leftIn(kind: AnyKind, { participants, left = [] }: Exchange, next: Exchange): readonly string[] {
  if (!hasItems(kind) || next.participants === participants) return left;
  return [...new Set([...left, ...participants])].filter((org) => !next.participants.includes(org));
}

function hasItems({ many, foundBy }: AnyKind): boolean {
  return !many && foundBy === undefined;
}

/** Where it stands in the inbox of one whose word it waits for; null where it does not. */
function awaitedAt(kind: AnyKind, exchange: Exchange, org: string): string | null {
  return kind.awaits?.(exchange).includes(org) ? placeSort(kind, exchange) : null;
}

/** The key of a record that an inbox names: its own, or a participant's item of it. */
export function waitingKeyOf(key: string): string {
  return splitKey(key).family === 'part' ? recordKeyOf(key) : key;
}

/** The key of the record that a participant's item names. */
export function recordKeyOf(key: string): string {
  const { jurisdiction, id } = splitKey(key);
  return exchangeKey(jurisdiction, id.split('#')[0] as string);
}

function participantItem({ jurisdiction, id, kind, createdAt }: Exchange, org: string, awaited: string | null): Item {
  const open = awaited === null ? {} : { open: { partition: waitingPartition(jurisdiction, org), sort: awaited } };
  const place = { partition: partPartition(jurisdiction, org, kind), sort: sortable(createdAt) };
  const key = keyOf(jurisdiction, 'part', `${id}#${org}`);
  return { key, head: id, value: { record: id, org }, places: { in: place, ...open } };
}
