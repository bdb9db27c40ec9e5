/** What has to be claimed today or on the next working day. */
import { nextWorkingDay } from '../calendar/office-hours.ts';
import type { RunningClock } from '../calendar/types.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { openPartition } from '../exchange/item.ts';
import type { Facts } from '../exchange/kind.ts';
import { type Desk, settled } from '../exchange/shell.ts';
import { sortable } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import type { PushBody } from '../pushes/body.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../time.ts';
import { calendarNow } from './notice.ts';

export type PendingPush = Exchange<PushBody> & { clock: RunningClock };

export interface DueSoon {
  today: CivilDate;
  /** On 2026-09-30, the eve of the National Day holiday: 2026-10-08. On Friday 2026-10-09: 10-10, a make-up Saturday. */
  next: CivilDate;
  /** Nearest first. */
  pushes: PendingPush[];
}

/**
 * The pending pushes of an organisation that fall due by the end of the next working day. The index of open work is
 * sorted by deadline, so no more than these is read; each is settled before it counts.
 */
export async function dueSoon(desk: Desk, facts: Facts, org: string): Promise<DueSoon> {
  const today = civilDateOf(facts.now);
  const next = nextWorkingDay(calendarNow(facts), today);
  const partition = openPartition(desk.jurisdiction, org, 'push');
  const to = sortable(startOfDay(addDays(next, 1)) + 1);
  const pushes: PendingPush[] = [];
  for await (const entries of pagesOf(desk.ports.store, 'in', partition, { to })) {
    const items = await desk.ports.store.getMany(entries.map(({ key }) => key));
    const found = await Promise.all(items.map((item) => item && settled(desk, item.value as Exchange, facts)));
    pushes.push(...found.filter((exchange) => isDue(exchange, org, next)));
  }
  return { today, next, pushes: pushes.sort((a, b) => a.clock.deadline - b.clock.deadline) };
}

function isDue(exchange: Exchange | undefined, org: string, last: CivilDate): exchange is PendingPush {
  return exchange?.state === 'pending' && exchange.to === org && exchange.clock !== null && exchange.clock.by <= last;
}
