/** The number of a record's document (文号), by which records of all kinds are found. */
import { holdsIdentityNumber, keyOfDigest } from '../compared-number.ts';
import { comparable } from '../identifier.ts';
import { sha256, sortable } from '../keys.ts';
import type { Place } from '../ports.ts';
import { isSealed, type Sealed, shownNumber } from '../seal.ts';
import type { Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';

/** The number as it is shown; null where it has none, or its words have been taken from sight. */
export function numberOf(kind: AnyKind, exchange: Exchange): string | null {
  if (exchange.quarantined) return null;
  if (kind.documentNumber) return kind.documentNumber(exchange);
  const { documentNumber } = (exchange.body ?? {}) as { documentNumber?: unknown };
  return shownNumber((documentNumber ?? null) as string | Sealed | null);
}

/** The partition of all records whose documents have a number, in the form by which numbers are compared. */
export function documentPartition(jurisdiction: string, compared: string): string {
  return `${jurisdiction}#${sha256(compared).slice(0, 32)}`;
}

/**
 * Where it is found by its number, a sealed one by its keyed digest; one that lies open with an identity number in it
 * is found by nothing.
 */
export function numberPlace(kind: AnyKind, exchange: Exchange): Place | undefined {
  const number = numberOf(kind, exchange);
  if (number === null || holdsIdentityNumber(number)) return undefined;
  const { documentNumber: kept } = exchange.body as { documentNumber?: unknown };
  const compared = isSealed(kept) ? keyOfDigest(kept.digest) : comparable(number);
  const partition = documentPartition(exchange.jurisdiction, compared);
  return { partition, sort: `-#${sortable(exchange.createdAt)}` };
}
