/** What an entry in the calendar's log would move, before it is made: the running deadlines, as they are woken. */
import { holdsFrom, recount } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { County } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey } from '../exchange/item.ts';
import { idsIn, wakeLanes } from '../exchange/wakes.ts';
import { valuesAt } from '../pages.ts';

/** Records that are looked at for a preview; a county has seldom more that wait. */
const LOOKED_AT = 2_000;

export interface Preview {
  /** Running deadlines that the entry would move. */
  readonly moved: number;
  /** Running deadlines that were looked at. */
  readonly running: number;
  /** False where there are more. */
  readonly whole: boolean;
}

export async function previewOf(desk: Desk, { county, log, now }: Facts, entry: LogEntry): Promise<Preview> {
  const { ids, whole } = await waiting(desk, county);
  const records = (await valuesAt(
    desk.ports.store,
    ids.map((id) => exchangeKey(desk.jurisdiction, id)),
  )) as Exchange[];
  const after = [...log, entry];
  const then = Math.max(now, holdsFrom(entry));
  const clocks = records.flatMap(({ kind, state, clock }) => {
    const runs = desk.kinds.get(kind)?.clock?.[state] !== undefined && clock !== null && !clock.ended;
    return runs && clock.deadline > entry.at ? [clock] : [];
  });
  const moved = clocks.filter((clock) => {
    return recount(clock, after, then).clock.deadline !== recount(clock, log, then).clock.deadline;
  });
  return { moved: moved.length, running: clocks.length, whole };
}

async function waiting(desk: Desk, county: County): Promise<{ ids: string[]; whole: boolean }> {
  const ids = new Set<string>();
  for (const lane of wakeLanes([county])) {
    for await (const found of idsIn(desk, lane)) {
      for (const id of found) {
        if (ids.size >= LOOKED_AT && !ids.has(id)) return { ids: [...ids], whole: false };
        ids.add(id);
      }
    }
  }
  return { ids: [...ids], whole: true };
}
