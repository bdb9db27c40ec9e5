/** When two licence numbers, or two document numbers, are the same though they are written differently. */

/** Brackets that clerks and systems use for one another; NFKC has made `（［﹝` of full width or small into these. */
const OPENING = /[[【(]/gu;
const CLOSING = /[\]】)]/gu;

/** Digits, capitals, 〔〕 and the usual characters: what none of the steps below changes. */
const PLAIN = /^[0-9A-Z〔〕\-\u4e00-\u9fa5]*$/u;

/**
 * The form by which numbers are matched; they are shown as they were written. NFKC, case folded, brackets all 〔〕:
 * `冠审批许字（２０２６）123号` and `冠审批许字〔2026〕123号` are the same, and so are `jy137` and `JY137`. Usual numbers
 * are their own form, so that what was indexed by the number as written is found by it.
 */
export function comparable(number: string): string {
  if (PLAIN.test(number)) return number;
  return number.normalize('NFKC').toUpperCase().normalize('NFKC').replace(OPENING, '〔').replace(CLOSING, '〕');
}
