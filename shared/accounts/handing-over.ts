/** Moving one account's open work to another, or to nobody: record by record, each by a commit of its own. */
import { again, type Desk, deskInSteps } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition } from '../exchange/item.ts';
import { run } from '../exchange/run.ts';
import { load, Work } from '../exchange/work.ts';
import { splitKey } from '../keys.ts';
import { pagesOf } from '../pages.ts';
import type { Account } from './account.ts';
import { LEASE, type Moving, readMoving, type StoredMoving, writeMoving } from './moving.ts';

/** Whose work, and which of it. */
export type OpenWork = Pick<Moving, 'org' | 'account' | 'section'>;

/** True where the record is open work of that account. Older records name their handler by a text. */
function isWorkOf(desk: Desk, exchange: Exchange, { org, account, section }: OpenWork): boolean {
  const { to, handler, handlerAccount = handler } = exchange;
  if (to !== org || handlerAccount !== account || (section !== null && exchange.section !== section)) return false;
  return desk.kinds.get(exchange.kind)?.states[exchange.state]?.open === true;
}

/** The open records that an account handles, settled. */
async function* openWorkOf(desk: Desk, work: OpenWork): AsyncGenerator<Exchange> {
  const facts = await desk.facts();
  for (const { kind, acts } of desk.kinds.values()) {
    if (!acts.reassign) continue;
    for await (const entries of pagesOf(desk.ports.store, 'in', openPartition(desk.jurisdiction, work.org, kind))) {
      const items = await desk.ports.store.getMany(entries.map(({ key }) => key));
      const mine = items.filter((item) => item && isWorkOf(desk, item.value as Exchange, work));
      for (const item of mine) {
        const exchange = item && (await load(desk, splitKey(item.key).id, facts));
        if (exchange && isWorkOf(desk, exchange, work)) yield exchange;
      }
    }
  }
}

/** The sections of that work in which `to` does not act. */
export async function sectionsBeyond(desk: Desk, work: OpenWork, to: Account): Promise<string[]> {
  if (to.sections === 'all') return [];
  const beyond = new Set<string>();
  for await (const { section } of openWorkOf(deskInSteps(desk), work)) {
    if (section !== null && !to.sections.includes(section)) beyond.add(section);
  }
  return [...beyond].sort();
}

/** How many open records it is, `atMost` of them, and how many in each section. */
export async function countedWork(
  desk: Desk,
  work: OpenWork,
  atMost: number,
): Promise<{ count: number; sections: ReadonlyMap<string, number> }> {
  const sections = new Map<string, number>();
  let count = 0;
  for await (const { section } of openWorkOf(deskInSteps(desk), work)) {
    sections.set(section ?? '', (sections.get(section ?? '') ?? 0) + 1);
    count += 1;
    if (count === atMost) break;
  }
  return { count, sections };
}

/**
 * Looks at all open work and moves what is the account's: at most `atOnce` records, then it waits for its timer.
 * Answers how it stands. Whoever comes twice finds nothing of what has been moved.
 */
export async function goOn(
  desk: Desk,
  stored: StoredMoving,
  { atOnce = Number.POSITIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Bounds = {},
): Promise<Moving> {
  const { moving } = stored;
  const steps = deskInSteps(desk);
  let moved = 0;
  let more = false;
  for await (const { id } of openWorkOf(steps, moving)) {
    more = moved >= atOnce || performance.now() >= until;
    if (more) break;
    if (await moveOne(steps, id, moving)) moved += 1;
  }
  const { now } = await steps.facts();
  const counted = { ...moving, moved: moving.moved + moved };
  const over = moving.finishedAt !== null && moved === 0;
  const ended = { ...counted, finishedAt: moving.finishedAt ?? now, wakes: over ? null : now + LEASE };
  const next = more ? { ...counted, finishedAt: null, wakes: now } : ended;
  return (await writeMoving(steps, stored, next))?.moving ?? next;
}

/** How much is done in one go: records, and until when by the monotonic clock. */
export interface Bounds {
  readonly atOnce?: number;
  readonly until?: number;
}

/** A timer has come: goes on where something is left, with a lease for as long as it takes. */
export async function wakeMoving(desk: Desk, id: string, bounds: Bounds = {}): Promise<void> {
  const stored = await readMoving(desk, id);
  const { now } = await desk.facts();
  if (!stored || stored.moving.wakes === null || stored.moving.wakes > now) return;
  const taken = await writeMoving(desk, stored, { ...stored.moving, wakes: now + LEASE });
  if (taken) await goOn(desk, taken, bounds);
}

/** False where it is no longer that account's, or done meanwhile. */
function moveOne(desk: Desk, id: string, moving: Moving): Promise<boolean> {
  const { to, reason, by, org } = moving;
  const performer = { by, request: moving.id, said: '', org };
  return again<boolean>(desk, undefined, async (facts: Facts, inTime: Desk) => {
    const exchange = await load(inTime, id, facts);
    if (!exchange || !isWorkOf(inTime, exchange, moving)) return { done: false };
    const work = new Work(inTime, facts, performer, org);
    work.take(exchange, run(inTime.kinds, exchange, 'reassign', { to, reason }, facts, performer));
    return (await work.commit()) ? { done: true } : null;
  });
}
