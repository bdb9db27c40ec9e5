/**
 * What a restore took back: a circular that had been issued is under review again. Only where that is known may it be
 * issued again as of its first instant; else whoever issues could say any day that suits him.
 */
import { splitKey } from '../keys.ts';
import type { Item, Put } from '../ports.ts';
import { isQuarter } from './quarters.ts';
import { type Report, reportItem, type Unissued } from './report.ts';

/** The write that marks it; null where the item is no report, or one that is not under review. */
export function unissuing(item: Item, unissued: Unissued): Put | null {
  const { family, id } = splitKey(item.key);
  if (family !== 'report' || !isQuarter(id)) return null;
  const report = item.value as Report;
  if (report.stage !== 'under-review') return null;
  return { item: reportItem({ ...report, unissued }), expected: item.head };
}
