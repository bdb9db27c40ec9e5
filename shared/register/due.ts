/** Bringing an organisation's register up to the moment before it is read. */
import type { Desk } from '../exchange/desk.ts';
import { openPartition } from '../exchange/item.ts';
import { endAllWithholding } from '../exchange/withholding.ts';
import { load } from '../exchange/work.ts';
import { sortable, splitKey } from '../keys.ts';

const AT_MOST = 1000;

/** What has become deemed claimed by now belongs on the register, whether or not a timer has come by. */
export async function settleDue(desk: Desk, org: string): Promise<void> {
  const facts = await desk.facts();
  await endAllWithholding(desk, facts);
  const partition = openPartition(desk.jurisdiction, org, 'push');
  const due = await desk.ports.store.query('in', partition, { to: sortable(facts.now + 1), limit: AT_MOST });
  await Promise.all(due.map(({ key }) => load(desk, splitKey(key).id)));
}
