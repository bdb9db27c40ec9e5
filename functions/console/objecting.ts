/** From a record that counts against the reader's organisation to an objection, while its circular is under review. */
import { html } from 'hono/html';
import type { Facts } from '../../shared/exchange/facts.ts';
import { objectionRefusal } from '../../shared/reports/objecting.ts';
import { readReport } from '../../shared/reports/report.ts';
import { quarterName, quarterOf } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import { OBJECTORS } from '../reports/seen.ts';
import type { PageCall } from './call.ts';
import type { Line } from './kinds.ts';
import { addressOf } from './list-filters.ts';

/** A link to the form, with the record named in it; nothing where no figure under review counts it. */
export async function objectionLink({ desk, actor }: PageCall, record: Line, facts: Facts): Promise<Html> {
  const counted = countedIn(record, actor.org);
  if (counted === null || !OBJECTORS.some((role) => actor.roles.includes(role))) return html``;
  const quarter = quarterOf(counted.day);
  const report = (await readReport(desk, quarter))?.report ?? null;
  if (objectionRefusal(report, facts)) return html``;
  const href = addressOf(`/console/reports/${quarter}/objection`, { [counted.as]: String(record.id) });
  return html`<p class="side screen"><a href="${href}">对${quarterName(quarter)}通报中计入的本件提出更正…</a></p>`;
}

/** What it counts as, and the day that tells its quarter: a deemed claim ranks, what is late stands in the annex. */
function countedIn({ claimMode, claimBy, late, to }: Line, org: string): { as: string; day: string } | null {
  if ((to as { org?: string } | null)?.org !== org) return null;
  if (claimMode === 'deemed') return { as: 'push', day: String(claimBy) };
  const due = (late as { due: string } | null | undefined)?.due;
  return due === undefined ? null : { as: 'record', day: due };
}
