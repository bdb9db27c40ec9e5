/** What is still to be claimed of a licence where it was: it goes on to whoever has the licence once it is. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { valuesAt } from '../pages.ts';
import type { PushBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Ids of the pushes that wait at an organisation for an entry of its register, found by the licence's number. */
    waitingForEntry: { ask: { org: string; entry: string; licence: string }; found: readonly string[] };
  }
}

/** As many under one number are looked at, the last ones. */
const LOOKED_AT = 50;

export async function readWaitingForEntry(
  { ports: { store }, jurisdiction }: Desk,
  { org, entry, licence }: { org: string; entry: string; licence: string },
): Promise<string[]> {
  const places = await store.query('licence', `${jurisdiction}#${licence}`, { limit: LOOKED_AT, descending: true });
  const found = (await valuesAt(
    store,
    places.map(({ key }) => key),
  )) as Exchange<PushBody>[];
  const waiting = found.filter(({ kind, state, to }) => kind === 'push' && state === 'pending' && to === org);
  return waiting.flatMap(({ id, body }) => (body.entry === entry ? [id] : []));
}
