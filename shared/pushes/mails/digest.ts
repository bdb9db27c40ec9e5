/**
 * The digest of the day's first mail hour (08:30): what falls due today and on the next working day, and what came
 * since the day before, one mail for each mailbox that has any. The mail names only the mailbox and the day; what it
 * lists is found when the mail is made.
 */
import { calendarNow, isWorking } from '../../calendar/table.ts';
import { cited } from '../../citing.ts';
import { bureauOf, governmentOfficeOf, type Organisation, organisationOf } from '../../county.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Facts } from '../../exchange/facts.ts';
import type { MailWords } from '../../exchange/mails.ts';
import { derivedId } from '../../keys.ts';
import { accountNews } from '../../mail/account-news.ts';
import { sharedWith } from '../../mail/address.ts';
import { newOutgoing, type Outgoing, outgoingKey } from '../../mail/outgoing.ts';
import { sealedNews } from '../../mail/sealed-news.ts';
import { lastMoment, nameOf, recordPath } from '../../mail/words.ts';
import { writeNew } from '../../mail/write.ts';
import type { Settings } from '../../platform.ts';
import { type CivilDate, civilDateOf, instantAt } from '../../time.ts';
import { type DueSoon, dueSoon, dueSoonPages, type PendingPush } from './due-soon.ts';
import { mailboxesIn, tellInsteadOfDigests } from './hourly.ts';
import { digestWindows, hoursOf, isSince, lastWindows, type Window } from './hours.ts';
import { groupsOf, NAMED, remarksOf, type Told, toldOf } from './list.ts';
import { lineOfOther, type OtherWork, otherWork } from './other-work.ts';

const DIGEST = 'digest';

/**
 * Writes the day's digests. Nothing on a day that is not worked, and nothing twice: their ids come from the day. What
 * the digests of days before had to tell of arrivals, where the platform was down on their day, is told by mails of
 * arrival; `last` names the hour for which it ran before.
 */
export async function writeDigests(desk: Desk, settings: Settings, last?: string): Promise<void> {
  const facts = await desk.facts();
  const today = civilDateOf(facts.now);
  const missed = digestWindows(facts).filter((one) => isSince(one, last) && civilDateOf(one.to) < today);
  if (missed.length > 0) {
    for (const org of facts.county.organisations) await tellInsteadOfDigests(desk, settings, facts, org, missed);
  }
  if (!isWorking(calendarNow(facts), today) || facts.now < instantAt(today, hoursOf(facts.county)[0] as string)) return;
  for (const org of facts.county.organisations) {
    for (const section of await mailboxesWithAny(desk, facts, org))
      await writeNew(desk, digestOf(desk, settings, facts, org.code, section));
  }
}

/** The window that the digest of today tells of. */
function firstWindow(facts: Facts): Window | undefined {
  const today = civilDateOf(facts.now);
  return lastWindows(facts, hoursOf(facts.county).length).find(({ to, first }) => first && civilDateOf(to) === today);
}

/** The mailboxes at which something falls due or has come; no further is looked than until all have something. */
async function mailboxesWithAny(desk: Desk, facts: Facts, org: Organisation): Promise<Set<string | null>> {
  const all = new Set([null, ...org.sections.map(({ code }) => code)].map((section) => sharedWith(org, section)));
  const window = firstWindow(facts);
  const found = window ? await mailboxesIn(desk, facts, org, window) : new Set<string | null>();
  for (const { exchange } of await otherWork(desk, facts, org.code)) found.add(mailboxOf(org, exchange));
  if ((await newsOf(desk, facts, org)).length > 0) found.add(null);
  for await (const page of dueSoonPages(desk, facts, org.code)) {
    for (const section of new Set(page.map((push) => push.section))) found.add(sharedWith(org, section));
    if (found.size === all.size) break;
  }
  return found;
}

/** Null where nothing is due any more, or the day is over: the next day has a digest of its own. */
export async function digestWords(desk: Desk, outgoing: Outgoing, facts: Facts): Promise<MailWords | null> {
  const org = organisationOf(facts.county, outgoing.org);
  if (!org || outgoing.day !== civilDateOf(facts.now)) return null;
  const sections = new Map<string | null, boolean>();
  const mine = ({ section }: PendingPush): boolean => {
    const known = sections.get(section) ?? sharedWith(org, section) === outgoing.section;
    sections.set(section, known);
    return known;
  };
  const soon = await dueSoon(desk, facts, org.code, NAMED, mine);
  const window = firstWindow(facts);
  const told = window ? await toldOf(desk, facts, org, outgoing.section, window) : NOTHING;
  const other = (await otherWork(desk, facts, org.code)).filter(
    ({ exchange }) => mailboxOf(org, exchange) === outgoing.section,
  );
  // What falls due is listed once, there.
  const known = new Set(soon.nearest.map(({ id }) => id));
  const arrived = told.arrived.filter(({ id }) => !known.has(id));
  const news = outgoing.section === null ? await newsOf(desk, facts, org) : [];
  if (soon.dueToday + soon.dueNext + arrived.length + told.deemed.length + other.length + news.length === 0)
    return null;
  const about = org.code === bureauOf(facts.county).code ? '账号管理' : '待办提醒';
  return wordsOf(soon, { ...told, arrived }, { other, news, about }, facts);
}

/**
 * The bureau is told what became of accounts since its digest before (art. 16), the government office what waits under
 * seal for its decision; others are not. A day without one had
 * nothing to tell, or the platform was down: its span is looked through again.
 */
