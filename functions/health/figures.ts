/** What there is to be seen of a platform that works: read from the store, and from the home where only that knows. */
import { plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import { Problem } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { openLanes, WAKE_LANES, type Wake, type WakeLane, wakesAmong } from '../../shared/exchange/wakes.ts';
import { keyOf, sortable, splitKey } from '../../shared/keys.ts';
import { isLasting, type Lasting } from '../../shared/lasting.ts';
import { failedPartition, type Outgoing, parkedPartition } from '../../shared/mail/outgoing.ts';
import { itemsOf, pagesOf } from '../../shared/pages.ts';
import type { Backup, Platform } from '../../shared/platform.ts';
import type { Store } from '../../shared/ports.ts';
import type { Instant } from '../../shared/time.ts';
import { countiesOf } from '../timers/jurisdictions.ts';

/** What the probe writes, again and again: nothing reads it. */
export const PROBE_KEY = keyOf('_', 'schedule', 'health');
/** Entries of each shard of the wake index that are looked at: the ones due first. */
const LOOKED_AT = 12;
/** Parked mails are counted up to here. */
const PARKED_AT_MOST = 100;

export interface Figures {
  /** `doubted`: the clock is in doubt, so nothing was tried. */
  readonly writes: 'done' | 'doubted' | Lasting;
  /** Since when the first record is due that no timer has woken; null where none is. */
  readonly oldestDue: Instant | null;
  /** What should have run at its time of day; nothing where only the sweep knows. */
  readonly missedRuns: readonly string[];
  /** Since when the oldest mail waits that was tried in vain or is due; null for none. */
  readonly oldestUnsent: Instant | null;
  readonly parked: number;
  /** Null: none was made; absent where backups are not this platform's business. */
  readonly backup?: Backup | null;
  /** True where backups are made each night. */
  readonly nightly: boolean;
  /** Absent where there is no disk of ours. */
  readonly freeBytes?: number;
  /** Names of counties that have not said what their measures are called. */
  readonly withoutRegulation: readonly string[];
}

/** Throws `Problem` where the store cannot be read, and `unavailable` where it does not answer. */
export async function figuresOf(platform: Platform): Promise<Figures> {
  const { clock } = platform.ports;
  const counties = await countiesOf(platform);
  const now = clock.now();
  const due = await firstDue(platform, counties, now);
  const [writes, oldestUnsent, parked, ofHome] = await Promise.all([
    written(platform, now),
    oldestUnsentOf(platform, counties, due, now),
    parkedIn(platform, counties),
    ofTheHome(platform),
  ]);
  return {
    writes,
    oldestDue: oldest(due.map(({ at }) => at).filter((at) => at <= now)),
    oldestUnsent,
    parked,
    ...ofHome,
    withoutRegulation: counties.filter(({ regulation }) => !regulation).map(({ name }) => name),
  };
}

/** Really writes. Who is outrun by another probe has been answered by the store all the same. */
async function written(platform: Platform, now: Instant): Promise<Figures['writes']> {
  const { store, clock } = platform.ports;
  if (clock.doubt?.()) return 'doubted';
  try {
    const before = await store.get(PROBE_KEY);
    await store.commit([{ item: plainItem(PROBE_KEY, { at: now }), expected: before?.head ?? null }]);
    return 'done';
  } catch (error) {
    if (isLasting(error)) return error.code;
    if (error instanceof Problem && error.code === 'clock-distrusted') return 'doubted';
    throw error;
  }
}

/** What of the wake index comes first, and of each organisation's open work what is due first; county by county. */
async function firstDue({ ports: { store } }: Platform, counties: readonly County[], now: Instant): Promise<Wake[]> {
  const indexed = WAKE_LANES.map(async (lane) => {
    return wakesAmong(lane, await store.query(lane.index, lane.partition, { limit: LOOKED_AT }));
  });
  const found = (await Promise.all(indexed)).flat();
  for (const county of counties) {
    const open = openLanes(county).map((lane) => firstDueIn(store, lane, now));
    found.push(...(await Promise.all(open)).flat());
  }
  return found;
}

async function firstDueIn(store: Store, lane: WakeLane, now: Instant): Promise<Wake[]> {
  for await (const entries of pagesOf(store, lane.index, lane.partition, { to: sortable(now + 1) })) {
    const [first] = wakesAmong(lane, entries);
    if (first) return [first];
  }
  return [];
}

/** Of mails that were tried in vain, whenever they are tried again; and of those that are owed and due. */
async function oldestUnsentOf(platform: Platform, counties: readonly County[], due: readonly Wake[], now: Instant) {
  const { store } = platform.ports;
  const looked = due.filter(({ index, key, at }) => {
    return index === 'wake' && at <= now && ['notice', 'exchange'].includes(splitKey(key).family);
  });
  const inVain = counties.map(({ jurisdiction }) => {
    return store.query('in', failedPartition({ jurisdiction, state: 'waiting' }), { limit: 1 });
  });
  const [oldestFailed, items] = await Promise.all([Promise.all(inVain), store.getMany(looked.map(({ key }) => key))]);
  const failed = await itemsOf(
    store,
    oldestFailed.flat().map(({ key }) => key),
  );
  const since = items.flatMap((item): Instant[] => {
    if (!item) return [];
    if (splitKey(item.key).family === 'notice') return [(item.value as Outgoing).due];
    return (item.value as Exchange).mails.flatMap((mail) => (mail.done === null && mail.due <= now ? [mail.due] : []));
  });
  return oldest([...since, ...failed.flatMap((item) => (item ? [(item.value as Outgoing).createdAt] : []))]);
}

async function parkedIn({ ports: { store } }: Platform, counties: readonly County[]): Promise<number> {
  const limit = PARKED_AT_MOST;
  const found = await Promise.all(
    counties.map(({ jurisdiction }) => store.query('in', parkedPartition(jurisdiction), { limit })),
  );
  return found.flat().length;
}

async function ofTheHome({
  upkeep,
}: Platform): Promise<Pick<Figures, 'backup' | 'nightly' | 'freeBytes' | 'missedRuns'>> {
  if (!upkeep) return { nightly: false, missedRuns: [] };
  const asked = [upkeep.lastBackup(), upkeep.freeBytes(), upkeep.missedRuns()] as const;
  const [backup, freeBytes, missedRuns] = await Promise.all(asked);
  return { ...(upkeep.wantsBackups && { backup }), nightly: upkeep.nightly, freeBytes, missedRuns };
}

function oldest(instants: readonly Instant[]): Instant | null {
  return instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b));
}
