/**
 * Licence and document numbers that contain an identity number (特种作业操作证: `T` and the number). They lie sealed beside
 * the licence, whose field has the form that is shown; they are compared and found by their keyed digest.
 */
import { holdsIdentityNumber, keyOfDigest } from '../compared-number.ts';
import { countySeal, type Sealing } from '../county-seal.ts';
import { comparable } from '../identifier.ts';
import type { Sealed } from '../seal.ts';
import type { PushInput } from './input.ts';

/** The two numbers of a licence. */
export type NumberField = 'number' | 'documentNumber';
const FIELDS: readonly NumberField[] = ['number', 'documentNumber'];

export type SealedNumbers = Partial<Record<NumberField, Sealed>>;

/** What has the numbers of a licence; sealed ones beside them, where there are any. */
export interface Numbered {
  licence: Partial<Record<NumberField, string | null>> | null;
  sealedNumbers?: SealedNumbers | undefined;
}

/** A push as it came in, its numbers sealed where they have to be. */
export type SealedPush = PushInput & { sealedNumbers?: SealedNumbers };

/** Seals what has to be; most pushes have nothing of it and stay the same object. */
export async function withSealedNumbers(at: Sealing, push: PushInput): Promise<SealedPush> {
  const { licence } = push;
  const found = FIELDS.filter((field) => holdsIdentityNumber(licence?.[field] ?? null));
  if (licence === null || found.length === 0) return push;
  const seal = await countySeal(at);
  const sealed = Object.fromEntries(found.map((field) => [field, seal.text(licence[field] as string)]));
  const shown = Object.fromEntries(Object.entries(sealed).map(([field, one]) => [field, one.shown]));
  return { ...push, licence: { ...licence, ...shown }, sealedNumbers: sealed };
}

/** The form by which a number of a licence is compared: of a sealed one its keyed digest. */
export function comparedNumber({ licence, sealedNumbers }: Numbered, field: NumberField): string | null {
  const sealed = sealedNumbers?.[field];
  if (sealed) return keyOfDigest(sealed.digest);
  const number = licence?.[field] ?? null;
  return number === null ? null : comparable(number);
}

/** The licence with its numbers whole, where the sealed ones have been opened (`wholeFor`). */
export function licenceShown<L extends Numbered['licence']>({
  licence,
  sealedNumbers = {},
}: { licence: L } & Numbered): L {
  if (licence === null) return licence;
  const shown = Object.entries(sealedNumbers).map(([field, { shown }]) => [field, shown]);
  return shown.length === 0 ? licence : { ...licence, ...Object.fromEntries(shown) };
}
