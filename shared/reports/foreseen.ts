/**
 * What accepting a correction would change of a circular under review: the figures of whoever it counts against, as
 * they stand and as they would. Its rank is among the others as they are now.
 */
import type { RunningClock } from '../calendar/types.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { load } from '../exchange/work.ts';
import { type Quarter, quarterOf } from '../time.ts';
import { type CountedCorrection, type DraftFigures, organisationsOf } from './assemble.ts';
import type { CorrectionSubject, OrganisationFigures } from './circular.ts';
import { getContent } from './content.ts';
import { knownCorrections, subjectOf } from './corrections.ts';
import { type CountedPush, categoryOf } from './counted.ts';
import { issueClock, readReport } from './report.ts';

/** A correction that was asked for, or one that is still being written: that has no id. */
export interface Foreseeable extends CorrectionSubject {
  readonly id?: string;
  readonly org: string;
  /** Of a record; a push counts in the quarter of its deadline. */
  readonly quarter?: Quarter;
}

export interface Foreseen {
  readonly quarter: Quarter;
  /** Until when the circular has to be issued (°): not before it is decided. */
  readonly issueBy: RunningClock;
  readonly before: OrganisationFigures;
  readonly after: OrganisationFigures;
}

/** Null where no circular under review has figures of that organisation. */
export async function foreseen(desk: Desk, facts: Facts, asked: Foreseeable): Promise<Foreseen | null> {
  const push =
    asked.push === undefined ? undefined : ((await load(desk, asked.push, facts)) as CountedPush | undefined);
  const quarter = asked.quarter ?? (push?.claimBy ? quarterOf(push.claimBy) : null);
  const report = quarter === null ? null : ((await readReport(desk, quarter))?.report ?? null);
  if (!report || report.issued) return null;
  const draft = await getContent<DraftFigures>(desk, report.draft);
  const all = await knownCorrections(desk, facts, report.corrections);
  const lines = all.filter((one) => one.quarter === quarter).map(({ line }) => line);
  const there = lines.find(({ id }) => id === asked.id) ?? newLine(asked, push);
  const figures = (corrections: readonly CountedCorrection[]): OrganisationFigures | undefined =>
    organisationsOf(draft, corrections, null).find(({ org }) => org === asked.org);
  const [before, after] = [figures(lines), figures([...lines, { ...there, state: 'accepted' }])];
  return before && after ? { quarter: report.quarter, issueBy: issueClock(report, facts), before, after } : null;
}

function newLine(asked: Foreseeable, push: CountedPush | undefined): CountedCorrection {
  const category = push ? categoryOf(push) : null;
  return { id: '', ...subjectOf(asked), org: asked.org, state: 'open', reason: null, decision: null, category };
}
