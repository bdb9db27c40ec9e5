/**
 * The mails of a circular, made when they go out: the draft as it stands at that moment, the issued one as it was
 * frozen, each with its files.
 */

import { cited } from '../citing.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { layOut } from '../mail/layout.ts';
import type { MadeMail, MailMaker, MailMakers } from '../mail/made.ts';
import type { Outgoing } from '../mail/outgoing.ts';
import { lastMoment } from '../mail/words.ts';
import type { Settings } from '../platform.ts';
import type { Attachment } from '../ports.ts';
import { quarterName } from '../time.ts';
import type { Circular, PushNames } from './circular.ts';
import { fileNameOf } from './files/words.ts';
import { subjectOf, textOf } from './mail-text.ts';
import { pushNames } from './push-names.ts';
import { readCircular } from './read.ts';
import { DOCX, drawn, renderers, XLSX } from './renderers.ts';
import { issueClock, readReport, reviewClock } from './report.ts';
import { MAIL_TYPES, OVERDUE } from './waking.ts';

export const circularMails: MailMakers = {
  [MAIL_TYPES['under-review']]: { atAnyHour: false, make: makeDraft },
  [MAIL_TYPES.issued]: { atAnyHour: true, make: makeIssued },
  [OVERDUE]: { atAnyHour: false, make: makeOverdue },
} satisfies Record<string, MailMaker>;

/** Nothing any more once the circular is issued: that one has a mail of its own. */
async function makeDraft(desk: Desk, settings: Settings, outgoing: Outgoing, facts: Facts): Promise<MadeMail | null> {
  const quarter = outgoing.day as string;
  const report = (await readReport(desk, quarter))?.report;
  if (!report || report.issued) return null;
  const review = reviewClock(report, facts);
  const circular = await readCircular(desk, facts, quarter);
  const text = textOf(circular, outgoing.org, facts.now < review.deadline ? review : null, settings.address);
  return { ...(await common(desk, circular, outgoing.org)), text };
}

async function makeIssued(desk: Desk, settings: Settings, outgoing: Outgoing, facts: Facts): Promise<MadeMail | null> {
  const circular = await readCircular(desk, facts, outgoing.day as string);
  if (circular.stage !== 'issued') return null;
  return {
    ...(await common(desk, circular, outgoing.org)),
    text: textOf(circular, outgoing.org, null, settings.address),
  };
}

/** To the government office; nothing once it has been issued after all. */
async function makeOverdue(desk: Desk, settings: Settings, outgoing: Outgoing, facts: Facts): Promise<MadeMail | null> {
  const quarter = outgoing.day as string;
  const report = (await readReport(desk, quarter))?.report;
  if (!report || report.issued) return null;
  const what = `${facts.county.name}${quarterName(quarter)}审管互动信息认领情况通报`;
  const letter = {
    subject: `通报超期未印发：${quarterName(quarter)}`,
    opening: `${what}未在期限内印发。请督促县行政审批服务局决定全部更正申请后尽快印发。`,
    details: [['印发期限', `${lastMoment(issueClock(report, facts))}（已过）`] as const],
    groups: [],
    link: { label: '查看通报', path: `/console/reports/${quarter}` },
    basis: cited(facts.county, '°'),
    remarks: [],
  };
  return { ...(await layOut(letter, settings.address)), attachments: [] };
}

async function common(desk: Desk, circular: Circular, org: string): Promise<Omit<MadeMail, 'text'>> {
  const { CHART_ADDRESS, renderHtml } = await renderers();
  const names = await pushNames(desk, circular);
  const html = renderHtml(circular, org, names, CHART_ADDRESS);
  return { subject: subjectOf(circular), html, attachments: await filesOf(circular, names) };
}

/** The same for every recipient. */
async function filesOf(circular: Circular, names: PushNames): Promise<Attachment[]> {
  const { chartAttachment } = await renderers();
  const name = fileNameOf(circular);
  return [
    chartAttachment(circular, await drawn('png', circular, names)),
    { filename: `${name}.docx`, contentType: DOCX, content: await drawn('docx', circular, names) },
    { filename: `${name}.xlsx`, contentType: XLSX, content: await drawn('xlsx', circular, names) },
  ];
}
