/**
 * What was quarantined after the backup, taken from sight again with all that a quarantine reaches; and evidence that
 * was destroyed since, destroyed again.
 */
import { findAccount } from '../../../shared/accounts/search.ts';
import { carryOutInSteps } from '../../../shared/exchange/carrying-out.ts';
import { decideOn } from '../../../shared/exchange/deciding.ts';
import { again, type Desk } from '../../../shared/exchange/desk.ts';
import { doBeside } from '../../../shared/exchange/doing-beside.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { type Held, heldPartition } from '../../../shared/exchange/held.ts';
import { isReadable } from '../../../shared/exchange/quarantine.ts';
import { kindNamed, run } from '../../../shared/exchange/run.ts';
import { load, Work } from '../../../shared/exchange/work.ts';
import { valuesOf } from '../../../shared/pages.ts';
import type { Erased } from './erased.ts';

/** What the history calls it: nobody's act. */
export const PLATFORM = { by: 'system', request: 'restore', said: '' };

/** Whether the backup has what a quarantine of the record takes: it knows it, and has it not quarantined. */
export async function isOpen(desk: Desk, { id }: Erased): Promise<boolean> {
  const record = await load(desk, id, await desk.facts());
  return record !== undefined && canBeBlanked(desk, record);
}

function canBeBlanked({ kinds }: Desk, record: Exchange): boolean {
  return isReadable(record) && 'quarantine' in kindNamed(kinds, record.kind).acts;
}

/** Nothing where it is not open. */
export async function blank(desk: Desk, { id, at, by }: Erased): Promise<void> {
  const reason = `从备份恢复后重新隔离（原于 ${at} 隔离）`;
  const found = by === undefined ? undefined : await findAccount(desk.ports.store, desk.jurisdiction, by);
  const performer = found ? { ...PLATFORM, org: found.org.code } : PLATFORM;
  return again<void>(desk, undefined, async (facts, inTime) => {
    const before = await load(inTime, id, facts);
    if (!before || !canBeBlanked(inTime, before)) return { done: undefined };
    const work = new Work(inTime, facts, performer);
    work.take(before, run(inTime.kinds, before, 'quarantine', { reason }, facts, performer));
    await work.expand();
    if (!(await work.commit())) return null;
    if (work.owed !== null) await doBeside(inTime, work.owed);
    return { done: undefined };
  });
}

/**
 * Destroys once more what has been destroyed under seal: the item that the backup still has, or the one that a
 * quarantine done again has just made of these records. Answers whether there was any.
 */
export async function destroyAgain(desk: Desk, { id, at, destroyed = [] }: Erased): Promise<boolean> {
  let found = false;
  const reason = `从备份恢复后重新销毁（原于 ${at} 销毁）`;
  const said = { ...{ by: PLATFORM.by, request: PLATFORM.request }, org: null, reason };
  for await (const value of valuesOf(desk.ports.store, 'in', heldPartition(desk.jurisdiction))) {
    const held = value as Held;
    if (held.state !== 'held' || (held.id !== id && !isMadeAgain(held, destroyed))) continue;
    const { wakes } = await decideOn(desk, held.id, 'confirm', said, () => {});
    if (wakes !== undefined) await carryOutInSteps(desk, held.id);
    found = true;
  }
  return found;
}

/** Whether the restore has sealed these records itself, or some, by the quarantine that began with the first. */
function isMadeAgain({ by, records }: Held, destroyed: readonly string[]): boolean {
  return by === PLATFORM.by && records[0]?.id === destroyed[0] && records.every(({ id }) => destroyed.includes(id));
}
