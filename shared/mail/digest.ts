/**
 * The digest of 08:30 on working days: what falls due today and on the next working day, one mail for each mailbox that
 * has any. The mail names only the mailbox and the day; what it lists is found when the mail is made.
 */
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import { type Organisation, organisationOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/kind.ts';
import { derivedId } from '../keys.ts';
import type { Settings } from '../platform.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import { sharedWith } from './address.ts';
import { quote } from './articles.ts';
import { type DueSoon, dueSoon, dueSoonPages, type PendingPush } from './due-soon.ts';
import { type Letter, lastMoment, nameOf, PROVISIONAL, recordPath } from './letter.ts';
import { newOutgoing, type Outgoing } from './outgoing.ts';
import { writeNew } from './write.ts';

/** So many are listed; the rest is a number and the link to all. */
const LISTED = 100;

/** Writes the day's digests. Nothing on a day that is not worked, and nothing twice: their ids come from the day. */
export async function writeDigests(desk: Desk, settings: Settings): Promise<void> {
  const facts = await desk.facts();
  if (civilDateOf(nextOfficeInstant(calendarNow(facts), facts.now)) !== civilDateOf(facts.now)) return;
  for (const org of facts.county.organisations) {
    for (const section of await mailboxesWithAny(desk, facts, org))
      await writeNew(desk, digestOf(desk, settings, facts, org.code, section));
  }
}

/** The mailboxes of an organisation at which something falls due; no further is looked than until all have something. */
async function mailboxesWithAny(desk: Desk, facts: Facts, org: Organisation): Promise<Set<string | null>> {
  const all = new Set([null, ...org.sections.map(({ code }) => code)].map((section) => sharedWith(org, section)));
  const found = new Set<string | null>();
  for await (const page of dueSoonPages(desk, facts, org.code)) {
    for (const section of new Set(page.map((push) => push.section))) found.add(sharedWith(org, section));
    if (found.size === all.size) break;
  }
  return found;
}

/** Null where nothing is due any more, or the day is over: the next day has a digest of its own. */
export async function digestLetter(desk: Desk, outgoing: Outgoing, facts: Facts): Promise<Letter | null> {
  const org = organisationOf(facts.county, outgoing.org);
  if (!org || outgoing.day !== civilDateOf(facts.now)) return null;
  const sections = new Map<string | null, boolean>();
  const mine = ({ section }: PendingPush): boolean => {
    const known = sections.get(section) ?? sharedWith(org, section) === outgoing.section;
    sections.set(section, known);
    return known;
  };
  const soon = await dueSoon(desk, facts, org.code, LISTED, mine);
  return soon.dueToday + soon.dueNext === 0 ? null : letterOf(soon, facts);
}

function digestOf(desk: Desk, settings: Settings, facts: Facts, org: string, section: string | null): Outgoing {
  const { jurisdiction } = desk;
  const day = civilDateOf(facts.now);
  const id = derivedId(jurisdiction, 'digest', day, org, section ?? '');
  return newOutgoing({ id, jurisdiction, type: 'digest', org, section, about: null, day }, facts, settings.mailDomain);
}

function letterOf({ today, next, dueToday, dueNext, nearest, provisional }: DueSoon, facts: Facts): Letter {
  const [now, later] = [nearest.filter((push) => isBy(push, today)), nearest.filter((push) => !isBy(push, today))];
  const rest = dueToday + dueNext - nearest.length;
  const groups = [
    { title: `今日到期 ${dueToday} 件（${today}）`, lines: now.map((push) => lineOf(push, facts)) },
    { title: `下一工作日到期 ${dueNext} 件（${next}）`, lines: later.map((push) => lineOf(push, facts)) },
  ];
  const counted = `今日到期 ${dueToday} 件，下一工作日（${next}）到期 ${dueNext} 件`;
  return {
    subject: `待认领提醒：${counted}`,
    opening: `以下推送尚未认领：${counted}。请在期限内登录平台认领；不属于本单位职责的，请退回并说明理由。到期未认领的，视为已认领，并计为超期。`,
    details: [],
    groups: groups.filter(({ lines }) => lines.length > 0),
    link: { label: '查看全部待认领', path: '/#pushes' },
    basis: quote('17'),
    remarks: [...(rest > 0 ? [`另有 ${rest} 件未列出，请登录平台查看。`] : []), ...(provisional ? [PROVISIONAL] : [])],
  };
}

function isBy({ clock }: PendingPush, day: CivilDate): boolean {
  return clock.by <= day;
}

function lineOf({ id, body, from, reference, clock }: PendingPush, facts: Facts) {
  const text = `${body.matterName ?? '推送'}，${nameOf(facts, from)}，编号 ${reference}，认领期限 ${lastMoment(clock)}`;
  return { text, path: recordPath('pushes', id) };
}
