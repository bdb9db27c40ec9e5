/** When the decision was made that a push tells of. */
import type { Facts } from '../exchange/facts.ts';
import { type CivilDate, civilDateOf, type Instant, startOfDay } from '../time.ts';
import type { PushBody } from './body.ts';

/** The beginning of the day on the decision; the push's own instant where it names none. */
export function decidedAt({ licence, occurredAt }: PushBody): Instant {
  const day: CivilDate | null = licence?.decidedOn ?? null;
  return day === null ? occurredAt : startOfDay(day);
}

/**
 * What is wrong with a day on which something was done about the decision of that push, which has been asked for as a
 * record: a slip of the year would close what cannot be opened again. Null for nothing.
 */
export function beforeDecision(pointer: string, day: CivilDate, push: string, { found }: Facts) {
  const record = found?.records?.get(push);
  const decided = record ? civilDateOf(decidedAt(record.body as PushBody)) : null;
  if (decided === null || day >= decided) return null;
  return { code: 'invalid', pointer, detail: `不能早于决定日期（${decided}），请核对年份和日期` } as const;
}
