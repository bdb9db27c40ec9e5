/**
 * Mails of arrival (art. 17; the hours are a convention): one a mailbox and hour, where something came, made from the
 * index; a push itself owes none, so that a thousand pushes are not a thousand mails, nor the writes for them. The mail
 * names only the mailbox and its window; what it lists is found when it is made: what is no longer open is left out,
 * and where nothing is left there is no mail.
 */
import { cited } from '../../citing.ts';
import { bureauOf, type Organisation, organisationOf } from '../../county.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Facts } from '../../exchange/facts.ts';
import type { MailWords } from '../../exchange/mails.ts';
import { derivedId } from '../../keys.ts';
import { hasAccounts, sharedWith } from '../../mail/address.ts';
import { newOutgoing, type Outgoing } from '../../mail/outgoing.ts';
import { PUNCTUAL } from '../../mail/retries.ts';
import { writeNew } from '../../mail/write.ts';
import type { Settings } from '../../platform.ts';
import { civilDateOf } from '../../time.ts';
import { arrivedPages, deemedPages } from './arrived.ts';
import { isSince, lastWindows, nameOfWindow, type Window, windowNamed, windowsSince } from './hours.ts';
import { groupsOf, headsOf, NAMED, remarksOf, toldOf } from './list.ts';

const ARRIVALS = 'arrivals';

/**
 * Writes the mails of the hours that have passed. Late, twice or after some were missed, each is written once; `last`
 * names the hour for which it ran before.
 */
export async function writeArrivals(desk: Desk, settings: Settings, last?: string): Promise<void> {
  const facts = await desk.facts();
  const windows = windowsSince(facts, last);
  const [newest, oldest] = [windows[0], windows.at(-1)];
  if (!newest || !oldest) return;
  for (const org of facts.county.organisations) {
    const span = { from: oldest.from, to: newest.to };
    const mine = windows.filter(({ first }) => !first);
    const found = await mailboxesBy(desk, facts, org, mine, span, last);
    await tellOfNobody(desk, settings, facts, org, found.pending);
    await writeEach(desk, settings, facts, org, found.by);
  }
}

/** What these windows have to tell, for which there was no digest: each as a mail of arrival. */
export async function tellInsteadOfDigests(
  desk: Desk,
  settings: Settings,
  facts: Facts,
  org: Organisation,
  windows: readonly Window[],
): Promise<void> {
  const by = await Promise.all(
    windows.map(async (window) => [window, await mailboxesIn(desk, facts, org, window)] as const),
  );
  await writeEach(desk, settings, facts, org, by);
}

async function writeEach(
  desk: Desk,
  settings: Settings,
  facts: Facts,
  org: Organisation,
  by: Iterable<readonly [Window, ReadonlySet<string | null>]>,
): Promise<void> {
  for (const [window, mailboxes] of by) {
    for (const mailbox of mailboxes) await writeNew(desk, mailOf(desk, settings, facts, org, mailbox, window));
  }
}

/** True where nothing has come since the hour before the last, so that there is nothing to tell at the next. */
export async function isQuiet(desk: Desk): Promise<boolean> {
  const facts = await desk.facts();
  const [newest] = lastWindows(facts, 1);
  const window = newest && { from: newest.from, to: facts.now + 1, first: false };
  if (!window) return false;
  for (const org of facts.county.organisations)
    if ((await mailboxesIn(desk, facts, org, window)).size > 0) return false;
  return true;
}

/** The mailboxes of an organisation to which something came in a window, or was deemed claimed. */
export async function mailboxesIn(desk: Desk, facts: Facts, org: Organisation, window: Window) {
  return (await mailboxesBy(desk, facts, org, [window], window)).by.get(window) ?? new Set<string | null>();
}

