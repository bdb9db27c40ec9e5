/**
 * Licence and document numbers that contain an identity number (特种作业操作证: `T` and the number). They lie sealed beside
 * the licence, whose field has the form that is shown; they are compared and found by their keyed digest.
 */
import { holdsIdentityNumber, keyOfDigest } from '../compared-number.ts';
import { countySeal, type Sealing } from '../county-seal.ts';
import { comparable } from '../identifier.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import type { Sealed } from '../seal.ts';
import type { PushInput } from './input.ts';

/** The two numbers of a licence. */
export type NumberField = 'number' | 'documentNumber';
const FIELDS: readonly NumberField[] = ['number', 'documentNumber'];

/** Those of the licence, and that of how the department has handled what it found. */
export type SealedNumbers = Partial<Record<NumberField | 'handling', Sealed>>;

/** What has the numbers of a licence; sealed ones beside them, where there are any. */
export interface Numbered {
  licence: Partial<Record<NumberField, string | null>> | null;
  sealedNumbers?: SealedNumbers | undefined;
}

/** A push as it came in, its numbers sealed where they have to be. */
export type SealedPush = PushInput & { sealedNumbers?: SealedNumbers };

/** Seals what has to be; most pushes have nothing of it and stay the same object. */
export async function withSealedNumbers(at: Sealing, push: PushInput): Promise<SealedPush> {
  const { licence, handling } = push;
  const said = { ...licence, handling: handling?.documentNumber };
  const found = ([...FIELDS, 'handling'] as const).filter((field) => holdsIdentityNumber(said[field] ?? null));
  if (found.length === 0) return push;
  const seal = await countySeal(at);
  const sealedNumbers = Object.fromEntries(found.map((field) => [field, seal.text(said[field] as string)]));
  const shown = { ...push, licence: licenceShown({ licence, sealedNumbers }), sealedNumbers };
  return handling ? { ...shown, handling: handlingShown({ handling, sealedNumbers }) } : shown;
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
  const { licence, sealedNumbers, ...others } = push;
  const sealed = sealedOf(sealedNumbers);
  if (licence === null || sealed.length === 0) return null;
  const seal = await countySeal(at);
  const open = sealed.map(([field, one]) => [field, seal.open(one)]);
  if (open.some(([, number]) => number === null)) return null;
  return { ...others, licence: { ...licence, ...Object.fromEntries(open) } } as unknown as P;
}

/** The licence as lists and mails show it: what was pushed before such numbers were sealed is masked here. */
export function licenceMasked<L extends Numbered['licence']>(licence: L): L {
  const held = FIELDS.filter((field) => holdsIdentityNumber(licence?.[field] ?? null));
  if (licence === null || held.length === 0) return licence;
  const masked = held.map((field) => [field, maskIdentityNumbers(licence[field] as string)]);
  return { ...licence, ...Object.fromEntries(masked) };
}

/** The licence with its numbers whole, where the sealed ones have been opened (`wholeFor`). */
export function licenceShown<L extends Numbered['licence']>({ licence, sealedNumbers }: { licence: L } & Numbered): L {
  if (licence === null) return licence;
  const shown = sealedOf(sealedNumbers).map(([field, { shown }]) => [field, shown]);
  return shown.length === 0 ? licence : { ...licence, ...Object.fromEntries(shown) };
}

/** Those of the licence. */
function sealedOf(numbers: SealedNumbers = {}): [NumberField, Sealed][] {
  return FIELDS.flatMap((field): [NumberField, Sealed][] => (numbers[field] ? [[field, numbers[field]]] : []));
}

/** How it was handled, with the number of the decision as `licenceShown`. */
export function handlingShown({ handling, sealedNumbers }: Handled): Handling {
  const sealed = sealedNumbers?.handling;
  return handling && sealed ? { ...handling, documentNumber: sealed.shown } : handling;
}

type Handling = PushInput['handling'];
interface Handled {
  readonly handling?: Handling;
  readonly sealedNumbers?: SealedNumbers | undefined;
}
