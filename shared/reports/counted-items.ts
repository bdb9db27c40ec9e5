/**
 * What a circular under review counts for an organisation, item by item, for whoever objects: pushes to it that were
 * deemed claimed or returned, and records addressed to it that the annex has as late.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Figure } from '../exchange/figures.ts';
import type { Quarter } from '../time.ts';
import type { DraftFigures } from './assemble.ts';
import { getContent } from './content.ts';
import { type Category, categoryOf } from './counted.ts';
import { figuresCounting } from './figures-counting.ts';
import { countedPushes } from './gather.ts';
import { figuresOf, kindsIn, received } from './late-records.ts';
import type { Report } from './report.ts';

/** One of both is objected to with the id as `push`, the other as `record` of the figure. */
export type CountedItem = { id: string; by: string } & ({ category: Category } | { figure: Figure });

/** At most so many are listed. */
const LISTED = 200;

export async function countedItems(desk: Desk, report: Report, org: string): Promise<CountedItem[]> {
  const facts = await desk.facts();
  const { quarter } = report;
  const items: CountedItem[] = [];
  for await (const push of countedPushes(desk, facts, org, quarter)) {
    const category = categoryOf(push);
    if (category !== 'deemed-claimed' && category !== 'returned') continue;
    items.push({ id: push.id, by: String(push.claimBy), category });
    if (items.length === LISTED) return items;
  }
  const { annexKinds = {} } = await getContent<DraftFigures>(desk, report.draft);
  for (const name of kindsIn(desk.kinds, annexKinds)) {
    // Other figures count what the organisation has sent: its pages lead to the objection by themselves.
    const kind = desk.kinds.get(name);
    if (kind && figuresOf(kind).length > 0) items.push(...(await lateOf(desk, org, quarter, name)));
  }
  return items.slice(0, LISTED);
}

/** Of one kind what was addressed to the organisation, and is counted against it. */
async function lateOf(desk: Desk, org: string, quarter: Quarter, kind: string): Promise<CountedItem[]> {
  const items: CountedItem[] = [];
  for await (const record of received(desk, await desk.facts(), org, kind, quarter)) {
    if (record.late === undefined) continue;
    const counting = (await figuresCounting(desk, quarter, record)) ?? [];
    const own = counting.filter((one) => one.org === org);
    items.push(...own.map(({ figure }) => ({ id: record.id, by: String(record.late?.due), figure })));
  }
  return items;
}
