/** Which circulars exist for a reader. */
import { bureauOf, type County } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { isCounted } from '../../shared/reports/history.ts';
import { isQuarter } from '../../shared/reports/quarters.ts';
import { type Report, readReport } from '../../shared/reports/report.ts';
import type { Quarter } from '../../shared/time.ts';
import { mayRead } from '../http/permission.ts';

/** Who objects to a figure while it is under review. */
export const OBJECTORS = ['officer', 'section-head', 'org-admin', 'bureau-admin'] as const;

/** Who sees a quarter's figures while it runs. */
export function readsEarly({ org, roles }: Actor, county: County): boolean {
  return org === bureauOf(county).code || roles.includes('government-office');
}

/** The report, null while the quarter runs; 404 where this reader has nothing to see. */
export async function seenReport(desk: Desk, facts: Facts, quarter: Quarter, actor: Actor): Promise<Report | null> {
  if (!isCounted(facts, quarter)) throw notFound(`${quarter} 的通报`);
  const report = (await readReport(desk, quarter))?.report ?? null;
  if (!report && !readsEarly(actor, facts.county)) throw notFound(`${quarter} 的通报`);
  mayRead(actor);
  return report;
}

export function quarterIn(segment: string): Quarter {
  if (!isQuarter(segment)) throw notFound('该季度的通报');
  return segment;
}
