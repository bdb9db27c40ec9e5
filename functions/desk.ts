/** The exchange kernel at one jurisdiction, as a request or a timer works with it. */
import { countyKey } from '../shared/accounts/directory.ts';
import { logKey } from '../shared/calendar/store.ts';
import type { LogEntry } from '../shared/calendar/types.ts';
import type { County } from '../shared/county.ts';
import { notFound } from '../shared/errors.ts';
import type { Desk } from '../shared/exchange/desk.ts';
import type { Facts, Withheld } from '../shared/exchange/facts.ts';
import type { Platform } from '../shared/platform.ts';
import type { Item } from '../shared/ports.ts';
import { READERS } from '../shared/readers.ts';
import type { Instant } from '../shared/time.ts';
import { hurried, inSteps, writesBy } from '../shared/tries.ts';

const EMPTY: readonly LogEntry[] = Object.freeze([]);

/** Facts that a request has read together with the account of its caller. */
export interface ReadBefore {
  readonly facts: Facts;
  /** When, in milliseconds of the process. */
  readonly at: number;
  /** What the request had written by then: what it writes itself it reads anew. */
  readonly writes: number;
}

/** Milliseconds for which they are as good as read now: a body that was long in coming leaves them behind. */
const AS_NOW = 250;

/** With the time of the platform's store: of a request, where it has one; else each step has its own. */
export function deskAt(platform: Platform, jurisdiction: string, before?: ReadBefore): Desk {
  const { store } = platform.ports;
  let read = before;
  return {
    ports: { ...platform.ports, store: store.limit ? store : inSteps(store) },
    kinds: platform.kinds,
    readers: READERS,
    jurisdiction,
    // Once: whoever tries again because somebody was faster reads anew.
    async facts() {
      const known = read;
      read = undefined;
      const isGood = known && performance.now() - known.at < AS_NOW && writesBy(store) === known.writes;
      return isGood ? known.facts : factsAt(this);
    },
    async struck(before, after) {
      const { errataOfStruck } = await import('../shared/reports/corrections.ts');
      return errataOfStruck(this, before, after);
    },
    async clockActed(exchange, { log }) {
      const { openWrittenMeanwhile } = await import('../shared/retiming/spared.ts');
      return openWrittenMeanwhile(this, exchange, log);
    },
  };
}

/** The platform for one request, which has one time for all its attempts. */
export function forRequest(platform: Platform): Platform {
  return { ...platform, ports: { ...platform.ports, store: hurried(platform.ports.store) } };
}

/**
 * `now` first, then the county and the calendar's log by one consistent read each: the order is what makes it sound.
 */
async function factsAt({ ports, jurisdiction }: Desk): Promise<Facts> {
  const now = ports.clock.now();
  const facts = factsIn(now, await ports.store.getMany(factKeys(jurisdiction)));
  if (!facts) throw notFound('该县（市、区）');
  return facts;
}

/** The keys of what facts are read from. */
export function factKeys(jurisdiction: string): readonly string[] {
  return [countyKey(jurisdiction), logKey(jurisdiction)];
}

/** The facts in the items of `factKeys`, read after `now` was taken; null where there is no such county. */
export function factsIn(now: Instant, [county, log]: readonly (Item | undefined)[]): Facts | null {
  if (!county) return null;
  const { entries = EMPTY, withheld } = (log?.value ?? {}) as { entries?: LogEntry[]; withheld?: readonly Withheld[] };
  return { now, county: county.value as County, log: entries, ...(withheld && { withheld }) };
}
