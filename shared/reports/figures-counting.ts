/**
 * Which figures of a quarter's annex count a record, and against whom: what its draft froze, asked of one record again.
 */

import { calendarNow } from '../calendar/table.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Figure, OF_PUSHES } from '../exchange/figures.ts';
import { exchangeKey } from '../exchange/item.ts';
import { valuesAt } from '../pages.ts';
import type { Instant, Quarter } from '../time.ts';
import type { DraftFigures } from './assemble.ts';
import type { CorrectionLine } from './circular.ts';
import { getContent } from './content.ts';
import { type CountedPush, isPush } from './counted.ts';
import { annexSince } from './history.ts';
import { lateRecord } from './late-records.ts';
import { readReport } from './report.ts';
import { standsIn, Tally } from './tally.ts';

export interface CountedAgainst {
  figure: Figure;
  org: string;
}

/** Null while the quarter has no draft; none of organisations that the circular does not list. */
export async function figuresCounting(
  desk: Desk,
  quarter: Quarter,
  record: Exchange,
): Promise<CountedAgainst[] | null> {
  const found = await readReport(desk, quarter);
  if (!found) return null;
  return countingIn(desk, await getContent<DraftFigures>(desk, found.report.draft), record);
}

/** The same of figures that are at hand, as of the instant at which they were taken. */
async function countingIn(desk: Desk, figures: DraftFigures, record: Exchange): Promise<CountedAgainst[]> {
  const since = await annexSince(desk, await desk.facts(), figures.quarter);
  const all = isPush(record) ? await ofPush(desk, figures, record, since) : ofOther(desk, figures, record, since);
  return all.filter(({ org }) => figures.organisations.some((line) => line.org === org));
}

/**
 * Of corrections of records those that take nothing from these figures, since they do not count the record: it was
 * withdrawn by its sender, or its lateness struck, after the correction was opened.
 */
export async function uncountedIn(
  desk: Desk,
  figures: DraftFigures,
  corrections: readonly CorrectionLine[],
): Promise<string[]> {
  const about = corrections.filter(({ record }) => record !== undefined);
  const keys = about.map(({ record }) => exchangeKey(desk.jurisdiction, record as string));
  const records = keys.length === 0 ? [] : await valuesAt(desk.ports.store, [...new Set(keys)]);
  const counting = new Map<string, CountedAgainst[]>();
  for (const record of records as Exchange[]) counting.set(record.id, await countingIn(desk, figures, record));
  const counts = ({ record, figure, org }: CorrectionLine): boolean =>
    counting.get(record as string)?.some((one) => one.figure === figure && one.org === org) ?? false;
  return about.filter((line) => !counts(line)).map(({ id }) => id);
}

/** As the tally counts that push alone. */
async function ofPush(
  desk: Desk,
  { quarter, asOf, annexKinds = {} }: DraftFigures,
  push: CountedPush,
  since: Instant,
): Promise<CountedAgainst[]> {
  const tally = new Tally({ quarter, asOf, since, calendar: calendarNow(await desk.facts()) });
  tally.add(push);
  // Whoever has sent it: the figures may be of one, or of those whose place it took.
  const senders = [...new Set([...(push.passed ?? []).map(({ org }) => org), push.from])];
  return senders.flatMap((org) => {
    const { late = {}, ...own } = tally.figures(org);
    const counting = OF_PUSHES.filter((figure) => {
      if (figure === 'pushedLate' || figure === 'readdressedLate') return own[figure] > 0;
      return (late[figure] ?? 0) > 0 && (annexKinds[figure] ?? []).length > 0;
    });
    return counting.map((figure) => ({ figure, org }));
  });
}

function ofOther(
  { kinds }: Desk,
  { quarter, asOf, annexKinds = {} }: DraftFigures,
  record: Exchange,
  since: Instant,
): CountedAgainst[] {
  const late = lateRecord(kinds, record, asOf);
  if (!late || !standsIn(late, { quarter, asOf, since }) || !annexKinds[late.figure]?.includes(record.kind)) return [];
  return [{ figure: late.figure, org: late.org }];
}
