/** Query parameters that several routes take. */
import * as z from 'zod';
import { instant } from '../../shared/fields.ts';

/** A `+` that was not percent-encoded arrives as a blank: `2026-09-28T09:00:00 08:00` is meant with `+08:00`. */
export const instantInQuery = () =>
  z.preprocess((value) => (typeof value === 'string' ? value.replace(' ', '+') : value), instant());

/** Refuses days from and to that are the wrong way round: nothing lies between them, and nobody means that. */
export function daysInOrder(...pairs: readonly (readonly [from: string, to: string])[]) {
  return (asked: Readonly<Record<string, unknown>>, { addIssue }: z.core.$RefinementCtx): void => {
    for (const [from, to] of pairs) {
      const [first, last] = [asked[from], asked[to]];
      if (typeof first === 'string' && typeof last === 'string' && last < first)
        addIssue({ code: 'custom', path: [to], message: `早于起日 ${first}` });
    }
  };
}
