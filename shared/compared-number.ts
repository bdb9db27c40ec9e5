/**
 * How licence and document numbers are compared and found again: in one form of width, case and brackets, and where an
 * identity number stands in one (特种作业操作证), by its keyed digest alone.
 */
import { countySeal, type Sealing } from './county-seal.ts';
import { comparable } from './identifier.ts';
import { containsIdentityNumber } from './identity-number.ts';

/** The form of a number that somebody says or looks for. */
export async function comparedForm(at: Sealing, number: string): Promise<string> {
  return holdsIdentityNumber(number) ? keyOfDigest((await countySeal(at)).digestOfNumber(number)) : comparable(number);
}

export function holdsIdentityNumber(number: string | null): boolean {
  return number !== null && containsIdentityNumber(number.normalize('NFKC'));
}

/** No number is written so, and being compared changes nothing of it. */
export function keyOfDigest(digest: string): string {
  return `~${digest.toUpperCase()}`;
}
