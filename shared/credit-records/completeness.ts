/** Which fields a record still lacks, by its type, the class of its party and the classes of its penalty. */

import { keyOfDigest } from '../compared-number.ts';
import { comparable } from '../identifier.ts';
import type { Sealed } from '../seal.ts';
import type { KeptFields } from './fields.ts';
import type { RecordType } from './table.ts';
import { type Needed, type PartyClass, rowsOf } from './table.ts';

export interface Missing {
  readonly field: string;
  readonly name: string;
}

/** The fields that have to be there and are not, in the table's order. */
export function missingOf(type: RecordType, fields: KeptFields): Missing[] {
  return rowsOf(type).flatMap(({ code, name, needed }) =>
    needed !== undefined && isNeeded(needed, fields) && fields[code] === undefined ? [{ field: code, name }] : [],
  );
}

function isNeeded(needed: Needed, fields: KeptFields): boolean {
  if (needed === 'always') return true;
  if ('classes' in needed) return needed.classes.includes(partyClassOf(fields) as PartyClass);
  const penalties = ((fields.CF_CFLB as string | undefined) ?? '').split(';');
  return needed.penalties.some((penalty) => penalties.includes(penalty));
}

export function partyClassOf(fields: KeptFields): PartyClass | undefined {
  return (fields.XK_XDR_LB ?? fields.CF_XDR_LB ?? fields.JC_XDR_LB) as PartyClass | undefined;
}

/**
 * The value of a field by the end of its code, whatever the type: `XDR_MC` of `XK_XDR_MC`. What lies sealed, as it is
 * shown.
 */
export function fieldOf(fields: KeptFields | null, end: string): string | null {
  const value = keptOf(fields, end);
  return typeof value === 'string' ? value : (value?.shown ?? null);
}

/** A number in the form by which it is compared and found: of a sealed one its keyed digest. */
export function comparedOf(fields: KeptFields | null, end: string): string | null {
  const value = keptOf(fields, end);
  if (value === undefined) return null;
  return typeof value === 'string' ? comparable(value) : keyOfDigest(value.digest);
}

function keptOf(fields: KeptFields | null, end: string): string | Sealed | undefined {
  return ['XK', 'CF', 'JC'].map((start) => fields?.[`${start}_${end}`]).find((value) => value !== undefined);
}
