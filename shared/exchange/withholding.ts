/** Ends a quarantine that one commit could not write: blanks what nobody has come to read since. */
import type { Desk } from './desk.ts';
import type { Facts } from './facts.ts';
import { withoutWithheld } from './withheld-log.ts';
import { load } from './work.ts';

/**
 * Before records are shown as they lie in the store, without being settled one by one: nothing that is withheld still
 * has its words then. Throws `unavailable` where it cannot be ended now.
 */
export async function endAllWithholding(desk: Desk, { withheld = [] }: Facts): Promise<void> {
  for (const { id } of withheld) await endWithholding(desk, id);
}

/** Records at once: each is a commit of its own. */
const AT_ONCE = 10;

/**
 * Reads all records that are withheld by it, which blanks them, and then withholds none any more. Twice, at once or
 * late makes no difference: what nobody has blanked is met again by a timer.
 */
export async function endWithholding(desk: Desk, id: string): Promise<void> {
  const facts = await desk.facts();
  const known = facts.withheld?.find((one) => one.id === id);
  if (!known) return;
  const ids = Object.keys(known.records);
  for (let i = 0; i < ids.length; i += AT_ONCE) {
    await Promise.all(ids.slice(i, i + AT_ONCE).map((record) => load(desk, record, facts)));
  }
  const { store } = desk.ports;
  for (let puts = await ending(); puts; puts = await ending()) if ((await store.commit(puts)).committed) return;

  function ending() {
    return withoutWithheld(store, desk.jurisdiction, id);
  }
}
