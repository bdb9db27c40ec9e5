/** The first stage of a job: whatever waits for the end of a clock, by the wake index. */
import { holdsFrom } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { splitKey, WAKE_SHARDS } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import { DEEMED, type Progress } from './job.ts';
import { LOOK, type Looked, lookAt } from './look.ts';

type Place = Extract<Progress, { stage: 'pending' }>;

/** What a look found, and where the next one begins; null where there is nothing more. */
export interface Found extends Omit<Looked, 'exchanges'> {
  progress: Progress | null;
  retimed: number;
  unchanged: number;
}

export class Pending {
  readonly #desk: Desk;
  #gathered: { shard: number; ids: string[] } | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Looks at the next records from `place` on. */
  async look(place: Place, facts: Facts, log: readonly LogEntry[]): Promise<Found> {
    const { ids, progress } = await this.#next(place);
    const { exchanges, ...looked } = await lookAt(this.#desk, ids, facts, log);
    const retimed = exchanges.filter((exchange) => movedBy(exchange, log.length));
    const unchanged = exchanges.filter((exchange) => !retimed.includes(exchange) && this.#waited(exchange, facts, log));
    return { ...looked, progress, retimed: retimed.length, unchanged: unchanged.length };
  }

  async #next(place: Place): Promise<{ ids: string[]; progress: Progress }> {
    let { shard, after } = place;
    const ids: string[] = [];
    while (shard < WAKE_SHARDS && ids.length < LOOK) {
      const rest = (await this.#waitingIn(shard)).filter((id) => after === null || id > after);
      const taken = rest.slice(0, LOOK - ids.length);
      ids.push(...taken);
      if (taken.length < rest.length)
        return { ids, progress: { stage: 'pending', shard, after: taken.at(-1) ?? after } };
      shard += 1;
      after = null;
    }
    return { ids, progress: shard < WAKE_SHARDS ? { stage: 'pending', shard, after: null } : DEEMED };
  }

  /**
   * By id, not as they lie in the index: retiming moves them there, and a job gone on with must not count them twice.
   */
  async #waitingIn(shard: number): Promise<string[]> {
    if (this.#gathered?.shard === shard) return this.#gathered.ids;
    const ids: string[] = [];
    for await (const entries of pagesOf(this.#desk.ports.store, 'wake', String(shard))) {
      for (const { key } of entries) {
        const { jurisdiction, family, id } = splitKey(key);
        if (family === 'exchange' && jurisdiction === this.#desk.jurisdiction) ids.push(id);
      }
    }
    this.#gathered = { shard, ids: ids.sort() };
    return ids;
  }

  /** Its clock runs, and did so when the entry was made, or when its rule came to hold. */
  #waited({ kind, state, clock, createdAt }: Exchange, { now }: Facts, log: readonly LogEntry[]): boolean {
    const runs = this.#desk.kinds.get(kind)?.clock?.[state] !== undefined && clock !== null && !clock.ended;
    const entry = log.at(-1) as LogEntry;
    const held = holdsFrom(entry);
    return runs && createdAt <= (held <= now ? held : entry.at);
  }
}

function movedBy(exchange: Exchange, version: number): boolean {
  return exchange.history.some(
    (entry) => entry.act === 'retimed' && (entry.detail as { version: number } | null)?.version === version,
  );
}
