/**
 * What follows from a report's record, whoever comes to look and however often: the mails of its stage, each under an
 * id made from circular, stage and recipient; once issued, the caution letters it leads to, each under an id made from
 * quarter and organisation; and word to the government office when issuing is overdue.
 */
import { caution, cautionId } from '../cautions/caution.ts';
import { governmentOfficeOf, isActive } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { create } from '../exchange/shell.ts';
import { derivedId } from '../keys.ts';
import { newOutgoing, type Outgoing, outgoingItem } from '../mail/outgoing.ts';
import { writeNew } from '../mail/write.ts';
import type { Settings } from '../platform.ts';
import type { Quarter } from '../time.ts';
import { cautionsFor } from './cautions.ts';
import { changeReport } from './change.ts';
import { isQuarter } from './quarters.ts';
import { issuedCircular } from './read.ts';
import { issueClock, type Report, readReport, wakeAt } from './report.ts';

export const MAIL_TYPES = { 'under-review': 'circular-draft', issued: 'circular-issued' } as const;
export const OVERDUE = 'circular-overdue';

/** In whose name the platform drafts a caution letter; a person signs it. */
const PLATFORM: Actor = { account: 'system', name: '系统', org: '', roles: [], sections: 'all', scopes: null };

/** Brings a report up to the moment. Early, late or twice makes no difference. */
export async function wakeReport(desk: Desk, settings: Settings, id: string): Promise<void> {
  if (!isQuarter(id)) return;
  const stored = await readReport(desk, id);
  if (!stored) return;
  if (!stored.report.mailed.includes(stored.report.stage)) await writeMails(desk, settings, stored.report);
  await watchIssuing(desk, settings, id);
}

/** A crash on the way leaves some unwritten; the record still says so, and the next to look writes the rest. */
async function writeMails(desk: Desk, settings: Settings, report: Report): Promise<void> {
  const { quarter, stage } = report;
  const facts = await desk.facts();
  // Every organisation of the county, also those that are not listed: a circular is addressed to all of them.
  for (const { code } of facts.county.organisations.filter(isActive))
    await writeNew(desk, mailTo(code, MAIL_TYPES[stage], quarter, facts, settings));
  if (report.issued) await draftCautions(desk, report.issued);
  await changeReport(desk, quarter, async (now) => {
    const done = !now || now.mailed.includes(stage);
    return { report: done ? null : { ...now, mailed: [...now.mailed, stage] }, result: null };
  });
}

/** Art. 23: 超期认领情况严重的部门，由县行政审批服务局进行提醒. Each letter is drafted once, and waits for its signature. */
async function draftCautions(desk: Desk, issued: NonNullable<Report['issued']>): Promise<void> {
  for (const input of cautionsFor(await issuedCircular(desk, issued))) {
    const id = cautionId(desk.jurisdiction, input.quarter, input.org);
    await create(desk, 'caution', id, { actor: PLATFORM, request: `caution-${id}` }, async (facts) => ({
      draft: caution.open(input, { ...facts, by: PLATFORM.account }),
      input,
    }));
  }
}

/** 通报印发 (°): five working days after the review; then the government office is told, once. */
async function watchIssuing(desk: Desk, settings: Settings, quarter: Quarter): Promise<void> {
  await changeReport(desk, quarter, async (report, facts) => {
    if (!report || report.issued || report.overdueTold) return { report: null, result: null };
    // A notice of the State Council may have moved the end since.
    const moved = report.wakes !== wakeAt(report, facts);
    if (facts.now < issueClock(report, facts).deadline) return { report: moved ? report : null, result: null };
    const office = governmentOfficeOf(facts.county).code;
    const item = outgoingItem(mailTo(office, OVERDUE, quarter, facts, settings));
    const also = (await desk.ports.store.get(item.key)) ? [] : [{ item, expected: null }];
    return { report: { ...report, overdueTold: true }, also, result: null };
  });
}

/** What a person issues goes out at once, at whatever hour. */
function mailTo(org: string, type: string, quarter: Quarter, facts: Facts, settings: Settings): Outgoing {
  const { jurisdiction } = facts.county;
  const id = derivedId(jurisdiction, 'circular', quarter, type, org);
  const outgoing = newOutgoing(
    { id, jurisdiction, type, org, section: null, about: null, day: quarter },
    facts,
    settings.mailDomain,
  );
  return type === MAIL_TYPES.issued ? { ...outgoing, due: facts.now } : outgoing;
}
