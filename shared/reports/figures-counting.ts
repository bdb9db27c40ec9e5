/** Which figures of a quarter's annex count a record, and against whom: what its draft froze, asked of one record again. */

import { calendarNow } from '../calendar/table.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Figure, OF_PUSHES } from '../exchange/figures.ts';
import type { AnnexKey } from '../exchange/kind.ts';
import { heldAt } from '../exchange/succession.ts';
import { type Quarter, quarterOf } from '../time.ts';
import type { DraftFigures } from './assemble.ts';
import { getContent } from './content.ts';
import { type CountedPush, isPush } from './counted.ts';
import { annexSince } from './history.ts';
import { readReport } from './report.ts';
import { Tally } from './tally.ts';

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
  const draft = await getContent<DraftFigures>(desk, found.report.draft);
  const all = isPush(record) ? await ofPush(desk, draft, record) : ofOther(desk, draft, record);
  return all.filter(({ org }) => draft.organisations.some((line) => line.org === org));
}

/** As the tally counts that push alone. */
async function ofPush(
  desk: Desk,
  { quarter, asOf, annexKinds = {} }: DraftFigures,
  push: CountedPush,
): Promise<CountedAgainst[]> {
  const facts = await desk.facts();
  const since = await annexSince(desk, facts, quarter);
  const tally = new Tally({ quarter, asOf, since, calendar: calendarNow(facts) });
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
): CountedAgainst[] {
  const { kind, late, to } = record;
  const owed = kinds.get(kind)?.owed;
  const owing = owed ? owed(record) : to;
  if (!late || owing === null || quarterOf(late.due) !== quarter || late.at >= asOf) return [];
  const org = owing === to ? heldAt(record, 'to', late.at) : owing;
  const counted = Object.entries(annexKinds) as [AnnexKey, readonly string[]][];
  return counted.filter(([, names]) => names.includes(kind)).map(([figure]) => ({ figure, org }));
}
