/** Personal data as those see it who look another organisation's records up: masked. Pure. */
import { maskIdentityNumbers } from '../identity-number.ts';
import type { Party } from '../party.ts';

/** A company's name is public; of a person's the first sign is left. */
export function maskedParty(party: Party | null): Party | null {
  if (party === null || party.type !== 'natural-person')
    return party && { ...party, name: maskIdentityNumbers(party.name) };
  const [first = '', ...rest] = [...party.name];
  return { ...party, name: first + '*'.repeat(Math.max(1, Math.min(rest.length, 10))) };
}

const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

/** Text that people wrote: identity numbers and numbers of mobile phones in it. */
export function maskedText(text: string): string;
export function maskedText(text: string | null): string | null;
export function maskedText(text: string | null): string | null {
  return text === null ? null : maskIdentityNumbers(text).replace(MOBILE, '$1****$2');
}
