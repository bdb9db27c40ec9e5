/** The first stage of a job: whatever waits for the end of a clock, by the wake index and by open work. */
import { holdsFrom } from '../calendar/recount.ts';
import type { LogEntry } from '../calendar/types.ts';
import type { County } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { isWokenIn } from '../exchange/item.ts';
import { kindNamed } from '../exchange/run.ts';
import { idsIn, openLanes, WAKE_LANES, type WakeLane } from '../exchange/wakes.ts';
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
  #gathered: { partition: string; ids: string[] } | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Looks at the next records from `place` on. */
  async look(place: Place, facts: Facts, log: readonly LogEntry[]): Promise<Found> {
    const { ids, isOpen, progress } = await this.#next(place, facts);
    const { exchanges, ...looked } = await lookAt(this.#desk, ids, facts, log);
    // What owes a mail as well lies in the wake index, too: it counts where its clock's end is found.
    const counted = isOpen ? exchanges : exchanges.filter((exchange) => !this.#isMetAgain(exchange));
    const retimed = counted.filter((exchange) => movedBy(exchange, log.length));
    const unchanged = counted.filter((exchange) => !retimed.includes(exchange) && this.#waited(exchange, facts, log));
    return { ...looked, progress, retimed: retimed.length, unchanged: unchanged.length };
  }

  /** All of them lie in the wake index, or all among open work. */
  async #next(place: Place, { county }: Facts): Promise<{ ids: string[]; isOpen: boolean; progress: Progress }> {
    let { after } = place;
    let isOpen = isOpenWork(place);
    const ids: string[] = [];
    for (const { lane, at } of lanesFrom(place, county)) {
      const isEnough = ids.length === LOOK || (ids.length > 0 && isOpenWork(at) !== isOpen);
      if (isEnough) return { ids, isOpen, progress: { ...at, after } };
      isOpen = isOpenWork(at);
      const rest = (await this.#waitingIn(lane)).filter((id) => after === null || id > after);
      const taken = rest.slice(0, LOOK - ids.length);
      ids.push(...taken);
      if (taken.length < rest.length) return { ids, isOpen, progress: { ...at, after: taken.at(-1) ?? after } };
      after = null;
    }
    return { ids, isOpen, progress: DEEMED };
  }

  /**
   * By id, not as they lie in the index: retiming moves them there, and a job gone on with must not count them twice.
   */
  async #waitingIn(lane: WakeLane): Promise<string[]> {
    if (this.#gathered?.partition === lane.partition) return this.#gathered.ids;
    const ids: string[] = [];
    for await (const found of idsIn(this.#desk, lane)) ids.push(...found);
    this.#gathered = { partition: lane.partition, ids: ids.sort() };
    return ids;
  }

  #isMetAgain(exchange: Exchange): boolean {
    return isWokenIn(kindNamed(this.#desk.kinds, exchange.kind), exchange);
  }

  /** Its clock runs, and did so when the entry was made, or when its rule came to hold. */
  #waited({ kind, state, clock, createdAt }: Exchange, { now }: Facts, log: readonly LogEntry[]): boolean {
    const runs = this.#desk.kinds.get(kind)?.clock?.[state] !== undefined && clock !== null && !clock.ended;
    const entry = log.at(-1) as LogEntry;
    const held = holdsFrom(entry);
    return runs && createdAt <= (held <= now ? held : entry.at);
  }
}

/** The lanes from a place on, each with the place at its beginning. Organisations come, and none goes. */
function lanesFrom({ shard, org = '' }: Place, county: County): { lane: WakeLane; at: Omit<Place, 'after'> }[] {
  const shards = WAKE_LANES.map((lane, n) => ({ lane, at: { stage: 'pending' as const, shard: n } }));
  const open = openLanes(county).map((lane) => {
    return { lane, at: { stage: 'pending' as const, shard: WAKE_LANES.length, org: lane.org } };
  });
  return [...shards.slice(shard), ...open.filter(({ at }) => at.org >= org)];
}

/** Whether a place lies past the wake index. */
function isOpenWork({ shard }: Pick<Place, 'shard'>): boolean {
  return shard >= WAKE_LANES.length;
}

function movedBy(exchange: Exchange, version: number): boolean {
  return exchange.history.some(
    (entry) => entry.act === 'retimed' && (entry.detail as { version: number } | null)?.version === version,
  );
}
