import type { Confirmation } from '../../shared/accounts/account.ts';
import { formatInstant } from '../../shared/time.ts';

/** A confirmation as answered. */
export function presentConfirmation({ at, ...confirmation }: Confirmation): Record<string, unknown> {
  return { ...confirmation, at: formatInstant(at) };
}
