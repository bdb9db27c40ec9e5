/** What has to be claimed today or on the next working day. */
import { nextWorkingDay } from '../../calendar/office-hours.ts';
import { calendarNow } from '../../calendar/table.ts';
import type { RunningClock } from '../../calendar/types.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from '../../exchange/facts.ts';
import { openPartition } from '../../exchange/item.ts';
import { settled } from '../../exchange/work.ts';
import { sortable } from '../../keys.ts';
import { pagesOf } from '../../pages.ts';
import type { IndexEntry } from '../../ports.ts';
import { addDays, type CivilDate, civilDateOf, startOfDay } from '../../time.ts';
import type { PushBody } from '../body.ts';

export type PendingPush = Exchange<PushBody> & { clock: RunningClock };

/** However many fall due: how many, and the nearest of them. */
export interface DueSoon {
  today: CivilDate;
  next: CivilDate;
  /** How many fall due by the end of today, and after that. */
  dueToday: number;
  dueNext: number;
  /** Nearest first, no more than asked for. */
  nearest: PendingPush[];
  /** Whether the deadline of any of them is provisional. */
  provisional: boolean;
}

/** On 2026-09-30, the eve of the National Day holiday: 2026-10-08. On Friday 2026-10-09: 10-10, a make-up Saturday. */
function nextAfter(facts: Facts): CivilDate {
  return nextWorkingDay(calendarNow(facts), civilDateOf(facts.now));
}

/**
 * The pending pushes of an organisation that fall due by the end of the next working day, nearest first, in pages. The
 * index of open work is sorted by deadline, so no more than these is read; each is settled before it counts.
 */
export async function* dueSoonPages(desk: Desk, facts: Facts, org: string): AsyncGenerator<PendingPush[]> {
  const next = nextAfter(facts);
  const partition = openPartition(desk.jurisdiction, org, 'push');
  const to = sortable(startOfDay(addDays(next, 1)) + 1);
  const moved = new Set<string>();
  for await (const entries of pagesOf(desk.ports.store, 'in', partition, { to })) {
    const items = await desk.ports.store.getMany(entries.map(({ key }) => key));
    const found = await Promise.all(items.map((item) => item && settled(desk, item.value as Exchange, facts)));
    yield found.flatMap((push, i) => {
      if (!isDue(push, org, next) || moved.has(push.id)) return [];
      if (isMoved(push, entries[i] as IndexEntry)) moved.add(push.id);
      return [push];
    });
  }
}

/**
 * Those of them that are `wanted`, counted; of the pushes themselves no more than `most` are kept, whatever their
 * number.
 */
export async function dueSoon(
  desk: Desk,
  facts: Facts,
  org: string,
  most: number,
  wanted: (push: PendingPush) => boolean,
): Promise<DueSoon> {
  const today = civilDateOf(facts.now);
  const soon: DueSoon = { today, next: nextAfter(facts), dueToday: 0, dueNext: 0, nearest: [], provisional: false };
  for await (const page of dueSoonPages(desk, facts, org)) {
    const mine = page.filter(wanted);
    const now = mine.filter(({ clock }) => clock.by <= today).length;
    soon.dueToday += now;
    soon.dueNext += mine.length - now;
    soon.provisional ||= mine.some(({ clock }) => clock.provisional);
    soon.nearest = [...soon.nearest, ...mine].sort((a, b) => a.clock.deadline - b.clock.deadline).slice(0, most);
  }
  return soon;
}

/** Settling has moved it to a later place in the index, where it may be met once more. */
function isMoved({ clock }: PendingPush, { sort }: IndexEntry): boolean {
  return sort < sortable(clock.deadline);
}

function isDue(exchange: Exchange | undefined, org: string, last: CivilDate): exchange is PendingPush {
  return exchange?.state === 'pending' && exchange.to === org && exchange.clock !== null && exchange.clock.by <= last;
}
