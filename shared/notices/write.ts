/** Writing notices: always on the condition that nobody was faster. */
import type { Desk } from '../exchange/shell.ts';
import type { Item, Put } from '../ports.ts';
import { type Notice, noticeItem } from './notice.ts';

/** Writes a notice unless it is there already. */
export async function writeNew(desk: Desk, notice: Notice): Promise<void> {
  const item = noticeItem(notice);
  if (await desk.ports.store.get(item.key)) return;
  await write(desk, { item, expected: null });
}

/** Timers first, then the notices. False where somebody was faster. */
export async function write(desk: Desk, ...puts: Put[]): Promise<boolean> {
  for (const { item } of puts) await arm(desk, item);
  return (await desk.ports.store.commit(puts)).committed;
}

/** Without a timer the sweep finds it. */
async function arm(desk: Desk, { key, places }: Item): Promise<void> {
  if (!places.wake) return;
  try {
    await desk.ports.timers.set(key, Number(places.wake.sort));
  } catch (error) {
    desk.ports.log.error('timer-unarmed', { key }, error);
  }
}
