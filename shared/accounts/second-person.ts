/**
 * What one administrator may not do alone (本系统约定): whoever could make himself the government office or discipline
 * inspection, or take their place, would decide about himself. Such a change waits until somebody else confirms it.
 */
import type { Organisation, OrganisationType } from '../county.ts';
import type { Role } from '../exchange/exchange.ts';
import type { Account } from './account.ts';
import type { Decider, Reason } from './change-words.ts';
import type { AccountInput, OrganisationInput } from './input.ts';

const OFFICES: readonly Role[] = ['government-office', 'discipline'];
/** Whose identity another organisation's administrator does not change alone. */
const GUARDED: readonly Role[] = ['section-head', 'org-admin', 'government-office', 'discipline'];
/** Those to whom others answer: neither who acts for them nor their mail is turned elsewhere by one of these. */
export const WATCHING: readonly OrganisationType[] = ['government-office', 'discipline'];
const TYPES: readonly OrganisationType[] = ['approval-bureau', 'government-office', 'discipline'];

/**
 * Empty where `actorOrg` may put the account alone. `lately`: the roles that the account had during the last days, so
 * that nobody takes a role away, binds another identity, and gives the role back.
 */
export function accountReasons(
  org: Organisation,
  actorOrg: string,
  before: Account | undefined,
  after: AccountInput,
  lately: readonly Role[] = [],
): Reason[] {
  const own = actorOrg === org.code;
  // An organisation closes the access of its own people at once, whatever they are.
  const closes = own && !after.active && OFFICES.every((role) => has(before, role) === has(after, role));
  const moves = OFFICES.some((role) => gains(role, before, after) || gains(role, after, before)) && !closes;
  // Those of the office also by its own administrator: another organisation's may have made that one.
  const held = { roles: [...(before?.roles ?? []), ...lately] };
  const guarded = before !== undefined && (own ? OFFICES : GUARDED).some((role) => has(held, role));
  const reasons = [
    ...(moves ? (['role'] as const) : []),
    ...(guarded && isRebound(before, after) ? (['identity'] as const) : []),
  ];
  return reasons.length === 0 && !own && letsIn(org, before, after) ? ['watching'] : reasons;
}

/** True where somebody else than before can sign in, whoever may have done so before. */
export function isRebound(before: AccountInput | undefined, after: AccountInput): boolean {
  return before?.issuer !== after.issuer || before.subject !== after.subject;
}

/** True where somebody acts for the office or for discipline inspection by it who could not before, or not so. */
function letsIn({ type }: Organisation, before: Account | undefined, after: AccountInput): boolean {
  if (!WATCHING.includes(type) || !canSignIn(after)) return false;
  return !before?.active || isRebound(before, after) || after.roles.some((role) => !has(before, role));
}

/** Machines sign in by a secret of their own. */
function canSignIn({ active, subject, roles }: AccountInput): boolean {
  return active && (subject !== null || roles.includes('system'));
}

/** Empty where the organisation may be put alone; a new one has no accounts that could gain anything by its type. */
export function organisationReasons(before: Organisation | undefined, after: OrganisationInput): Reason[] {
  if (!before) return [];
  const retyped = before.type !== after.type && (TYPES.includes(before.type) || TYPES.includes(after.type));
  const turned = WATCHING.includes(before.type) && calledAt(before) !== calledAt(after);
  return [...(retyped ? (['type'] as const) : []), ...(turned ? (['mail'] as const) : [])];
}

/** Its name and all of its mailboxes, in one text. */
function calledAt({ name, mail, sections }: OrganisationInput): string {
  const boxes = sections.flatMap((section) => (section.mail ? [[section.code, section.mail]] : []));
  return JSON.stringify([name, mail ?? null, boxes.sort()]);
}

export function deciderFor({ type }: Organisation): Decider {
  return type === 'discipline' ? 'discipline' : 'government-office';
}

/** True where one has the role that the other has not, or can use it where the other cannot. */
function gains(role: Role, before: AccountInput | undefined, after: AccountInput | undefined): boolean {
  return has(after, role) && !(has(before, role) && (before?.active === true || after?.active !== true));
}

function has(account: Pick<AccountInput, 'roles'> | undefined, role: Role): boolean {
  return account?.roles.includes(role) === true;
}
