/** How far each quarter's circular is, in words: a quarter that is over and has none does not run any more. */
import { calendarNow } from '../../../shared/calendar/table.ts';
import type { Desk } from '../../../shared/exchange/desk.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { STAGES } from '../../../shared/reports/circular.ts';
import { allReports, quartersToDraft, runningQuarter } from '../../../shared/reports/history.ts';
import { draftInstant, quartersFrom } from '../../../shared/reports/quarters.ts';
import { issueClock, type Report } from '../../../shared/reports/report.ts';
import { formatInstant, type Quarter, quarterOf } from '../../../shared/time.ts';
import type { Due } from '../lamp.ts';

export interface Standing {
  readonly words: string;
  /** True where there is a circular, or its draft. */
  readonly made: boolean;
  /** Of a draft: until when it has to be issued (°). */
  readonly issue?: Due;
}

/** Of every quarter since the first that has a circular, oldest first; the running one at least. */
export async function quarterStandings(desk: Desk, facts: Facts): Promise<ReadonlyMap<Quarter, Standing>> {
  const running = runningQuarter(facts);
  const [reports, due] = await Promise.all([allReports(desk, facts), quartersToDraft(desk, facts)]);
  const calendar = calendarNow(facts);
  const issueOf = (report: Report): Due => {
    const { by, deadline, provisional } = issueClock(report, facts);
    return { due: by, deadline: formatInstant(deadline), provisional, late: false, open: true, status: '待印发' };
  };
  const standingOf = (quarter: Quarter): Standing => {
    const report = reports.get(quarter);
    if (report) return { words: STAGES[report.stage], made: true, ...(!report.issued && { issue: issueOf(report) }) };
    if (quarter === running) return { words: STAGES.running, made: false };
    const awaited = due.includes(quarter) || draftInstant(calendar, quarter, facts.county.circularTime) > facts.now;
    return { words: awaited ? '已结束，待形成征求意见稿' : '没有形成通报', made: false };
  };
  const all = quartersFrom(quarterOf(facts.county.since), running).map((one) => [one, standingOf(one)] as const);
  // Those before the first circular had none, and say nothing.
  const first = all.findIndex(([, { made }]) => made);
  return new Map(all.slice(first === -1 ? -1 : first));
}