async function mailboxesBy(
  desk: Desk,
  facts: Facts,
  org: Organisation,
  windows: readonly Window[],
  span: Span,
  last?: string,
) {
  const by = new Map<Window, Set<string | null>>();
  const pending: string[] = [];
  const add = (at: number, mailbox: string | null): void => {
    const window = windows.find(({ from, to }) => at >= from && at < to);
    if (window) by.set(window, (by.get(window) ?? new Set()).add(mailbox));
  };
  for await (const page of arrivedPages(desk, facts, org.code, span)) {
    for (const { id, state, createdAt, section } of page) {
      if (state === 'pending') pending.push(id);
      add(createdAt, sharedWith(org, section));
    }
  }
  // Only of the newest, of those missed, and of those in which a day ended: it takes reading what was deemed for weeks.
  const endsDay = ({ from, to }: Window): boolean => civilDateOf(from) < civilDateOf(to);
  for (const window of windows.filter((one, i) => i === 0 || isSince(one, last) || endsDay(one))) {
    for await (const page of deemedPages(desk, facts, org.code, window)) {
      for (const { section, body } of page)
        for (const mailbox of [sharedWith(org, section), headsOf(org)]) add(body.claimedAt as number, mailbox);
    }
  }
  return { by, pending };
}

type Span = Pick<Window, 'from' | 'to'>;

/**
 * Pushes at an organisation where nobody can sign in: their clocks run all the same, and the bureau is told (art. 16).
 */
async function tellOfNobody(desk: Desk, settings: Settings, facts: Facts, org: Organisation, ids: readonly string[]) {
  if (ids.length === 0 || (await hasAccounts(desk, org.code))) return;
  for (const id of ids) await writeNew(desk, withoutAccounts(desk, settings, facts, id));
}

/** The mail to the bureau about a push at an organisation without accounts; one a push. */
function withoutAccounts(desk: Desk, settings: Settings, facts: Facts, push: string): Outgoing {
  const type = 'addressee-without-accounts';
  const { jurisdiction } = desk;
  const told = { id: derivedId(push, type), jurisdiction, type, org: bureauOf(facts.county).code, about: push };
  return newOutgoing({ ...told, section: null, day: null }, facts, settings.mailDomain);
}

function mailOf(
  desk: Desk,
  settings: Settings,
  facts: Facts,
  org: Organisation,
  section: string | null,
  window: Window,
) {
  const { jurisdiction } = desk;
  const day = nameOfWindow(window);
  const id = derivedId(jurisdiction, ARRIVALS, day, org.code, section ?? '');
  const told = { id, jurisdiction, type: ARRIVALS, org: org.code, section, about: null, day };
  const outgoing = newOutgoing(told, facts, settings.mailDomain);
  // At once, though offices close at the last of the hours; where the run was late, at their next opening.
  return facts.now - window.to <= PUNCTUAL ? { ...outgoing, due: facts.now } : outgoing;
}

/** Null where nothing is left of what came. */
export async function arrivalWords(desk: Desk, outgoing: Outgoing, facts: Facts): Promise<MailWords | null> {
  const org = organisationOf(facts.county, outgoing.org);
  const window = windowNamed(facts, outgoing.day);
  if (!org || !window) return null;
  const told = await toldOf(desk, facts, org, outgoing.section, window);
  const [arrived, deemed] = [told.arrived.length, told.deemed.length];
  if (arrived + deemed === 0) return null;
  const { groups, rest } = groupsOf(told, facts, NAMED);
  const counted = [
    ...(arrived > 0 ? [`新到推送 ${arrived} 件`] : []),
    ...(deemed > 0 ? [`视为认领待确认责任人 ${deemed} 件`] : []),
  ].join('，');
  return {
    subject: counted,
    opening:
      `${counted}。请登录平台办理：待认领的，请在期限内认领，不属于本单位职责的退回并说明理由；` +
      '到期未认领的，视为已认领，并计为超期，须确认责任人。',
    details: [],
    groups,
    link: { label: '查看全部推送', path: '/console/pushes' },
    basis: cited(facts.county, '17'),
    remarks: remarksOf(rest, told.provisional),
  };
}
