/**
 * Who has read what lies under seal, and what was decided: a chained history in the item itself, which no record's
 * owner sees.
 */
import { change } from '../change.ts';
import { notFound } from '../errors.ts';
import { digest } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Desk } from './desk.ts';
import { type Held, type HeldEntry, heldItem, heldKey } from './held.ts';

/** What was done, by whom, and what there is to say of it. */
export type Doing = Pick<HeldEntry, 'at' | 'by' | 'act' | 'detail'>;

/** What is held with one more entry. Instants never run backwards. */
export function noted(held: Held, doing: Doing): Held {
  const last = held.history.at(-1);
  const entry = { ...doing, at: Math.max(doing.at, last?.at ?? doing.at), previousHash: last?.hash ?? null };
  return { ...held, history: [...held.history, { ...entry, hash: digest(entry) }] };
}

/** Writes an entry by itself: of a reading, before it is answered. Answers what is held with it. */
export function noteReading(desk: Desk, id: string, by: string, detail: unknown, at: Instant): Promise<Held> {
  return change(desk.ports.store, heldKey(desk.jurisdiction, id), (before) => {
    if (!before) throw notFound('该留存内容');
    const result = noted(before.value as Held, { at, by, act: 'read', detail });
    return { item: heldItem(result), result };
  });
}

/** True where the chain holds, and the item says of the decision what its entry does. */
export function verifyHeld({ history, state, decided }: Held): boolean {
  const entry = history.find(({ act }) => act !== 'read');
  const reason = (entry?.detail as { reason: string | null } | undefined)?.reason;
  const asSaid = decided?.by === entry?.by && decided?.reason === reason && state === stateAfter(entry?.act);
  return asSaid && isChain(history);
}

function stateAfter(act: HeldEntry['act'] | undefined): Held['state'] {
  return act === undefined ? 'held' : act === 'restore' ? 'restored' : 'destroyed';
}

function isChain(history: Held['history']): boolean {
  return history.every(({ hash, ...entry }, i) => {
    return entry.previousHash === (history[i - 1]?.hash ?? null) && hash === digest(entry);
  });
}
