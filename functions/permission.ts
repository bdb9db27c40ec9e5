/** What an account may do where no single record decides it. */
import { Problem } from '../shared/errors.ts';
import type { Actor, Role } from '../shared/exchange/exchange.ts';

/** Officers send pushes, and machines with the scope to. */
export function mayPush(actor: Actor): void {
  mustBe(actor, ['officer', 'section-head'], 'pushes:write');
}

/** Throws 403 unless the actor has one of the roles, or, being a machine, the scope. */
export function mustBe(actor: Actor, roles: readonly Role[], scope?: string): void {
  const allowed =
    actor.scopes === null
      ? roles.some((role) => actor.roles.includes(role))
      : scope !== undefined && actor.scopes.includes(scope);
  if (!allowed) {
    throw new Problem(
      'not-allowed',
      '您的账号没有进行此操作的权限。请联系本单位管理员调整权限，或由有权限的同事办理。',
    );
  }
}
