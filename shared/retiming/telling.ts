/**
 * Who is told what was entered in the calendar: the government office of everything, by the commit that enters it; of
 * rule sets every organisation besides, since all are measured by them. What a person enters about time moves what
 * others have to answer for, the person's own organisation among them.
 */
import { extensionAt } from '../calendar/extensions.ts';
import { calendarAt, isWorking } from '../calendar/table.ts';
import type { LogEntry } from '../calendar/types.ts';
import { governmentOfficeOf, isActive } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailWords } from '../exchange/mails.ts';
import { derivedId } from '../keys.ts';
import { addressOf } from '../mail/address.ts';
import { newOutgoing, type Outgoing, outgoingItem } from '../mail/outgoing.ts';
import { writeNew } from '../mail/write.ts';
import type { Put } from '../ports.ts';
import { type CivilDate, civilDateOf, formatInstant, yearOfInstant } from '../time.ts';

const CALENDAR_MAIL = 'calendar-entry';
/** Past days that are named; the calendar shows all. */
const NAMED = 20;

/** The government office's mail about the entry of that version. */
export function officeTold(facts: Facts, version: number, mailDomain: string): Put[] {
  const office = governmentOfficeOf(facts.county).code;
  if (addressOf(facts.county, office, null) === null) return [];
  return [{ item: outgoingItem(mailTo(office, facts, version, mailDomain)), expected: null }];
}

/** Of a rule set the others are told; asked again, whoever has not been told is. */
export async function tellOthers(desk: Desk, entry: LogEntry, version: number, mailDomain: string): Promise<void> {
  if (entry.type !== 'rules') return;
  const facts = await desk.facts();
  const office = governmentOfficeOf(facts.county).code;
  for (const { code } of facts.county.organisations.filter(isActive)) {
    if (code === office || addressOf(facts.county, code, null) === null) continue;
    await writeNew(desk, mailTo(code, facts, version, mailDomain));
  }
}

function mailTo(org: string, facts: Facts, version: number, mailDomain: string): Outgoing {
  const { jurisdiction } = facts.county;
  const id = derivedId(jurisdiction, CALENDAR_MAIL, String(version), org);
  const about = { section: null, about: null, day: String(version) };
  return newOutgoing({ id, jurisdiction, type: CALENDAR_MAIL, org, ...about }, facts, mailDomain);
}

/** `day` names the calendar's version with the entry. */
export async function calendarWords(_desk: Desk, { day }: Outgoing, { log }: Facts): Promise<MailWords | null> {
  const version = Number(day);
  const entry = log[version - 1];
  if (!entry) return null;
  const { what, details, path } = saidOf(log, entry);
  const past = pastDaysOff(log, version);
  const named = past.slice(0, NAMED).join('、');
  return {
    subject: what,
    opening: `${what}。有关期限、统计和通报即按此计算。请核对依据；如有疑问，请立即与行政审批服务局核实。`,
    details: [...details, ['录入', `${entry.by}，${formatInstant(entry.at)}`]],
    groups: [],
    link: { label: '查看', path },
    basis: null,
    remarks:
      past.length === 0
        ? []
        : [`其中 ${past.length} 日在录入时已经过去，由工作日改为休息日：${named}${past.length > NAMED ? '等' : ''}。`],
  };
}

interface Said {
  readonly what: string;
  readonly details: readonly (readonly [string, string])[];
  readonly path: string;
}

function saidOf(log: readonly LogEntry[], entry: LogEntry): Said {
  switch (entry.type) {
    case 'notice': {
      const off = entry.days.filter(({ working }) => !working).length;
      const days = `放假 ${off} 日，调休上班 ${entry.days.length - off} 日`;
      const details = [['依据', entry.source] as const, ['内容', days] as const];
      return { what: `已录入 ${entry.year} 年的放假安排`, details, path: `/console/calendar/${entry.year}` };
    }
    case 'rules':
      return {
        what: `已录入时限规则：${entry.source}`,
        details: [['依据', entry.source] as const, ['施行日期', entry.from] as const],
        path: '/console/rule-sets',
      };
    case 'extension':
      return { what: `已录入期限顺延：${entry.from} 至 ${entry.to}`, ...extensionSaid(entry) };
    case 'revocation': {
      const { from, to, ...extension } = extensionAt(log, entry.extension);
      const { details, path } = extensionSaid(extension);
      return { what: `已撤销期限顺延：${from} 至 ${to}`, details: [...details, ['撤销的理由', entry.reason]], path };
    }
  }
}

function extensionSaid({ documentNumber, reason }: { documentNumber: string; reason: string }) {
  return {
    details: [['文号', documentNumber] as const, ['事由', reason] as const],
    path: '/console/extensions',
  };
}

/** Days before the entry that were worked by the calendar before it. */
function pastDaysOff(log: readonly LogEntry[], version: number): CivilDate[] {
  const entry = log[version - 1];
  if (entry?.type !== 'notice') return [];
  const today = civilDateOf(entry.at);
  const before = calendarAt(log, version - 1, yearOfInstant(entry.at));
  return entry.days
    .filter(({ date, working }) => !working && date < today && isWorking(before, date))
    .map(({ date }) => date);
}
