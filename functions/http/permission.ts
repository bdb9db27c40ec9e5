/** What an account may do where no single record decides it. */
import { notAllowed, Problem } from '../../shared/errors.ts';
import { type Actor, isOneOf, type Role } from '../../shared/exchange/exchange.ts';
import type { PushKind } from '../../shared/pushes/fields.ts';

/** Officers send pushes, and machines with the scope to; documents (art. 20) also the offices that have no officers. */
export function mayPush(actor: Actor, kind: PushKind): void {
  const offices: readonly Role[] = kind === 'document' ? ['government-office', 'discipline'] : [];
  mustBe(actor, ['officer', 'section-head', ...offices], 'pushes:write');
}

/** Every person with an account reads what its organisation may see; a machine needs the scope. */
export function mayRead(actor: Actor): void {
  const people = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline'] as const;
  mustBe(actor, people, 'pushes:read');
}

/** Whose list it is: one's own organisation's; the government office, which sees all, may ask for any. */
export function listedOrg(actor: Actor, asked: string | null): string {
  mayRead(actor);
  if (asked === null || asked === actor.org) return actor.org;
  if (actor.roles.includes('government-office')) return asked;
  throw new Problem('not-allowed', '只有县政府办公室可以查看其他单位的列表。请去掉 org 参数，查看本单位的列表。');
}

/** Throws 403 unless the actor has one of the roles, or, being a machine, the scope. */
export function mustBe(actor: Actor, roles: readonly Role[], scope?: string): void {
  if (!isOneOf(actor, roles, scope)) throw notAllowed();
}
