/** One record goes over to the organisation that takes another's place: by one commit, once. */
import type { SuccessionJob } from '../accounts/succession.ts';
import { again, type Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { withFound } from '../exchange/reads.ts';
import { kindNamed, type Performer, run } from '../exchange/run.ts';
import { goesAlong } from '../exchange/succession.ts';
import { load, Work } from '../exchange/work.ts';

/**
 * False where it is no longer the organisation's, or has come to its end. A part takes its case along, which others may
 * have begun.
 */
export function moveRecord(desk: Desk, id: string, job: SuccessionJob): Promise<boolean> {
  const { org, by, on, documentNumber } = job;
  const performer = performerOf(job);
  return again<boolean>(desk, undefined, async (facts, inTime) => {
    const stays = ({ kind, ...rest }: Exchange): boolean =>
      !goesAlong(kindNamed(inTime.kinds, kind), { kind, ...rest }, org);
    const exchange = await load(inTime, id, facts);
    if (!exchange || stays(exchange)) return { done: false };
    const work = new Work(inTime, facts, performer);
    const of = exchange.case === undefined ? undefined : await load(inTime, exchange.case, facts);
    const succession = { org, by, on, documentNumber };
    for (const one of [exchange, ...(of && !stays(of) ? [of] : [])]) {
      const known = await withFound(inTime, kindNamed(inTime.kinds, one.kind).heard?.(one), facts);
      work.take(one, run(inTime.kinds, one, 'succeed', succession, known, performer));
    }
    await work.expand();
    return (await work.commit()) ? { done: true } : null;
  });
}

export function performerOf({ askedBy, id }: SuccessionJob): Performer {
  return { by: askedBy, request: id, said: '' };
}
