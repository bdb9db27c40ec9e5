/**
 * 本系统约定: at 09:00 (or the county's `circularTime`) of the first working day after a quarter its draft circular is made
 * and the review begins. Late, twice or after an outage of months, each quarter gets one draft, in order.
 */
import { calendarNow, isWorking } from '../calendar/table.ts';
import { start } from '../clocks/clocks.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Settings } from '../platform.ts';
import { civilDateOf, type Quarter } from '../time.ts';
import { type DraftFigures, draftFigures } from './assemble.ts';
import { changeReport } from './change.ts';
import { type ContentRef, putContent } from './content.ts';
import { knownCorrections } from './corrections.ts';
import { uncountedIn } from './figures-counting.ts';
import { tallyQuarter } from './gather.ts';
import { annexSince, quartersToDraft } from './history.ts';
import { annexKinds } from './late-records.ts';
import { drawnUpBy } from './ranking.ts';
import { type Report, readReport } from './report.ts';
import { wakeReport } from './waking.ts';

/** Drafts what is due. Nothing on a day that is not worked. */
export async function draftDue(desk: Desk, settings: Settings): Promise<void> {
  const facts = await desk.facts();
  if (!isWorking(calendarNow(facts), civilDateOf(facts.now))) return;
  for (const quarter of await quartersToDraft(desk, facts)) {
    await draftQuarter(desk, quarter);
    await wakeReport(desk, settings, quarter);
  }
}

async function draftQuarter(desk: Desk, quarter: Quarter): Promise<void> {
  const facts = await desk.facts();
  if (await readReport(desk, quarter)) return;
  const tally = await tallyQuarter(desk, facts, quarter, await annexSince(desk, facts, quarter));
  const figures = draftFigures(tally, facts.county, quarter, facts.now, annexKinds(desk.kinds, facts.county, quarter));
  const draft = await putContent(desk, {
    ...{ ...figures, ...drawnUpBy(facts.log, quarter) },
    ...(await withoutUncounted(desk, facts, figures)),
  });
  const outdated = await changeReport(desk, quarter, async (there, { log }) => {
    if (there) return { report: null, result: false };
    // What an entry made meanwhile has struck may be in these figures.
    if (log.length > facts.log.length) return { report: null, result: true };
    return { report: newReport(desk.jurisdiction, quarter, draft, facts), result: false };
  });
  if (outdated) await draftQuarter(desk, quarter);
}

/** Corrections that were opened while the quarter ran, of what these figures do not count after all. */
async function withoutUncounted(
  desk: Desk,
  facts: Facts,
  figures: DraftFigures,
): Promise<Pick<DraftFigures, 'uncounted'>> {
  const known = await knownCorrections(desk, facts, []);
  const lines = known.filter(({ quarter }) => quarter === figures.quarter).map(({ line }) => line);
  const uncounted = await uncountedIn(desk, figures, lines);
  return uncounted.length > 0 ? { uncounted } : {};
}

/** The review begins with the draft: the instant as of which the figures were taken. */
function newReport(jurisdiction: string, quarter: Quarter, draft: ContentRef, { log, now }: Facts): Report {
  return {
    ...{ jurisdiction, quarter, stage: 'under-review', draftedAt: now },
    review: start(log, now, 'circular-correction', now),
    draft,
    corrections: [],
    issued: null,
    mailed: [],
    overdueTold: false,
    wakes: null,
  };
}
