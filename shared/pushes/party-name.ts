/**
 * Names of parties as they are searched: compared without width, case, blanks and the form of brackets, and found by
 * any two characters that stand together in them.
 */
import { comparable } from '../identifier.ts';
import { sha256 } from '../keys.ts';

/** Legal forms stand in every second name: their pairs would find everything, and cost most of the writes. */
const FORMS = ['有限责任公司', '股份有限公司', '个体工商户', '合作社', '经营部'];
const COMMON = new Set(FORMS.flatMap((form) => allPairs(form)));

/** The form in which names are compared. */
export function plainName(name: string): string {
  return comparable(name).replace(/\s/gu, '');
}

/** What stands for a name in keys. */
export function nameHash(plain: string): string {
  return sha256(plain).slice(0, 32);
}

/** What stands for a party that has no credit code, in indexes. */
export function nameKey(name: string): string {
  return `~${nameHash(plainName(name))}`;
}

/** The pairs of characters by which a name is found, each once; none of those that nearly every name has. */
export function pairsOf(plain: string): string[] {
  return [...new Set(allPairs(plain))].filter((pair) => !COMMON.has(pair));
}

function allPairs(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}
