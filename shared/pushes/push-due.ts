/** By which clock a push had to be sent, and from when that ran: of what was late alone. */
import type { ClockName } from '../clocks/clocks.ts';
import { type Instant, startOfDay } from '../time.ts';
import type { PushBody } from './body.ts';
import { dueFrom } from './circulated.ts';

/** Null for what came in time, what had no such day, and documents by which nothing counts. */
export function pushedUntil(body: PushBody): { clock: ClockName; from: Instant } | null {
  const { kind, pushedLate, pushDue, copyOf, occurredAt, document, documentCounts } = body;
  if (!pushedLate || pushDue === null || copyOf !== null) return null;
  if (kind !== 'document')
    return { clock: kind === 'supervision' ? 'push-supervision' : 'push-approval', from: occurredAt };
  const day = document && documentCounts ? dueFrom(document) : null;
  if (day === null) return null;
  return { clock: documentCounts === 'copiesLate' ? 'copy' : 'forward-superior', from: startOfDay(day) };
}
