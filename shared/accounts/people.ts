/** Who works in an organisation, and whose the work of its sections is (art. 16). */
import type { Organisation } from '../county.ts';
import { hasOneOf, type Rights } from '../exchange/exchange.ts';

/** What is asked of an account here. */
interface Holder extends Pick<Rights, 'roles' | 'sections'> {
  readonly active: boolean;
}

/** Active accounts of people: machines stand apart. */
export function peopleOf<T extends Holder>(accounts: readonly T[]): T[] {
  return accounts.filter(({ active, roles }) => active && !roles.includes('system'));
}

/** Those to whom work can be given: whoever only manages accounts can neither claim nor answer. */
export function handlersOf<T extends Holder>(accounts: readonly T[]): T[] {
  return peopleOf(accounts).filter(({ roles }) => hasOneOf(roles, ['officer', 'section-head']));
}

/** The officers who have a section: its owners. */
export function ownersOf<T extends Holder>(accounts: readonly T[], section: string): T[] {
  return peopleOf(accounts).filter(({ roles, sections }) => hasOneOf(roles, ['officer']) && has(sections, section));
}

/** Sections without an owner: their work falls to the section-heads. */
export function ownerless(accounts: readonly Holder[], { sections }: Pick<Organisation, 'sections'>): string[] {
  return sections.map(({ code }) => code).filter((code) => ownersOf(accounts, code).length === 0);
}

/** The sections that officers have; null where one of them has all. */
export function officered(accounts: readonly Holder[]): string[] | null {
  const officers = peopleOf(accounts).filter(({ roles }) => hasOneOf(roles, ['officer']));
  const listed = officers.flatMap(({ sections }) => sections);
  return listed.includes('all') ? null : [...new Set(listed)];
}

function has(sections: Rights['sections'], section: string): boolean {
  return sections === 'all' || sections.includes(section);
}
