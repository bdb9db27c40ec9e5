/** What an entry in the calendar's log would move, before it is made: the running deadlines by the wake index. */
import { holdsFrom, recount } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey } from '../exchange/item.ts';
import { splitKey, WAKE_SHARDS } from '../keys.ts';
import { pagesOf, valuesAt } from '../pages.ts';

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

export async function previewOf(desk: Desk, { log, now }: Facts, entry: LogEntry): Promise<Preview> {
  const { ids, whole } = await waiting(desk);
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

async function waiting({ ports, jurisdiction }: Desk): Promise<{ ids: string[]; whole: boolean }> {
  const ids: string[] = [];
  for (let shard = 0; shard < WAKE_SHARDS; shard += 1) {
    for await (const entries of pagesOf(ports.store, 'wake', String(shard))) {
      for (const { key } of entries) {
        const found = splitKey(key);
        if (found.family !== 'exchange' || found.jurisdiction !== jurisdiction) continue;
        if (ids.length >= LOOKED_AT) return { ids, whole: false };
        ids.push(found.id);
      }
    }
  }
  return { ids, whole: true };
}
