/** How far each quarter's circular is, in words: a quarter that is over and has none does not run any more. */
import { calendarNow } from '../../../shared/calendar/table.ts';
import type { Desk } from '../../../shared/exchange/desk.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { STAGES } from '../../../shared/reports/circular.ts';
import { allReports, quartersToDraft, runningQuarter } from '../../../shared/reports/history.ts';
import { draftInstant, quartersFrom } from '../../../shared/reports/quarters.ts';
import { type Quarter, quarterOf } from '../../../shared/time.ts';

export interface Standing {
  readonly words: string;
  /** True where there is a circular, or its draft. */
  readonly made: boolean;
}

/** Of every quarter that counts, oldest first. */
export async function quarterStandings(desk: Desk, facts: Facts): Promise<ReadonlyMap<Quarter, Standing>> {
  const running = runningQuarter(facts);
  const [reports, due] = await Promise.all([allReports(desk, facts), quartersToDraft(desk, facts)]);
  const calendar = calendarNow(facts);
  const standingOf = (quarter: Quarter): Standing => {
    const report = reports.get(quarter);
    if (report) return { words: STAGES[report.stage], made: true };
    if (quarter === running) return { words: STAGES.running, made: false };
    const awaited = due.includes(quarter) || draftInstant(calendar, quarter, facts.county.circularTime) > facts.now;
    return { words: awaited ? '已结束，待形成征求意见稿' : '没有形成通报', made: false };
  };
  const all = quartersFrom(quarterOf(facts.county.since), running);
  return new Map(all.map((quarter) => [quarter, standingOf(quarter)]));
}
