/** Who reads records of a kind, and whose. */
import type { Actor } from '../../shared/exchange/exchange.ts';
import { type AnyKind, personActs } from '../../shared/exchange/kind.ts';
import { listedOrg, mayRead, notAllowed } from '../http/permission.ts';

/**
 * Throws 403 unless the account reads records of this kind. True where it is a machine that reads only what its
 * organisation received: it may do what the addressee does (such as `pushes:claim`) and has no right to read besides.
 */
export function readsReceivedAlone(actor: Actor, kind: AnyKind): boolean {
  const { scopes } = actor;
  const does = scopes !== null && !scopes.includes('pushes:read') && addresseeScopes(kind).some(isIn(scopes));
  if (!does) mayRead(actor);
  return does;
}

/** Whose list of a kind it is. Throws 403 where that is not the account's to read. */
export function listedOf(actor: Actor, kind: AnyKind, query: { box: string; org: string | null }): string {
  if (!readsReceivedAlone(actor, kind)) return listedOrg(actor, query.org);
  if (query.box !== 'in' || (query.org !== null && query.org !== actor.org)) throw notAllowed();
  return actor.org;
}

function addresseeScopes(kind: AnyKind): string[] {
  return personActs(kind).flatMap(([, { by, scope }]) => (by === 'addressee' && scope !== undefined ? [scope] : []));
}

function isIn(scopes: readonly string[]): (scope: string) => boolean {
  return (scope) => scopes.includes(scope);
}
