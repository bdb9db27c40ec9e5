/** The numbers of a push that may contain an identity number, and how they are shown. */
import type { Sealed } from '../seal.ts';
import type { PushInput } from './input.ts';

/** The two numbers of a licence. */
export type NumberField = 'number' | 'documentNumber';
export const FIELDS: readonly NumberField[] = ['number', 'documentNumber'];

/** Those of the licence, and that of how the department has handled what it found. */
export type SealedNumbers = Partial<Record<NumberField | 'handling', Sealed>>;

/** What has the numbers of a licence; sealed ones beside them, where there are any. */
export interface Numbered {
  licence: Partial<Record<NumberField, string | null>> | null;
  sealedNumbers?: SealedNumbers | undefined;
}

/** A push as it came in, its numbers sealed where they have to be. */
export type SealedPush = PushInput & { sealedNumbers?: SealedNumbers };

/** The licence with its numbers whole, where the sealed ones have been opened (`wholeFor`). */
export function licenceShown<L extends Numbered['licence']>({ licence, sealedNumbers }: { licence: L } & Numbered): L {
  if (licence === null) return licence;
  const shown = sealedOf(sealedNumbers).map(([field, { shown }]) => [field, shown]);
  return shown.length === 0 ? licence : { ...licence, ...Object.fromEntries(shown) };
}

/** Those of the licence. */
export function sealedOf(numbers: SealedNumbers = {}): [NumberField, Sealed][] {
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
