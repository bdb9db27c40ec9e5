/** What there is to be seen of a platform that works: read from the store, and from the home where only that knows. */
import { countyKey } from '../../shared/accounts/directory.ts';
import { plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import { Problem } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { keyOf, sortable, splitKey, WAKE_SHARDS } from '../../shared/keys.ts';
import { isLasting, type Lasting } from '../../shared/lasting.ts';
import { type Outgoing, parkedPartition } from '../../shared/mail/outgoing.ts';
import type { Backup, Platform } from '../../shared/platform.ts';
import type { IndexEntry } from '../../shared/ports.ts';
import type { Instant } from '../../shared/time.ts';
import { jurisdictionsOf } from '../timers/jurisdictions.ts';

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
  const { store, clock } = platform.ports;
  const jurisdictions = await jurisdictionsOf(platform);
  const counties = (await store.getMany(jurisdictions.map(countyKey))).map((item) => item?.value as County | undefined);
  const due = await firstDue(platform);
  const now = clock.now();
  const [writes, oldestUnsent, parked, ofHome] = await Promise.all([
    written(platform, now),
    oldestUnsentOf(platform, due, now),
    parkedIn(platform, jurisdictions),
    ofTheHome(platform),
  ]);
  return {
    writes,
    oldestDue: oldest(due.map(({ sort }) => Number(sort)).filter((at) => at <= now)),
    oldestUnsent,
    parked,
    ...ofHome,
    withoutRegulation: counties.flatMap((county) => (county && !county.regulation ? [county.name] : [])),
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

/** The entries of the wake index that come first. */
async function firstDue({ ports: { store } }: Platform): Promise<IndexEntry[]> {
  const shards = Array.from({ length: WAKE_SHARDS }, (_, shard) => String(shard));
  return (await Promise.all(shards.map((shard) => store.query('wake', shard, { limit: LOOKED_AT })))).flat();
}

/** Of the mails among them: items of their own that were tried in vain, and what a record owes and is due. */
async function oldestUnsentOf({ ports: { store } }: Platform, due: readonly IndexEntry[], now: Instant) {
  const end = sortable(now);
  const looked = due.filter(({ key, sort }) => {
    const { family } = splitKey(key);
    return family === 'notice' || (family === 'exchange' && sort <= end);
  });
  const items = await store.getMany(looked.map(({ key }) => key));
  const since = items.flatMap((item): Instant[] => {
    if (!item) return [];
    if (splitKey(item.key).family === 'notice') return inVain(item.value as Outgoing, now);
    return (item.value as Exchange).mails.flatMap((mail) => (mail.done === null && mail.due <= now ? [mail.due] : []));
  });
  return oldest(since);
}

function inVain({ createdAt, due, attempts, faults }: Outgoing, now: Instant): Instant[] {
  if (attempts > 0 || faults !== undefined) return [createdAt];
  return due <= now ? [due] : [];
}

async function parkedIn({ ports: { store } }: Platform, jurisdictions: readonly string[]): Promise<number> {
  const limit = PARKED_AT_MOST;
  const found = await Promise.all(jurisdictions.map((one) => store.query('in', parkedPartition(one), { limit })));
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
