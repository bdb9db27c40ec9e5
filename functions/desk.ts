/** The exchange kernel at one jurisdiction, as a request or a timer works with it. */
import { countyKey } from '../shared/accounts/directory.ts';
import { logKey } from '../shared/calendar/store.ts';
import type { LogEntry } from '../shared/calendar/types.ts';
import type { County } from '../shared/county.ts';
import { notFound } from '../shared/errors.ts';
import type { Desk } from '../shared/exchange/desk.ts';
import type { Facts } from '../shared/exchange/kind.ts';
import type { Platform } from '../shared/platform.ts';
import { openWrittenMeanwhile } from '../shared/retiming/spared.ts';

const EMPTY: readonly LogEntry[] = Object.freeze([]);

export function deskAt(platform: Platform, jurisdiction: string): Desk {
  const desk: Desk = {
    ports: platform.ports,
    kinds: platform.kinds,
    jurisdiction,
    facts: () => factsAt(platform, jurisdiction),
    clockActed: (exchange, facts) => openWrittenMeanwhile(desk, exchange, facts.log),
  };
  return desk;
}

/** `now` first, then the county and the calendar's log by one consistent read each: the order is what makes it sound. */
async function factsAt(platform: Platform, jurisdiction: string): Promise<Facts> {
  const now = platform.ports.clock.now();
  const [county, log] = await platform.ports.store.getMany([countyKey(jurisdiction), logKey(jurisdiction)]);
  if (!county) throw notFound('该县（市、区）');
  const entries = (log?.value as { entries: LogEntry[] } | undefined)?.entries ?? EMPTY;
  return { now, county: county.value as County, log: entries };
}
