/** The exchange kernel at one jurisdiction, as a request or a timer works with it. */
import { countyKey } from '../shared/accounts/directory.ts';
import { logKey } from '../shared/calendar/store.ts';
import type { LogEntry } from '../shared/calendar/types.ts';
import type { County } from '../shared/county.ts';
import { notFound } from '../shared/errors.ts';
import type { Desk } from '../shared/exchange/desk.ts';
import type { Facts } from '../shared/exchange/facts.ts';
import type { Platform } from '../shared/platform.ts';
import { READERS } from '../shared/readers.ts';
import { openWrittenMeanwhile } from '../shared/retiming/spared.ts';
import { hurried, inSteps } from '../shared/tries.ts';

const EMPTY: readonly LogEntry[] = Object.freeze([]);

/** With the time of the platform's store: of a request, where it has one; else each step has its own. */
export function deskAt(platform: Platform, jurisdiction: string): Desk {
  const { store } = platform.ports;
  return {
    ports: { ...platform.ports, store: store.limit ? store : inSteps(store) },
    kinds: platform.kinds,
    readers: READERS,
    jurisdiction,
    facts() {
      return factsAt(this);
    },
    clockActed(exchange, { log }) {
      return openWrittenMeanwhile(this, exchange, log);
    },
  };
}

/** The platform for one request, which has one time for all its attempts. */
export function forRequest(platform: Platform): Platform {
  return { ...platform, ports: { ...platform.ports, store: hurried(platform.ports.store) } };
}

/** `now` first, then the county and the calendar's log by one consistent read each: the order is what makes it sound. */
async function factsAt({ ports, jurisdiction }: Desk): Promise<Facts> {
  const now = ports.clock.now();
  const [county, log] = await ports.store.getMany([countyKey(jurisdiction), logKey(jurisdiction)]);
  if (!county) throw notFound('该县（市、区）');
  const entries = (log?.value as { entries: LogEntry[] } | undefined)?.entries ?? EMPTY;
  return { now, county: county.value as County, log: entries };
}
