/**
 * What one administrator may not do alone (本系统约定): whoever could make himself the government office or discipline
 * inspection, or take their place, would decide about himself. Such a change waits until somebody else confirms it.
 */
import type { Organisation, OrganisationType } from '../county.ts';
import type { Role } from '../exchange/exchange.ts';
import type { Account } from './account.ts';
import type { AccountInput, OrganisationInput } from './input.ts';

/** Why a change needs a second person. */
export const REASONS = {
  role: '授予或收回县政府办公室、纪检监察角色',
  identity: '更改重要账号的登录身份',
  succession: '由其他单位承接其未办结的事项和监管台账',
  type: '单位类型涉及审批局、县政府办公室或纪检监察机关',
  mail: '更改县政府办公室、纪检监察机关的名称或者接收通知的邮箱',
} as const;
export type Reason = keyof typeof REASONS;

/** Who may confirm: an account of the government office, for discipline's own one of discipline. */
export const DECIDERS = { 'government-office': '县政府办公室人员', discipline: '纪检监察人员' } as const;
export type Decider = keyof typeof DECIDERS;

const OFFICES: readonly Role[] = ['government-office', 'discipline'];
/** Whose identity another organisation's administrator does not change alone. */
const GUARDED: readonly Role[] = ['section-head', 'org-admin', 'government-office', 'discipline'];
/** Whose mail is of what others have to answer for: it is not turned elsewhere by one of these. */
const WATCHING: readonly OrganisationType[] = ['government-office', 'discipline'];
const TYPES: readonly OrganisationType[] = ['approval-bureau', 'government-office', 'discipline'];

/** Empty where `actorOrg` may put the account alone. */
export function accountReasons(
  org: Organisation,
  actorOrg: string,
  before: Account | undefined,
  after: AccountInput,
): Reason[] {
  const own = actorOrg === org.code;
  // An organisation closes the access of its own people at once, whatever they are.
  const closes = own && !after.active && OFFICES.every((role) => !before?.roles.includes(role) || has(after, role));
  const moves = OFFICES.some((role) => holds(before, role) !== holds(after, role)) && !closes;
  // Those of the office also by its own administrator: another organisation's may have made that one.
  const guarded = before !== undefined && (own ? OFFICES : GUARDED).some((role) => has(before, role));
  const rebound = before?.issuer !== after.issuer || before.subject !== after.subject;
  return [...(moves ? (['role'] as const) : []), ...(guarded && rebound ? (['identity'] as const) : [])];
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

function has({ roles }: Pick<AccountInput, 'roles'>, role: Role): boolean {
  return roles.includes(role);
}

/** True where the role can be used: the account is there and active. */
function holds(account: AccountInput | undefined, role: Role): boolean {
  return account?.active === true && has(account, role);
}
