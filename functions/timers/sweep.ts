/**
 * The sweep: every few minutes it wakes whatever the store holds as due, and runs what was missed at a time of
 * day. It finds what timers were lost for, and what was never armed. Finding something long past its time means that
 * timers do not come, and is told.
 */
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { clockDistrusted } from '../../shared/errors.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { type Wake, type WakeLane, wakeLanes, wakesAmong } from '../../shared/exchange/wakes.ts';
import { type Family, sortable, splitKey } from '../../shared/keys.ts';
import { pagesOf } from '../../shared/pages.ts';
import type { Platform } from '../../shared/platform.ts';
import { type Instant, MINUTE } from '../../shared/time.ts';
import { countiesOf, jurisdictionsOf } from './jurisdictions.ts';
import { Lane } from './lane.ts';
import { makeUp } from './making-up.ts';
import { bringUp } from './wake.ts';

const PAGE = 100;
const AT_ONCE = 10;
/** Mails in their lane; what is due beyond that is for the next sweep. */
const MAILS = 500;
/** Milliseconds for which the end of a sweep waits for mails. */
const MAILS_END = 20_000;
/** Past the deadline and the timers' flexible window, this long nobody worries. */
const PATIENCE = 10 * MINUTE;

export interface SweepOptions {
  /** Milliseconds over which timers may spread. */
  readonly window: number;
  /** Milliseconds after which no further page is begun; the next sweep goes on. */
  readonly timeLimit: number;
  /** What a county counts; by default asked of all kinds, which loads them where they load on demand. */
  readonly counted?: readonly string[];
}

export interface Swept {
  due: number;
  /** Of these, the ones that a timer should have woken long before. */
  found: number;
  failed: number;
  /** Times of day that should have been run long before. */
  missed: number;
}

/** Wakes what is due, lane by lane. Says `sweep-found` where timers should have come long before. */
export async function sweep(platform: Platform, { window, timeLimit, counted }: SweepOptions): Promise<Swept> {
  const { clock, log, store } = platform.ports;
  const begun = performance.now();
  const now = clock.now();
  const swept: Swept = { due: 0, found: 0, failed: 0, missed: 0 };
  const lane = new Lane(AT_ONCE, MAILS);
  const isOver = (): boolean => performance.now() - begun > timeLimit;
  await keepKinds(platform, now, counted ?? countedNames(platform.kinds));
  // By now the store has answered, and an adapter that compares clocks with it knows.
  const doubt = clock.doubt?.();
  if (doubt) throw clockDistrusted(doubt.seconds);
  for (const [n, wakes] of (await lanesFrom(platform, now)).entries()) {
    if (n > 0 && isOver()) break;
    // What was woken leaves the index: each page goes on after the one before.
    for await (const entries of pagesOf(store, wakes.index, wakes.partition, { to: sortable(now + 1), limit: PAGE })) {
      const page = wakesAmong(wakes, entries);
      swept.due += page.length;
      swept.found += page.filter(({ at }) => now - at > window + PATIENCE).length;
      swept.failed += await wakeAll(platform, page, lane);
      if (isOver()) break;
    }
  }
  swept.missed = await madeUp(platform, now, isOver);
  await lane.idle(MAILS_END);
  // Its alarm counts what is overdue, and hears of a sweep that says nothing at all.
  log.info('swept', { ...swept, overdue: swept.found + swept.missed });
  if (swept.found > 0) log.error('sweep-found', { count: swept.found });
  return swept;
}

/** What keeps marks from being read keeps no sweep from ending: the next one tries again. */
async function madeUp(platform: Platform, now: Instant, isOver: () => boolean): Promise<number> {
  try {
    return await makeUp(platform, now, isOver);
  } catch (error) {
    platform.ports.log.error('schedule-failed', {}, error);
    return 0;
  }
}

/** A fault here keeps nothing that is due waiting: the next sweep tries again. */
async function keepKinds(platform: Platform, now: Instant, kinds: readonly string[]): Promise<void> {
  const { store, log } = platform.ports;
  try {
    const counties = await jurisdictionsOf(platform);
    await Promise.all(counties.map((county) => keepKindsSince(store, county, kinds, now)));
  } catch (error) {
    log.error('kinds-unkept', {}, error);
  }
}

/** Each sweep begins somewhere else, as evenly as can be (the golden section), and every other goes the other way. */
const APART = 0.618034;

/** So one whose time is over at the same place each time leaves none waiting, however many lanes there are. */
async function lanesFrom(platform: Platform, now: Instant): Promise<WakeLane[]> {
  const lanes = wakeLanes(await countiesOf(platform));
  const sweeps = Math.floor(now / (5 * MINUTE));
  const first = Math.floor(((sweeps * APART) % 1) * lanes.length);
  const inTurn = [...lanes.slice(first), ...lanes.slice(0, first)];
  return sweeps % 2 === 0 ? inTurn : inTurn.toReversed();
}

/** Wakes all of a page, some at once; one's fault does not keep the others waiting. The number that failed. */
async function wakeAll(platform: Platform, page: readonly Wake[], lane: Lane): Promise<number> {
  const left = [...page];
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let entry = left.shift(); entry; entry = left.shift()) {
      try {
        await found(platform, entry.key, lane);
      } catch (error) {
        failed += 1;
        fault(platform, entry.key, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

/** Only the queue’s function deletes bytes, reads workbooks, seals and opens. All else is woken here. */
const FOR_THE_QUEUE: readonly Family[] = ['file', 'import', 'held', 'withholding', 'beside'];

async function found(platform: Platform, key: string, lane: Lane): Promise<void> {
  if (FOR_THE_QUEUE.includes(splitKey(key).family)) return platform.ports.timers.set(key, platform.ports.clock.now());
  const mailing = await bringUp(platform, key);
  if (mailing) lane.offer(key, mailing, (error) => (error === undefined ? undefined : fault(platform, key, error)));
}

function fault({ ports }: Platform, key: string, error: unknown): void {
  ports.log.error('wake-failed', { key }, error);
}
