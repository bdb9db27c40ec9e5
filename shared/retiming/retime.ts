/**
 * What follows an entry in the calendar's log. Deadlines are right at once, since whoever reads a record counts it with
 * the log as it is; this only hurries, sets new timers and says how many moved.
 */
import type { LogEntry } from '../calendar/types.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Desk, load } from '../exchange/shell.ts';
import { splitKey, WAKE_SHARDS } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import { openSpared } from './spared.ts';

export interface Retimed {
  /** Pending records whose deadline this entry moved, and those that it left. */
  retimed: number;
  unchanged: number;
  /** Ids of deemed claims that it would have spared. */
  spared: string[];
}

/** `log` is the log up to and with the entry in question. */
export async function retime(desk: Desk, log: readonly LogEntry[]): Promise<Retimed> {
  const version = log.length;
  let retimed = 0;
  let unchanged = 0;
  for await (const exchange of waiting(desk)) {
    if (movedBy(exchange, version)) retimed += 1;
    else unchanged += 1;
  }
  const facts = await desk.facts();
  const spared = await openSpared(desk, facts, firstDay(log[version - 1] as LogEntry, facts.now), facts.log);
  return { retimed, unchanged, spared };
}

/** Every exchange of this jurisdiction whose clock runs, settled. */
async function* waiting(desk: Desk): AsyncGenerator<Exchange> {
  for (let shard = 0; shard < WAKE_SHARDS; shard++) {
    for (const id of await waitingIn(desk, String(shard))) {
      const exchange = await load(desk, id);
      const runs = exchange && desk.kinds.get(exchange.kind)?.clock?.[exchange.state];
      if (runs && exchange.clock) yield exchange;
    }
  }
}

/** Ids first, then the records: retiming moves them within the index while we walk through it. */
async function waitingIn(desk: Desk, shard: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const entries of pagesOf(desk.ports.store, 'wake', shard)) {
    for (const { key } of entries) {
      const { jurisdiction, family, id } = splitKey(key);
      if (family === 'exchange' && jurisdiction === desk.jurisdiction) ids.push(id);
    }
  }
  return ids;
}

function movedBy(exchange: Exchange, version: number): boolean {
  return exchange.history.some(
    (entry) => entry.act === 'retimed' && (entry.detail as { version: number } | null)?.version === version,
  );
}

/** The first day that an entry says something about: deemed claims before it are none of its business. */
function firstDay(entry: LogEntry, now: number): CivilDate {
  if (entry.type !== 'notice') return entry.from;
  const days = [civilDateOf(now), ...entry.days.map((day) => day.date)];
  return days.sort()[0] as CivilDate;
}
