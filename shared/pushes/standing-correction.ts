/** The correction of a push that its addressee has still to take over: what is decided on the push waits for it. */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { load } from '../exchange/work.ts';
import type { PushBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Whether something that corrects the push of that id is pending, or stands returned to its sender. */
    standingCorrection: { ask: string; found: boolean };
  }
}

export async function readStandingCorrection(desk: Desk, push: string, facts: Facts): Promise<boolean> {
  const read = async (id: string) => (await load(desk, id, facts)) as Exchange<PushBody> | undefined;
  let last: Exchange<PushBody> | undefined;
  for (let next = (await read(push))?.body.correction ?? null; next !== null; next = last?.body.supersededBy ?? null) {
    last = await read(next);
  }
  return last?.state === 'pending' || last?.state === 'returned';
}
