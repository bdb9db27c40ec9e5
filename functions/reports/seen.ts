/** Which circulars exist for a reader. */
import { bureauOf } from '../../shared/county.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { isCounted } from '../../shared/reports/history.ts';
import { isQuarter } from '../../shared/reports/quarters.ts';
import { type Report, readReport } from '../../shared/reports/report.ts';
import type { Quarter } from '../../shared/time.ts';
import { mayRead } from '../http/permission.ts';

/** The report, null while the quarter runs; 404 where this reader has nothing to see. */
export async function seenReport(desk: Desk, facts: Facts, quarter: Quarter, actor: Actor): Promise<Report | null> {
  if (!isCounted(facts, quarter)) throw notFound(`${quarter} 的通报`);
  const report = (await readReport(desk, quarter))?.report ?? null;
  const early = actor.org === bureauOf(facts.county).code || actor.roles.includes('government-office');
  if (!report && !early) throw notFound(`${quarter} 的通报`);
  mayRead(actor);
  return report;
}

export function quarterIn(segment: string): Quarter {
  if (!isQuarter(segment)) throw notFound('该季度的通报');
  return segment;
}
