/** Who administers accounts, and which organisations there are for them. */
import type { Account } from '../../shared/accounts/account.ts';
import type { Organisation } from '../../shared/county.ts';
import { notFound, Problem } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';

export const ADMINISTRATORS = ['bureau-admin', 'org-admin'] as const;

/** An organisation's accounts exist for its own administrator and the bureau's; for others they are not there. */
export function seen(org: Organisation | undefined, actor: Actor): Organisation {
  const bureauAdmin = actor.roles.includes('bureau-admin');
  if (!org || (org.code !== actor.org && !bureauAdmin)) throw notFound('该单位');
  return org;
}

/** Machines and the bureau's own administration are granted by the bureau's administrator alone. */
export function mayGrant(actor: Actor, input: { roles: readonly string[] }, before: Account | undefined): void {
  if (actor.roles.includes('bureau-admin')) return;
  const reserved = [...input.roles, ...(before?.roles ?? [])].some(
    (role) => role === 'system' || role === 'bureau-admin',
  );
  if (reserved) {
    throw new Problem('not-allowed', '系统账号和行政审批服务局管理员账号只能由行政审批服务局管理员设置。');
  }
}
