/**
 * Which side of a record asks, and which is waited for: who asks reminds the other (`nudge`) and gives it more time
 * (`set-due`). The sender asks, the addressee is waited for, but where a kind says otherwise (`waitedFor`).
 */
import type { Exchange, Role } from './exchange.ts';
import type { AnyKind, PersonAct } from './kind.ts';

/** Whose word is waited for; null where no organisation's is. */
export function waitedFor(kind: AnyKind, exchange: Exchange): string | null {
  return kind.waitedFor ? kind.waitedFor(exchange) : exchange.to;
}

/** By whom an act of the side that asks is done: those with one of these roles there. */
export function byAskingSide(
  kind: AnyKind,
  roles: readonly Role[],
): Pick<PersonAct<unknown, string, never>, 'by' | 'roles' | 'rolesOf'> {
  if (!kind.waitedFor) return { by: 'sender', roles };
  const asks = (exchange: Exchange): string | null => {
    const { from, to } = exchange;
    return waitedFor(kind, exchange) === from ? to : from;
  };
  return { by: 'participant', roles, rolesOf: (exchange, org) => (org === asks(exchange) ? roles : []) };
}
