/** Text as documents have it. */
import { civilDateOf, type Instant } from '../time.ts';

/** 2026年10月19日, as official documents write it: no zeros before, Arabic figures (GB/T 9704). */
export function dateText(instant: Instant): string {
  const [year, month, day] = civilDateOf(instant).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** 发文字号, its year in 〔〕 whatever was typed. */
export function numberText(documentNumber: string): string {
  return documentNumber.replace(/[[［【(（](\d{4})[\]］】)）]/, '〔$1〕');
}

/** Text without the signs that XML cannot hold, whatever is asked of it. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
