/** The number of a record's document (文号), by which records of all kinds are found. */
import { comparable } from '../identifier.ts';
import { containsIdentityNumber } from '../identity-number.ts';
import { sha256, sortable } from '../keys.ts';
import type { Place } from '../ports.ts';
import type { Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';

/** The number as it is shown; null where it has none, or its words have been taken from sight. */
export function numberOf(kind: AnyKind, exchange: Exchange): string | null {
  if (exchange.quarantined) return null;
  if (kind.documentNumber) return kind.documentNumber(exchange);
  const { documentNumber } = (exchange.body ?? {}) as { documentNumber?: unknown };
  return typeof documentNumber === 'string' ? documentNumber : null;
}

/** The partition of all records whose documents have a number, in the form by which numbers are compared. */
export function documentPartition(jurisdiction: string, compared: string): string {
  return `${jurisdiction}#${sha256(compared).slice(0, 32)}`;
}

/** Where it is found by its number; numbers with an identity number in them are found by nothing. */
export function numberPlace(kind: AnyKind, exchange: Exchange): Place | undefined {
  const number = numberOf(kind, exchange);
  if (number === null || containsIdentityNumber(number.normalize('NFKC'))) return undefined;
  const partition = documentPartition(exchange.jurisdiction, comparable(number));
  return { partition, sort: `-#${sortable(exchange.createdAt)}` };
}
