/** What whoever runs the platform does to a county's data beside it (`npm run admin`): a chain of its own. */
import type { Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { ActName } from './acts.ts';
import { logged } from './chain.ts';

/** Accounts cannot be called so. */
export const OPERATOR = 'operator';

/** Writes the entry of a command. `detail` says what it was told, nothing secret. */
export async function operated(
  store: Store,
  jurisdiction: string,
  act: ActName,
  detail: Readonly<Record<string, string | number | boolean | null>>,
  at: Instant,
): Promise<void> {
  await logged(store, jurisdiction, { at, by: OPERATOR, act, thing: 'operations', detail, room: 'administration' });
}
