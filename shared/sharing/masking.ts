/** Personal data as those see it who look another organisation's records up: masked. Pure. */
import { maskIdentityNumbers } from '../identity-number.ts';
import type { Party } from '../party.ts';

/** A company's name is public; of a person's the first sign is left. */
export function maskedParty(party: Party | null): Party | null {
  if (party === null || party.type !== 'natural-person')
    return party && { ...party, name: maskIdentityNumbers(party.name) };
  return { ...party, name: maskedName(party.name) };
}

function maskedName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, Math.min(rest.length, 10)));
}

const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g;

/** Masks texts about a party: identity numbers and numbers of mobile phones in them, and a person's name. */
export function maskedTexts(party: Party | null) {
  const name = party?.type === 'natural-person' ? party.name : null;
  function masked(text: string): string;
  function masked(text: string | null): string | null;
  function masked(text: string | null): string | null {
    if (text === null) return null;
    const numbers = maskIdentityNumbers(text).replace(MOBILE, '$1****$2');
    return name === null ? numbers : numbers.replaceAll(name, maskedName(name));
  }
  return masked;
}
