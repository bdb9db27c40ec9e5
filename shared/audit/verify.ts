/** Whether a chain holds: every entry after the one before, the thing as its last entry left it. */
import type { Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import { type Audited, chainedIn, stateOf } from './chain.ts';
import { type Chained, type Entry, follows } from './entry.ts';
import { entryKey, keyOfChain } from './things.ts';

/** What became of the look at a chain. */
export interface Verified {
  entries: number;
  verified: boolean;
  /**
   * The first entry that does not hold, the first being 1; null where all do. It is one past the last where the thing
   * does not fit.
   */
  brokenAt: number | null;
  firstAt: Instant;
  lastAt: Instant;
  /** Of the last entry. */
  hash: string;
}

/** As many as the store gives at once. */
const AT_ONCE = 200;

/** Looks at a chain entry by entry; null where the thing has none. */
export async function verifyChain(
  store: Pick<Store, 'get' | 'getMany'>,
  jurisdiction: string,
  chain: string,
): Promise<Verified | null> {
  const item = await store.get(keyOfChain(jurisdiction, chain));
  const known = chainedIn(item);
  if (!item || !known) return null;
  const walk = new ChainWalk();
  for (let n = 1; n <= known.count; n += AT_ONCE) {
    const count = Math.min(AT_ONCE, known.count - n + 1);
    const keys = Array.from({ length: count }, (_, i) => entryKey(jurisdiction, chain, n + i));
    for (const entry of await store.getMany(keys)) walk.take(entry?.value as Entry | undefined);
  }
  const brokenAt = walk.ended(known, stateOf(item.value as Audited));
  const { hash, at: lastAt } = known;
  return { entries: known.count, verified: brokenAt === null, brokenAt, firstAt: walk.firstAt ?? lastAt, lastAt, hash };
}

/** A look at a chain, whose entries come in their order. */
export class ChainWalk {
  #count = 0;
  #last: Entry | undefined;
  #brokenAt: number | null = null;
  firstAt: Instant | undefined;

  /** The next entry; undefined where it is not there. */
  take(entry: Entry | undefined): void {
    this.#count += 1;
    if (!entry || !follows(entry, this.#last)) this.#brokenAt ??= this.#count;
    this.firstAt ??= entry?.at;
    this.#last = entry;
  }

  /**
   * Which entry does not hold: null for none, one past the last where the thing, whose item has end and state, is
   * another.
   */
  ended({ count, hash }: Chained, state: string | null): number | null {
    const last = this.#last;
    const fits = last?.hash === hash && this.#count === count && (last.state ?? null) === state;
    return this.#brokenAt ?? (fits ? null : this.#count + 1);
  }
}
