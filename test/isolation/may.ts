/** Who may do an act, told from its declaration and the record alone. */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyPersonAct } from '../../shared/exchange/kind.ts';
import type { Person } from './records.ts';

/** Roles that act as officers in what is their own organisation's. */
const OFFICES = ['government-office', 'discipline'];

/** By declaration: on its side, with one of its roles or its scope, and in its section. */
export function may(act: AnyPersonAct, record: Exchange, { org, role, sectionless }: Person): boolean {
  const sides = {
    sender: [record.from],
    addressee: [record.to],
    participant: [record.from, record.to, ...record.participants],
  };
  const side = sides[act.by as keyof typeof sides].includes(org);
  const roles = act.rolesOf?.(record, org) ?? act.roles ?? ['officer', 'section-head'];
  const named = (roles as readonly string[]).includes(role) || (roles.includes('officer') && OFFICES.includes(role));
  const right = role === 'machine' ? act.scope !== undefined : named;
  if ((act.alsoBy as readonly string[] | undefined)?.includes(role)) return true;
  return side && right && !(act.inSection && sectionless && record.section !== null);
}
