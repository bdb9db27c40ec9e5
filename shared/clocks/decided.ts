/** When a decision was made, as what tells of it says. */
import { type CivilDate, civilDateOf, type Instant, startOfDay } from '../time.ts';

/** The decision's own day, where it is named; and when it was told of, or completed. */
export interface Decided {
  readonly licence: { readonly decidedOn?: CivilDate | null } | null;
  readonly occurredAt: Instant;
}

/** The beginning of the day on the decision; else the instant at which it was completed. */
export function decidedAt({ licence, occurredAt }: Decided): Instant {
  const day: CivilDate | null = licence?.decidedOn ?? null;
  return day === null ? occurredAt : startOfDay(day);
}

/**
 * What is wrong with a day on which something was done about a decision: a slip of the year would close what cannot be
 * opened again. Null for nothing, and where it is not known what was decided.
 */
export function beforeDecision(pointer: string, day: CivilDate, told: { readonly body: unknown } | undefined) {
  const decided = told ? civilDateOf(decidedAt(told.body as Decided)) : null;
  if (decided === null || day >= decided) return null;
  return { code: 'invalid', pointer, detail: `不能早于决定日期（${decided}），请核对年份和日期` } as const;
}
