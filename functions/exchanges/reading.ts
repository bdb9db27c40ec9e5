/** Who reads records of a kind, and whose. */
import { notAllowed } from '../../shared/errors.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { type AnyKind, personActs } from '../../shared/exchange/kind.ts';
import { listedOrg, mayRead } from '../http/permission.ts';

/** Whose records a machine reads that has no right to read besides: those that its organisation got, or sent. */
export type Boxes = readonly ('in' | 'out')[];

/**
 * Throws 403 unless the account reads records of this kind. Null where it reads all that its organisation may; else it
 * is a machine that reads what its scope works on: `pushes:claim` what was received, `letters:write` what was sent as
 * well.
 */
export function boxesOf(actor: Actor, kind: AnyKind): Boxes | null {
  const { scopes } = actor;
  if (scopes === null || scopes.includes('pushes:read')) {
    mayRead(actor);
    return null;
  }
  const received = addresseeScopes(kind).some(isIn(scopes)) ? (['in'] as const) : [];
  const sent = kind.opening?.scope !== undefined && scopes.includes(kind.opening.scope) ? (['out'] as const) : [];
  const boxes = [...received, ...sent];
  if (boxes.length === 0) mayRead(actor);
  return boxes;
}

/** Whose list of a kind it is. Throws 403 where that is not the account's to read. */
export function listedOf(actor: Actor, kind: AnyKind, query: { box: string; org: string | null }): string {
  const boxes = boxesOf(actor, kind);
  if (boxes === null) return listedOrg(actor, query.org);
  if (!boxes.some((box) => box === query.box) || (query.org !== null && query.org !== actor.org)) throw notAllowed();
  return actor.org;
}

function addresseeScopes(kind: AnyKind): string[] {
  return personActs(kind).flatMap(([, { by, scope }]) => (by === 'addressee' && scope !== undefined ? [scope] : []));
}

function isIn(scopes: readonly string[]): (scope: string) => boolean {
  return (scope) => scopes.includes(scope);
}
