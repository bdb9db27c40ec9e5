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

/** A chain of more pushes is none. */
const LONGEST = 100;

export async function readStandingCorrection(desk: Desk, push: string, facts: Facts): Promise<boolean> {
  const read = async (id: string) => (await load(desk, id, facts)) as Exchange<PushBody> | undefined;
  let [last, isCorrection] = [await read(push), false];
  // What was handed over has its correction where it is by now.
  for (let n = 0; last && n < LONGEST; n++) {
    const { correction, supersededBy } = last.body;
    if (correction === undefined && supersededBy === null) break;
    isCorrection ||= correction !== undefined;
    last = await read(correction ?? (supersededBy as string));
  }
  return isCorrection && (last?.state === 'pending' || last?.state === 'returned');
}
