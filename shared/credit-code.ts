/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters of an alphabet without I, O, S, V and Z, the last a check digit
 * (modulo 31). Genuine codes exist whose check digit is wrong, so that is for a warning, never for a refusal.
 */

import * as z from 'zod';
import { isIdentityNumber } from './identity-number.ts';
import { lazily } from './lazily.ts';
import { meanings } from './meaning.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export const creditCode = lazily(() =>
  z
    .string({ error: '请填写统一社会信用代码' })
    .refine((value) => !isIdentityNumber(value), {
      error: '这是公民身份号码，不是统一社会信用代码。个人信息不要填写在这里，请删除',
      abort: true,
    })
    .regex(CODE, { error: '统一社会信用代码应为 18 位，由数字和大写字母组成（不含 I、O、S、V、Z）' })
    .register(meanings, { is: 'code' })
    .meta({ example: '91371525MA3C00001R' }),
);

/** True where the 18th character is the check digit of the first 17. */
export function checkDigitFits(code: string): boolean {
  return withCheckDigit(code.slice(0, 17)) === code;
}

/** 17 characters and their check digit. */
export function withCheckDigit(first: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return `${first}${ALPHABET[(31 - (sum % 31)) % 31]}`;
}
