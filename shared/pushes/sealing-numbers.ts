/** Seals and opens the numbers of a push that contain an identity number: few pushes have one. */
import { holdsIdentityNumber } from '../compared-number.ts';
import { countySeal, type Sealing } from '../county-seal.ts';
import type { PushInput } from './input.ts';
import { FIELDS, handlingShown, licenceShown, type Numbered, type SealedPush, sealedOf } from './number-fields.ts';

/** The push with the form that is shown in its fields, and beside them what lies sealed. */
export async function sealed(at: Sealing, push: PushInput): Promise<SealedPush> {
  const { licence, handling } = push;
  const said = { ...licence, handling: handling?.documentNumber };
  const found = ([...FIELDS, 'handling'] as const).filter((field) => holdsIdentityNumber(said[field] ?? null));
  const seal = await countySeal(at);
  const sealedNumbers = Object.fromEntries(found.map((field) => [field, seal.text(said[field] as string)]));
  const shown = { ...push, licence: licenceShown({ licence, sealedNumbers }), sealedNumbers };
  return handling ? { ...shown, handling: handlingShown({ handling, sealedNumbers }) } : shown;
}

/** With the numbers of its licence open; null where none of them is sealed, or they cannot be opened. */
export async function opened<P extends Numbered>(at: Sealing, push: P): Promise<P | null> {
  const { licence, sealedNumbers, ...others } = push;
  const numbers = sealedOf(sealedNumbers);
  if (numbers.length === 0) return null;
  const seal = await countySeal(at);
  const open = numbers.map(([field, one]) => [field, seal.open(one)]);
  if (open.some(([, number]) => number === null)) return null;
  return { ...others, licence: { ...licence, ...Object.fromEntries(open) } } as unknown as P;
}
