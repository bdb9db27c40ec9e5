/** Which names of accounts an administrator may give. */
import { OPERATOR } from '../../shared/audit/operations.ts';
import type { County } from '../../shared/county.ts';
import type { FieldError } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';

/**
 * A name is given once in a county: no organisation's administrator takes names that begin with another's code, and
 * nobody that by which entries of the audit name whoever runs the platform.
 */
export function nameErrors({ org, roles }: Actor, account: string, { organisations }: County): FieldError[] {
  if (account === OPERATOR) return [{ pointer: '/account', detail: `${OPERATOR} 由平台保留，请换一个账号名称` }];
  const [prefix = ''] = account.split('.');
  const owner = organisations.find(({ code }) => code.toLowerCase() === prefix);
  if (!owner || owner.code === org || !account.includes('.') || roles.includes('bureau-admin')) return [];
  return [{ pointer: '/account', detail: `以 ${prefix}. 开头的账号名称留给${owner.name}，请换一个账号名称` }];
}
