/** How a licence stands, told from its pushes alone, by rules of their own. */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { civilDateOf } from '../../shared/time.ts';

export type Push = Exchange<PushBody>;

/** The pushes under a licence's number. */
export function pushesOf(records: readonly Exchange[], number: string): Push[] {
  return (records as readonly Push[]).filter(({ kind, body }) => kind === 'push' && body.licence?.number === number);
}

/**
 * What was said last of a licence: by the day of the decision, then as it was pushed; what was withdrawn, or corrected
 * by what has been taken over, was not said. What took another's place, or corrects it, says it again in its place.
 */
export function lastSaid(records: readonly Exchange[], number: string): Push | undefined {
  const pushes = pushesOf(records, number).filter(({ body }) => body.copyOf === null);
  const said = pushes.filter(({ id, body }) => body.supersedes === null && !isTakenBack(id, pushes));
  const pushedFirst = (push: Push): number => {
    const wrong = pushes.find(({ reference }) => reference === push.body.corrects);
    return wrong ? pushedFirst(wrong) : push.createdAt;
  };
  return said.toSorted((a, b) => dayOf(a) - dayOf(b) || pushedFirst(a) - pushedFirst(b)).at(-1);
}

function dayOf({ body }: Push): number {
  return Date.parse(civilDateOf(body.occurredAt));
}

/** Of a push and all that took its place. */
function isTakenBack(id: string, pushes: readonly Push[]): boolean {
  const chain = chainOf(id, pushes);
  const last = chain.at(-1) as Push;
  return last.state === 'withdrawn' || chain.some(({ body }) => body.correctedBy !== undefined);
}

function chainOf(id: string, pushes: readonly Push[]): Push[] {
  const push = pushes.find((one) => one.id === id);
  if (!push) return [];
  const { supersededBy } = push.body;
  return [push, ...(supersededBy === null ? [] : chainOf(supersededBy, pushes))];
}
