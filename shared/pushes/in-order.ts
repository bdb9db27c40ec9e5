/** In which order what was pushed of a licence holds: the last decision tells how it stands. */
import type { Exchange } from '../exchange/exchange.ts';
import { civilDateOf, type Instant } from '../time.ts';
import { ENDS, type PushBody } from './body.ts';

type Push = Pick<Exchange<PushBody>, 'createdAt' | 'body'>;

/**
 * By the day of the decision, however late it is pushed or goes to another department; of one day in the order of the
 * pushes, since sources do not all know the hour; then the later decision, and the one that ends the licence.
 *
 * | decided | pushed | then                             | last is      |
 * |---------|--------|----------------------------------|--------------|
 * | 09-25   | 09-25  | returned, readdressed on 09-30   |              |
 * | 09-28   | 09-28  | cancelled                        | cancellation |
 * | 09-26   | 09-30  | a change that is pushed too late | cancellation |
 * | 09-28   | 09-28  | corrects the grant of that day   | cancellation |
 */
export function inOrder(a: Push, b: Push): number {
  const [day, next] = [a, b].map(({ body }) => civilDateOf(body.occurredAt)) as [string, string];
  if (day !== next) return day < next ? -1 : 1;
  const ends = ({ body }: Push): number => Number(ENDS.includes(body.decision));
  return firstPushed(a) - firstPushed(b) || a.body.occurredAt - b.body.occurredAt || ends(a) - ends(b);
}

/**
 * When it was pushed first: what took another's place, or corrects it, has that one's; of several of one instant each
 * is a millisecond later than the one before.
 */
export function firstPushed({ createdAt, body }: Push): Instant {
  return body.chain.at ?? createdAt;
}
