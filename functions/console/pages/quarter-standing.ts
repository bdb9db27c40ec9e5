/** How far each quarter's circular is, in words: a quarter that is over and has none does not run any more. */
import { html } from 'hono/html';
import { calendarNow } from '../../../shared/calendar/table.ts';
import type { Desk } from '../../../shared/exchange/desk.ts';
import type { Facts } from '../../../shared/exchange/facts.ts';
import { load } from '../../../shared/exchange/work.ts';
import { STAGES } from '../../../shared/reports/circular.ts';
import { allReports, quartersToDraft, runningQuarter } from '../../../shared/reports/history.ts';
import { draftInstant, quartersFrom } from '../../../shared/reports/quarters.ts';
import { issueClock, type Report } from '../../../shared/reports/report.ts';
import { formatInstant, type Quarter, quarterName, quarterOf } from '../../../shared/time.ts';
import type { Html } from '../../public/layout.ts';
import { type Due, lamp } from '../lamp.ts';

export interface Standing {
  readonly words: string;
  /** True where there is a circular, or its draft. */
  readonly made: boolean;
  /** Of a draft: until when it has to be issued (°). */
  readonly issue?: Due;
}

/** Of every quarter that counts, oldest first. */
export async function quarterStandings(desk: Desk, facts: Facts): Promise<ReadonlyMap<Quarter, Standing>> {
  const running = runningQuarter(facts);
  const [reports, due] = await Promise.all([allReports(desk, facts), quartersToDraft(desk, facts)]);
  const calendar = calendarNow(facts);
  const standingOf = (quarter: Quarter): Standing => {
    const report = reports.get(quarter);
    if (report)
      return { words: STAGES[report.stage], made: true, ...(!report.issued && { issue: issueOf(report, facts) }) };
    if (quarter === running) return { words: STAGES.running, made: false };
    const awaited = due.includes(quarter) || draftInstant(calendar, quarter, facts.county.circularTime) > facts.now;
    return { words: awaited ? '已结束，待形成征求意见稿' : '没有形成通报', made: false };
  };
  const all = quartersFrom(quarterOf(facts.county.since), running);
  return new Map(all.map((quarter) => [quarter, standingOf(quarter)]));
}

/** Until when a draft has to be issued (°). */
function issueOf(report: Report, facts: Facts): Due {
  const { by, deadline, provisional } = issueClock(report, facts);
  return { due: by, deadline: formatInstant(deadline), provisional, late: false, open: true, status: '待印发' };
}

/** A line for each draft that has still to be issued, with until when: read from the reports alone, for every desk. */
export async function circularsToIssue(desk: Desk, facts: Facts): Promise<Html> {
  const drafts = [...(await allReports(desk, facts))].filter(([, { issued }]) => !issued);
  const lines = drafts.map(async ([quarter, report]) => {
    const open = await openIn(desk, report);
    return html`<p class="note"><a href="/console/reports/${quarter}">${quarterName(quarter)}通报</a>待印发，期限：${lamp(issueOf(report, facts), facts)}${open > 0 && html`　印发前须决定<a href="/console/corrections">更正 ${open} 件</a>`}</p>`;
  });
  return html`${await Promise.all(lines)}`;
}

/** Corrections asked for in its review that nobody has decided yet. */
async function openIn(desk: Desk, { corrections }: Report): Promise<number> {
  const found = await Promise.all(corrections.map((id) => load(desk, id)));
  return found.filter((one) => one?.state === 'open').length;
}
