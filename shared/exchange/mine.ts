/** Whether what waits for an organisation is this account's to do, or that of its colleagues. */
import { coversSection } from './capacity.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';
import { actsOpenTo } from './refusal.ts';

/** Acts that do not do what is waited for: they remind, give more time, or hand it to a colleague. */
const AROUND: ReadonlySet<string> = new Set(['nudge', 'set-due', 'assign']);

/**
 * True where the account, or one for whom it is the deputy today, has an act at hand that does something about the
 * record, and the record lies in one of its sections or in none.
 */
export function isMine(kind: AnyKind, exchange: Exchange, actor: Actor): boolean {
  const { to, section } = exchange;
  if (section !== null && to === actor.org && !coversSection(actor, section)) return false;
  return actsOpenTo(kind, exchange, actor, null).some((name) => !AROUND.has(name) && !kind.acts[name]?.blanks);
}
