/** Who administers accounts, and which organisations there are for them. */
import type { Organisation } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';

export const ADMINISTRATORS = ['bureau-admin', 'org-admin'] as const;

/** An organisation's accounts exist for its own administrator and the bureau's; for others they are not there. */
export function seen(org: Organisation | undefined, actor: Actor): Organisation {
  const bureauAdmin = actor.roles.includes('bureau-admin');
  if (!org || (org.code !== actor.org && !bureauAdmin)) throw notFound('该单位');
  return org;
}
