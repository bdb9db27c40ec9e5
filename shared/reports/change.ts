/** Changing a report by compare-and-swap, its timer first; decided again where somebody was faster. */
import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/kind.ts';
import type { Put } from '../ports.ts';
import type { Quarter } from '../time.ts';
import { type Report, readReport, reportItem, wakeAt } from './report.ts';

const TRIES = 8;

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
  for (let n = 0; n < TRIES; n++) {
    const facts = await desk.facts();
    const stored = await readReport(desk, quarter);
    const { report, also = [], result } = await decide(stored?.report ?? null, facts);
    if (report === null) return result;
    const item = reportItem({ ...report, wakes: wakeAt(report, facts) });
    if (await write(desk, { item, expected: stored?.head ?? null }, also)) return result;
  }
  throw unavailable();
}

async function write(desk: Desk, put: Put, also: readonly Put[]): Promise<boolean> {
  const puts = [put, ...also];
  for (const { item } of puts) {
    if (!item.places.wake) continue;
    try {
      await desk.ports.timers.set(item.key, Number(item.places.wake.sort));
    } catch (error) {
      desk.ports.log.error('timer-unarmed', { key: item.key }, error);
    }
  }
  return (await desk.ports.store.commit(puts)).committed;
}
