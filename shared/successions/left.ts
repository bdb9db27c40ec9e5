/** What an organisation still has: it cannot be put out of use before that has gone elsewhere or come to its end. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { isOpen, isWaitingFor } from '../exchange/item.ts';
import { kindNamed } from '../exchange/run.ts';
import { load } from '../exchange/work.ts';
import type { IndexEntry } from '../ports.ts';
import { lanesOf, pageOf } from './lanes.ts';

/** True where something is open that it sent or has to act on. Records are settled before they count. */
export async function hasOpenWork(desk: Desk, org: string): Promise<boolean> {
  const facts = await desk.facts();
  const isWork = (exchange: Exchange | undefined): boolean => {
    if (!exchange) return false;
    const kind = kindNamed(desk.kinds, exchange.kind);
    const own = exchange.from === org || exchange.to === org;
    return (own && isOpen(kind, exchange)) || isWaitingFor(kind, exchange, org);
  };
  for (const lane of lanesOf(desk, facts, org)) {
    if (lane.index === 'register') continue;
    for (let after: IndexEntry | null = null; ; ) {
      const page = await pageOf(desk, lane, after);
      // What has come to its end does not open by itself: only what looks open is settled.
      for (const { id } of page.records.filter(isWork)) if (isWork(await load(desk, id, facts))) return true;
      if (page.last === null) break;
      after = page.last;
    }
  }
  return false;
}
