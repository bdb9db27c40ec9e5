/** What else waits for an organisation and falls due by the end of the next working day: records of all other kinds. */

import { nextWorkingDay } from '../../calendar/office-hours.ts';
import { calendarNow } from '../../calendar/table.ts';
import type { RunningClock } from '../../calendar/types.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Facts } from '../../exchange/facts.ts';
import { isWaitingFor, waitingPartition } from '../../exchange/item.ts';
import type { AnyKind } from '../../exchange/kind.ts';
import { waitingKeyOf } from '../../exchange/participants.ts';
import { kindNamed } from '../../exchange/run.ts';
import { settled } from '../../exchange/work.ts';
import { sortable } from '../../keys.ts';
import { lastMoment, nameOf, recordPath } from '../../mail/words.ts';
import { pagesOf } from '../../pages.ts';
import { addDays, civilDateOf, startOfDay } from '../../time.ts';

/** A record with a running clock, and its kind. */
export interface OtherWork {
  exchange: Exchange & { clock: RunningClock };
  kind: AnyKind;
}

/** More of it is counted in the inbox: a digest is read, not worked through. */
const MOST = 200;

/** Nearest deadline first; each is settled, and asked again whom it waits for. */
export async function otherWork(desk: Desk, facts: Facts, org: string): Promise<OtherWork[]> {
  const found: OtherWork[] = [];
  const last = nextWorkingDay(calendarNow(facts), civilDateOf(facts.now));
  const bounds = { from: sortable(facts.now), to: sortable(startOfDay(addDays(last, 1)) + 1) };
  for await (const page of pagesOf(desk.ports.store, 'open', waitingPartition(desk.jurisdiction, org), bounds)) {
    for (const item of await desk.ports.store.getMany(page.map(({ key }) => waitingKeyOf(key)))) {
      if (!item) continue;
      const exchange = await settled(desk, item.value as Exchange, facts);
      const kind = kindNamed(desk.kinds, exchange.kind);
      if (isDue(exchange, last) && isWaitingFor(kind, exchange, org)) found.push({ exchange, kind });
    }
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
}

/** `函件，冠县行政审批服务局，期限 2026-10-10（星期六）24:00`: without what anybody typed, since mail leaves the platform. */
export function lineOfOther({ exchange, kind }: OtherWork, facts: Facts): { text: string; path: string } {
  const text = `${kind.label}，${nameOf(facts, exchange.from)}，期限 ${lastMoment(exchange.clock)}`;
  return { text, path: recordPath(kind.path, exchange.id) };
}

function isDue(exchange: Exchange, last: string): exchange is OtherWork['exchange'] {
  const { clock } = exchange;
  return clock !== null && !clock.ended && clock.by <= last;
}
