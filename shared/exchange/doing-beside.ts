/** Does what is owed beside records (`beside.ts`). */
import { forgetQuoted } from '../audit/readings.ts';
import { change } from '../change.ts';
import { Problem } from '../errors.ts';
import { besideItem, besideKey, type Job, type Owing } from './beside.ts';
import type { Desk } from './desk.ts';
import { kindNamed } from './run.ts';
import { load } from './work.ts';

/** Does all of it; done before, it does nothing. */
export async function doBeside(desk: Desk, id: string): Promise<void> {
  const { store } = desk.ports;
  const key = besideKey(desk.jurisdiction, id);
  const job = (await store.get(key))?.value as Job | undefined;
  if (!job || job.wakes === null) return;
  // Copies of a push leave the same.
  const erased = new Set<string>();
  for (const owing of job.owing) await doOne(desk, owing, erased);
  const item = besideItem(desk.jurisdiction, id, [], null);
  await change(store, key, () => ({ item, result: undefined, erases: true }));
}

/** The same where it may fail: a timer goes on with it. */
export async function besideSoon(desk: Desk, id: string | null): Promise<void> {
  if (id === null) return;
  try {
    await doBeside(desk, id);
  } catch (error) {
    desk.ports.log.info('beside-goes-on', { id, why: error instanceof Problem ? error.code : 'fault' });
  }
}

async function doOne(desk: Desk, { record, kind: name, does, left }: Owing, erased: Set<string>): Promise<void> {
  const kind = kindNamed(desk.kinds, name);
  if (does === 'put-back') {
    const exchange = await load(desk, record);
    if (exchange) await kind.putBack?.(desk, exchange);
    return;
  }
  await forgetQuoted(desk.ports.store, desk.jurisdiction, record);
  if (left === null || erased.has(left)) return;
  await kind.erase?.(desk, left);
  erased.add(left);
}