async function newsOf(desk: Desk, facts: Facts, org: Organisation): Promise<MailWords['groups']> {
  if (org.code === governmentOfficeOf(facts.county).code) return sealedNews(desk, facts);
  const [today, ...before] = digestWindows(facts);
  const isToday = today && civilDateOf(today.to) === civilDateOf(facts.now);
  if (org.code !== bureauOf(facts.county).code || before.length === 0 || !isToday) return [];
  const ids = before.map(({ to }) => digestId(desk, civilDateOf(to), org.code, null));
  const items = await desk.ports.store.getMany(ids.map((id) => outgoingKey(desk.jurisdiction, id)));
  const sent = before.find((_, i) => (items[i]?.value as Outgoing | undefined)?.state === 'sent');
  const since = (sent ?? (before.at(-1) as Window)).to;
  return accountNews(desk, facts, { from: since, to: today.to });
}

/** What waits for its sender is told to the whole organisation; the rest to the section that has it. */
function mailboxOf(org: Organisation, { to, section }: OtherWork['exchange']): string | null {
  return sharedWith(org, to === org.code ? section : null);
}

/** What stands in a digest beside pushes. */
interface Beside {
  readonly other: readonly OtherWork[];
  readonly news: MailWords['groups'];
  /** The subject of a digest that has news alone. */
  readonly about: string;
}

const NOTHING: Told = { arrived: [], deemed: [], provisional: false };

function digestId({ jurisdiction }: Desk, day: CivilDate, org: string, section: string | null): string {
  return derivedId(jurisdiction, DIGEST, day, org, section ?? '');
}

function digestOf(desk: Desk, settings: Settings, facts: Facts, org: string, section: string | null): Outgoing {
  const { jurisdiction } = desk;
  const day = civilDateOf(facts.now);
  const id = digestId(desk, day, org, section);
  return newOutgoing({ id, jurisdiction, type: DIGEST, org, section, about: null, day }, facts, settings.mailDomain);
}

function wordsOf(soon: DueSoon, told: Told, { other, news, about }: Beside, facts: Facts): MailWords {
  const { today, next, dueToday, dueNext, nearest, provisional } = soon;
  const [now, later] = [nearest.filter((push) => isBy(push, today)), nearest.filter((push) => !isBy(push, today))];
  const due = [
    { title: `今日到期 ${dueToday} 件（${today}）`, lines: now.map((push) => lineOf(push, facts)) },
    { title: `下一工作日到期 ${dueNext} 件（${next}）`, lines: later.map((push) => lineOf(push, facts)) },
  ];
  const others = groupsOf(told, facts, NAMED - nearest.length);
  const rest = dueToday + dueNext - nearest.length + others.rest;
  const counted = [countedOf(soon, told, other.length), ...news.map(({ title }) => title)]
    .filter((one) => one !== '')
    .join('，');
  const named = other.slice(0, NAMED).map((work) => lineOfOther(work, facts));
  const further = named.length === 0 ? [] : [{ title: `其他待办 ${other.length} 件`, lines: named }];
  return {
    subject: `${isOfPushes(soon, told) || other.length > 0 ? subjectOf(soon, told) : about}：${counted}`,
    opening: openingOf(counted, { ofPushes: isOfPushes(soon, told), ofWork: other.length > 0 }),
    details: [],
    groups: [...due.filter(({ lines }) => lines.length > 0), ...others.groups, ...further, ...news],
    link: isOfPushes(soon, told)
      ? { label: '查看全部待认领', path: '/console/pushes' }
      : { label: '查看全部待办', path: '/console/inbox' },
    basis: cited(facts.county, '17'),
    remarks: remarksOf(rest, provisional || told.provisional),
  };
}

function isOfPushes({ dueToday, dueNext }: DueSoon, { arrived, deemed }: Told): boolean {
  return dueToday + dueNext + arrived.length + deemed.length > 0;
}

function subjectOf(soon: DueSoon, told: Told): string {
  if (!isOfPushes(soon, told)) return '待办提醒';
  return soon.dueToday + soon.dueNext > 0 ? '待认领提醒' : '推送提醒';
}

function openingOf(counted: string, { ofPushes, ofWork }: { ofPushes: boolean; ofWork: boolean }): string {
  if (!ofPushes && !ofWork) return `请登录平台核对：${counted}。`;
  if (!ofPushes) return `以下事项请登录平台办理：${counted}。期限届满未办理的，记为超期。`;
  return `以下推送请登录平台办理：${counted}。待认领的，请在期限内认领；不属于本单位职责的，请退回并说明理由。到期未认领的，视为已认领，并计为超期。`;
}

function countedOf({ next, dueToday, dueNext }: DueSoon, { arrived, deemed }: Told, other: number): string {
  return [
    ...(dueToday + dueNext > 0 ? [`今日到期 ${dueToday} 件，下一工作日（${next}）到期 ${dueNext} 件`] : []),
    ...(arrived.length > 0 ? [`新到 ${arrived.length} 件`] : []),
    ...(deemed.length > 0 ? [`视为认领待确认责任人 ${deemed.length} 件`] : []),
    ...(other > 0 ? [`其他待办 ${other} 件`] : []),
  ].join('，');
}

function isBy({ clock }: PendingPush, day: CivilDate): boolean {
  return clock.by <= day;
}

function lineOf({ id, body, from, reference, clock }: PendingPush, facts: Facts) {
  const text = `${body.matterName ?? '推送'}，${nameOf(facts, from)}，编号 ${reference}，认领期限 ${lastMoment(clock)}`;
  return { text, path: recordPath('pushes', id) };
}
