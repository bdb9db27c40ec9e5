/** A record that was quarantined after the backup, taken from sight again with all that a quarantine reaches. */
import { findAccount } from '../../../shared/accounts/search.ts';
import { again, type Desk } from '../../../shared/exchange/desk.ts';
import { doBeside } from '../../../shared/exchange/doing-beside.ts';
import { isReadable } from '../../../shared/exchange/quarantine.ts';
import { kindNamed, run } from '../../../shared/exchange/run.ts';
import { load, Work } from '../../../shared/exchange/work.ts';
import type { Erased } from './erased.ts';

/** What the history calls it: nobody's act. */
const PLATFORM = { by: 'system', request: 'restore', said: '' };

/** False where the backup does not know the record, or has it quarantined. */
export async function blank(desk: Desk, { id, at, by }: Erased): Promise<boolean> {
  const reason = `从备份恢复后重新隔离（原于 ${at} 隔离）`;
  const found = by === undefined ? undefined : await findAccount(desk.ports.store, desk.jurisdiction, by);
  const performer = found ? { ...PLATFORM, org: found.org.code } : PLATFORM;
  return again<boolean>(desk, undefined, async (facts, inTime) => {
    const before = await load(inTime, id, facts);
    if (!before || !isReadable(before) || !('quarantine' in kindNamed(desk.kinds, before.kind).acts)) {
      return { done: false };
    }
    const work = new Work(inTime, facts, performer);
    work.take(before, run(inTime.kinds, before, 'quarantine', { reason }, facts, performer));
    await work.expand();
    if (!(await work.commit())) return null;
    if (work.owed !== null) await doBeside(inTime, work.owed);
    return { done: true };
  });
}
