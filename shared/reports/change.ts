/** Changing a report by compare-and-swap, its timer first; decided again where somebody was faster. */
import { change } from '../change.ts';
import { arm, type Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Put } from '../ports.ts';
import type { Quarter } from '../time.ts';
import { type Report, reportItem, reportKey, wakeAt } from './report.ts';

/** What a decision says: the report as it becomes (null: nothing to write), and what is written along. */
export interface Decision<T> {
  report: Report | null;
  also?: readonly Put[];
  result: T;
}

export async function changeReport<T>(
  desk: Desk,
  quarter: Quarter,
  decide: (report: Report | null, facts: Facts) => Promise<Decision<T>>,
): Promise<T> {
  const decided = async (stored: unknown) => {
    const facts = await desk.facts();
    const { report, also = [], result } = await decide((stored as Report | undefined) ?? null, facts);
    return { item: report && reportItem({ ...report, wakes: wakeAt(report, facts) }), also, result };
  };
  const key = reportKey(desk.jurisdiction, quarter);
  return change(
    desk.ports.store,
    key,
    (before) => decided(before?.value),
    (item) => arm(desk, item),
  );
}
