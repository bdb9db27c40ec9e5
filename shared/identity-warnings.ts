/** Texts in which an identity number stands are taken with a word: the platform needs none. */
import { holdsIdentityNumber } from './compared-number.ts';

/** Its code, in words, as one of the warnings of a kind. */
export const IDENTITY_NUMBER = { 'identity-number': '疑似含有身份号码' } as const;

export interface IdentityWarning {
  code: 'identity-number';
  pointer: string;
  detail: string;
}

/** Every text in which one stands, by its pointer. */
export function identityNumbersIn(value: unknown, pointer = ''): IdentityWarning[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => identityNumbersIn(inner, `${pointer}/${name}`));
  }
  if (typeof value !== 'string' || !holdsIdentityNumber(value)) return [];
  const detail = '疑似含有公民身份号码，已照常接收。平台不需要身份号码，请核对；误填的，可以隔离后重新提交。';
  return [{ code: 'identity-number', pointer, detail }];
}
