/** Writes mails: always on the condition that nobody was faster. */

import { arm, type Desk } from '../exchange/desk.ts';
import type { Put } from '../ports.ts';
import { type Outgoing, outgoingItem } from './outgoing.ts';

/** Writes a mail unless it is there already. */
export async function writeNew(desk: Desk, outgoing: Outgoing): Promise<void> {
  const item = outgoingItem(outgoing);
  if (await desk.ports.store.get(item.key)) return;
  await write(desk, { item, expected: null });
}

/** Timers first, then the mails. False where somebody was faster. */
export async function write(desk: Desk, ...puts: Put[]): Promise<boolean> {
  for (const { item } of puts) await arm(desk, item);
  return (await desk.ports.store.commit(puts)).committed;
}
