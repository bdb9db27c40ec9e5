/**
 * What is to be woken, as the local scheduler reads it: the wake index and the open work of the counties
 * (`shared/waking.ts`), all partitions merged, in order of time, then as each has it.
 */
import { countiesOf } from '../../../functions/timers/jurisdictions.ts';
import { type Wake, type WakeLane, wakeLanes, wakesAmong } from '../../../shared/exchange/wakes.ts';
import { sortable } from '../../../shared/keys.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { IndexEntry, Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';

const PAGE = 100;
/** Open work that is not woken seldom lies among what is. */
const FEW = 4;

/** The earliest instant after `now` at which somebody must look; null where there is none. */
export async function nextWake(platform: Platform, now: Instant): Promise<Instant | null> {
  const lanes = await lanesBegun(platform, { from: sortable(now + 1) }, FEW);
  return earliest(lanes)?.head?.at ?? null;
}

/**
 * What is due by `now`, read as it is asked for: a hundred thousand due at once are never all in memory. What is woken
 * meanwhile may leave the index; what comes in behind the place reached is for the next round.
 */
export async function* dueWakes(platform: Platform, now: Instant): AsyncGenerator<Wake> {
  let lanes = await lanesBegun(platform, { to: sortable(now + 1) }, PAGE);
  for (;;) {
    lanes = lanes.filter(({ head }) => head !== undefined);
    const first = earliest(lanes);
    const wake = first?.head;
    if (!first || !wake) return;
    await first.advance();
    yield wake;
  }
}

async function lanesBegun(platform: Platform, bounds: Bounds, limit: number): Promise<Lane[]> {
  const all = wakeLanes(await countiesOf(platform));
  const lanes = all.map((lane) => new Lane(platform.ports.store, lane, bounds, limit));
  await Promise.all(lanes.map((lane) => lane.fill()));
  return lanes;
}

function earliest(lanes: readonly Lane[]): Lane | undefined {
  return lanes.reduce<Lane | undefined>((a, b) => (a === undefined || isBefore(b.head, a.head) ? b : a), undefined);
}

interface Bounds {
  readonly from?: string;
  readonly to?: string;
}

/** One partition, page by page. */
class Lane {
  readonly #store: Store;
  readonly #lane: WakeLane;
  readonly #bounds: Bounds;
  readonly #limit: number;
  #page: Wake[] = [];
  #at = 0;
  #last: IndexEntry | undefined;
  #ended = false;

  constructor(store: Store, lane: WakeLane, bounds: Bounds, limit: number) {
    this.#store = store;
    this.#lane = lane;
    this.#bounds = bounds;
    this.#limit = limit;
  }

  get head(): Wake | undefined {
    return this.#page[this.#at];
  }

  async advance(): Promise<void> {
    this.#at += 1;
    if (this.head === undefined) await this.fill();
  }

  async fill(): Promise<void> {
    const { index, partition } = this.#lane;
    for (this.#page = [], this.#at = 0; this.#page.length === 0 && !this.#ended; ) {
      const page = { ...this.#bounds, after: this.#last, limit: this.#limit };
      const entries = await this.#store.query(index, partition, page);
      this.#last = entries.at(-1);
      this.#ended = entries.length < this.#limit;
      this.#page = wakesAmong(this.#lane, entries);
    }
  }
}

function isBefore(a: Wake | undefined, b: Wake | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.at < b.at || (a.at === b.at && a.key < b.key);
}
