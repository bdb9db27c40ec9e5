/**
 * The digest of 08:30 on working days: what falls due today and on the next working day, one mail for each mailbox that
 * has any. The notice names only the mailbox and the day; what it lists is found when the mail is made.
 */
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { organisationOf } from '../county.ts';
import type { Facts } from '../exchange/kind.ts';
import type { Desk } from '../exchange/shell.ts';
import { derivedId } from '../keys.ts';
import type { Settings } from '../platform.ts';
import { civilDateOf } from '../time.ts';
import { sharedWith } from './address.ts';
import { quote } from './articles.ts';
import { type DueSoon, dueSoon, type PendingPush } from './due-soon.ts';
import { type Letter, lastMoment, nameOf, PROVISIONAL, recordPath } from './letter.ts';
import { calendarNow, type Notice, newNotice } from './notice.ts';
import { writeNew } from './write.ts';

/** So many are listed; the rest is a number and the link to all. */
const LISTED = 100;

/** Writes the day's digests. Nothing on a day that is not worked, and nothing twice: their ids come from the day. */
export async function writeDigests(desk: Desk, settings: Settings): Promise<void> {
  const facts = await desk.facts();
  if (civilDateOf(nextOfficeInstant(calendarNow(facts), facts.now)) !== civilDateOf(facts.now)) return;
  for (const org of facts.county.organisations) {
    const { pushes } = await dueSoon(desk, facts, org.code);
    const mailboxes = new Set(pushes.map(({ section }) => sharedWith(org, section)));
    for (const section of mailboxes) await writeNew(desk, digestOf(desk, settings, facts, org.code, section));
  }
}

/** Null where nothing is due any more, or the day is over: the next day has a digest of its own. */
export async function digestLetter(desk: Desk, notice: Notice, facts: Facts): Promise<Letter | null> {
  const org = organisationOf(facts.county, notice.org);
  if (!org || notice.day !== civilDateOf(facts.now)) return null;
  const found = await dueSoon(desk, facts, org.code);
  const mine = found.pushes.filter(({ section }) => sharedWith(org, section) === notice.section);
  return mine.length === 0 ? null : letterOf({ ...found, pushes: mine }, facts);
}

function digestOf(desk: Desk, settings: Settings, facts: Facts, org: string, section: string | null): Notice {
  const { jurisdiction } = desk;
  const day = civilDateOf(facts.now);
  const id = derivedId(jurisdiction, 'digest', day, org, section ?? '');
  return newNotice({ id, jurisdiction, type: 'digest', org, section, about: null, day }, facts, settings.mailDomain);
}

function letterOf({ today, next, pushes }: DueSoon, facts: Facts): Letter {
  const now = pushes.filter(({ clock }) => clock.by <= today);
  const later = pushes.filter(({ clock }) => clock.by > today);
  const listed = [now.slice(0, LISTED), later.slice(0, Math.max(LISTED - now.length, 0))] as const;
  const rest = pushes.length - listed[0].length - listed[1].length;
  const titles = [`今日到期 ${now.length} 件（${today}）`, `下一工作日到期 ${later.length} 件（${next}）`];
  const groups = listed.map((some, i) => ({ title: titles[i] as string, lines: some.map((p) => lineOf(p, facts)) }));
  const provisional = pushes.some(({ clock }) => clock.provisional);
  const counted = `今日到期 ${now.length} 件，下一工作日（${next}）到期 ${later.length} 件`;
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

function lineOf({ id, body, from, reference, clock }: PendingPush, facts: Facts) {
  const text = `${body.matterName ?? '推送'}，${nameOf(facts, from)}，编号 ${reference}，认领期限 ${lastMoment(clock)}`;
  return { text, path: recordPath('pushes', id) };
}
