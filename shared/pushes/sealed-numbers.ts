/**
 * Licence and document numbers that contain an identity number (特种作业操作证: `T` and the number). They lie sealed beside
 * the licence, whose field has the form that is shown; they are compared and found by their keyed digest.
 */
import { holdsIdentityNumber, keyOfDigest } from '../compared-number.ts';
import type { Sealing } from '../county-seal.ts';
import { comparable } from '../identifier.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import type { PushInput } from './input.ts';
import { FIELDS, type Numbered, type NumberField, type SealedPush } from './number-fields.ts';

export {
  handlingShown,
  licenceShown,
  type Numbered,
  type NumberField,
  type SealedNumbers,
  type SealedPush,
} from './number-fields.ts';

/** Loaded with the first number that contains an identity number. */
const sealing = () => import('./sealing-numbers.ts');

/** Seals what has to be; most pushes have nothing of it and stay the same object. */
export async function withSealedNumbers(at: Sealing, push: PushInput): Promise<SealedPush> {
  const { licence, handling } = push;
  const said = [licence?.number, licence?.documentNumber, handling?.documentNumber];
  return said.some((number) => holdsIdentityNumber(number ?? null)) ? (await sealing()).sealed(at, push) : push;
}

/** The form by which a number of a licence is compared: of a sealed one its keyed digest. */
export function comparedNumber({ licence, sealedNumbers }: Numbered, field: NumberField): string | null {
  const sealed = sealedNumbers?.[field];
  if (sealed) return keyOfDigest(sealed.digest);
  const number = licence?.[field] ?? null;
  return number === null ? null : comparable(number);
}

/**
 * The same push with its numbers open, as what was pushed before they were sealed lies in the store; null where none of
 * its numbers is sealed, or they cannot be opened.
 */
export async function withOpenNumbers<P extends Numbered>(at: Sealing, push: P): Promise<P | null> {
  return push.licence === null || push.sealedNumbers === undefined ? null : (await sealing()).opened(at, push);
}

/** The licence as lists and mails show it: what was pushed before such numbers were sealed is masked here. */
export function licenceMasked<L extends Numbered['licence']>(licence: L): L {
  const held = FIELDS.filter((field) => holdsIdentityNumber(licence?.[field] ?? null));
  if (licence === null || held.length === 0) return licence;
  const masked = held.map((field) => [field, maskIdentityNumbers(licence[field] as string)]);
  return { ...licence, ...Object.fromEntries(masked) };
}
