/**
 * 公民身份号码 (GB 11643): 17 digits, of which the 7th to the 14th are the day of birth, and a check character (ISO 7064,
 * MOD 11-2). It has 18 characters like a credit code, and is personal data that belongs in no field of this platform.
 */
import { isCivilDate } from './time.ts';

const NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** True for the whole text being one. */
export function isIdentityNumber(text: string): boolean {
  return text.length === 18 && containsIdentityNumber(text);
}

/** True where one stands in the text, also right after letters: `T` and the number is a licence number of its own. */
export function containsIdentityNumber(text: string): boolean {
  return (text.match(NUMBER) ?? []).some((found) => isBorn(found) && checks(found));
}

/**
 * The text with the day of birth taken from every identity number in it: `T371525********1234`. Where one is written in
 * digits of another form (`３７１５２５…`), the whole text comes back in NFKC.
 */
export function maskIdentityNumbers(text: string): string {
  const shown = masked(text);
  const compatible = shown.normalize('NFKC');
  return containsIdentityNumber(compatible) ? masked(compatible) : shown;
}

function masked(text: string): string {
  return text.replace(NUMBER, (found) =>
    isBorn(found) && checks(found) ? `${found.slice(0, 6)}${'*'.repeat(8)}${found.slice(-4)}` : found,
  );
}

function isBorn(number: string): boolean {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  return /^(?:19|20)/.test(year) && isCivilDate(`${year}-${month}-${day}`);
}

function checks(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return CHECKS[sum % 11] === number[17]?.toUpperCase();
}
