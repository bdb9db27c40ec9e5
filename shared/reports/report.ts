/**
 * The report of a quarter as stored: which stage its circular has reached. There is none while the quarter runs.
 *
 * ```
 * (none: running) → under-review: figures frozen, five working days for corrections → issued: frozen, signed
 * ```
 *
 * Each arrow is a compare-and-swap. Mails follow from the record: `wake` says when somebody has to look again.
 */
import { recount } from '../calendar/recount.ts';
import type { RunningClock } from '../calendar/types.ts';
import { startedAt } from '../clocks/clocks.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Item, Store } from '../ports.ts';
import type { Instant, Quarter } from '../time.ts';
import type { ContentRef } from './content.ts';

export interface Report {
  jurisdiction: string;
  quarter: Quarter;
  stage: 'under-review' | 'issued';
  draftedAt: Instant;
  /** 通报更正 (°): runs from the draft; corrections are taken until its end. */
  review: RunningClock;
  draft: ContentRef;
  /** Corrections asked for during the review, named here before they are opened: none is missed where an index lags. */
  corrections: string[];
  issued: Issued | null;
  /** The stages whose mails have all been written. */
  mailed: ('under-review' | 'issued')[];
  /** The government office has been told that the circular is overdue. */
  overdueTold: boolean;
  /** When somebody has to look again; as counted when it was written last. */
  wakes: Instant | null;
  /** A restore took its issuing back, or may have: it may be issued again as it was. Absent otherwise. */
  unissued?: Unissued;
}

export interface Unissued {
  /** When the restore, or whoever runs the platform, said so. */
  at: Instant;
  /** What people hold, where that is known. */
  contentHash?: string;
}

export interface Issued {
  at: Instant;
  by: string;
  documentNumber: string;
  signedBy: string;
  content: ContentRef;
  /** When it was issued first, where a restore had taken that back: what the circular says. */
  first?: Instant;
  /** SHA-256 over the answer; see `contentHashOf`. */
  contentHash: string;
}

export interface StoredReport {
  report: Report;
  head: string;
}

export function reportKey(jurisdiction: string, quarter: Quarter): string {
  return keyOf(jurisdiction, 'report', quarter);
}

export async function readReport(desk: Desk, quarter: Quarter): Promise<StoredReport | null> {
  const item = await desk.ports.store.get(reportKey(desk.jurisdiction, quarter));
  return item ? { report: item.value as Report, head: item.head } : null;
}

/** Reports of several quarters, in their order. */
export async function readReports(
  store: Store,
  jurisdiction: string,
  quarters: readonly Quarter[],
): Promise<(Report | null)[]> {
  const items = await itemsOf(
    store,
    quarters.map((quarter) => reportKey(jurisdiction, quarter)),
  );
  return items.map((item) => (item?.value as Report | undefined) ?? null);
}

/** The report as an item; it lies in the wake index while mails are to be written, or an end is to be watched. */
export function reportItem(report: Report): Item {
  const key = reportKey(report.jurisdiction, report.quarter);
  const { wakes } = report;
  const places = wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(wakes) } };
  return { key, head: digest(report), value: report, places };
}

/** The review's clock, with what has been entered in the calendar since. */
export function reviewClock({ review }: Report, { log, now }: Facts): RunningClock {
  return recount(review, log, now).clock;
}

/** 通报印发 (°): runs from the last moment of the review. */
export function issueClock(report: Report, facts: Facts): RunningClock {
  const from = reviewClock(report, facts).deadline - 1;
  return startedAt(facts, from, 'circular-issue', from);
}

/**
 * While mails are to be written: at once. Then at the end of the time for issuing, until the government office is told.
 */
export function wakeAt(report: Report, facts: Facts): Instant | null {
  if (!report.mailed.includes(report.stage)) return report.issued?.at ?? report.draftedAt;
  if (report.stage === 'issued' || report.overdueTold) return null;
  return issueClock(report, facts).deadline;
}
