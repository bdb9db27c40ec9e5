/**
 * The capacities in which an account acts: its own, and that of everybody for whom it is the deputy today (AB 角, art.
 * 16). An act is judged in each by itself: what two accounts may do together is more than what either may.
 */
import type { Actor, Rights } from './exchange.ts';

/** The actor in one capacity; `standsFor` is the account for which it then acts. */
export interface Capacity {
  readonly actor: Actor;
  readonly standsFor?: string;
}

/** All capacities, the own one first. */
export function capacitiesOf(actor: Actor): readonly Capacity[] {
  if (!actor.deputy) return [{ actor }];
  const { deputy, roles: _roles, sections: _sections, officered: _officered, ...person } = actor;
  return [
    { actor: { ...person, ...deputy.own } },
    ...deputy.for.map(({ account, ...rights }) => ({ actor: { ...person, ...rights }, standsFor: account })),
  ];
}

/** True where work of that section is this account's to do. */
export function coversSection({ sections, officered }: Rights, section: string): boolean {
  if (sections === 'all' || sections.includes(section)) return true;
  return officered !== undefined && !officered.includes(section);
}
