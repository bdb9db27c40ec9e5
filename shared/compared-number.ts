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

/**
 * The form of a number and, of one with an identity number in it, after it the form under which records lie that were
 * written before such numbers were sealed.
 */
export async function comparedForms(at: Sealing, number: string): Promise<readonly [string, ...string[]]> {
  const form = await comparedForm(at, number);
  const plain = comparable(number);
  return form === plain ? [form] : [form, plain];
}

export function holdsIdentityNumber(number: string | null): boolean {
  return number !== null && containsIdentityNumber(number.normalize('NFKC'));
}

/** No number is written so, and being compared changes nothing of it. */
export function keyOfDigest(digest: string): string {
  return `~${digest.toUpperCase()}`;
}
