/** Who handles a record inside its addressee (art. 16): an account, or in older records a text. */
import type { Actor, Exchange } from './exchange.ts';

/** Nobody handles it: the account is absent while unset (docs/decisions/0019). */
export const NOBODY = { handler: null, handlerAccount: undefined } as const;

/** True where the record is in this account's hands, or in those of whom it stands in for. */
export function handles({ account, name, deputy }: Actor, { handler, handlerAccount }: Exchange): boolean {
  // Older records name their handler as they liked: by account, or by name.
  if (handlerAccount === undefined) return handler !== null && (handler === account || handler === name);
  return handlerAccount === account || deputy?.for.some((one) => one.account === handlerAccount) === true;
}
