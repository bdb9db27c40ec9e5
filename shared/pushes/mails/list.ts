/** How mails list pushes: some are named, the rest is a number. */
import type { RunningClock } from '../../calendar/types.ts';
import type { Organisation } from '../../county.ts';
import type { Desk } from '../../exchange/desk.ts';
import type { Facts } from '../../exchange/facts.ts';
import { sharedWith } from '../../mail/address.ts';
import { lastMoment, nameOf, PROVISIONAL, recordPath } from '../../mail/words.ts';
import { PUSH_KINDS } from '../fields.ts';
import { arrivedPages, deemedPages, type Push, type Span } from './arrived.ts';

/** So many are named in a mail. */
export const NAMED = 100;

/** What a mailbox is told of a window. */
export interface Told {
  arrived: Push[];
  deemed: Push[];
  provisional: boolean;
}

/** What came to a mailbox within a window, and what was deemed claimed in it; the section-heads' too. */
export async function toldOf(
  desk: Desk,
  facts: Facts,
  org: Organisation,
  mailbox: string | null,
  span: Span,
): Promise<Told> {
  const isFor = ({ section }: Push): boolean => sharedWith(org, section) === mailbox;
  const heads = mailbox === headsOf(org);
  const told: Told = { arrived: [], deemed: [], provisional: false };
  for await (const page of arrivedPages(desk, facts, org.code, span)) told.arrived.push(...page.filter(isFor));
  for await (const page of deemedPages(desk, facts, org.code, span))
    told.deemed.push(...page.filter((push) => heads || isFor(push)));
  told.arrived.sort((a, b) => deadlineOf(a) - deadlineOf(b) || a.createdAt - b.createdAt);
  told.provisional = told.arrived.some(({ clock }) => (clock as RunningClock | null)?.provisional);
  return told;
}

/** Where the section-heads of an organisation are reached: its own address. */
export function headsOf(org: Organisation): string | null {
  return sharedWith(org, null);
}

/** The groups of a mail, at most `room` lines in all; `rest` is how many are not named. */
export function groupsOf({ arrived, deemed }: Told, facts: Facts, room: number) {
  const named = { deemed: deemed.slice(0, room), arrived: arrived.slice(0, Math.max(room - deemed.length, 0)) };
  const groups = [
    {
      title: `已视为认领、待确认责任人 ${deemed.length} 件`,
      lines: named.deemed.map((push) => lineOf(push, facts, `认领期限 ${push.claimBy}（已过）`)),
    },
    { title: `新到 ${arrived.length} 件`, lines: named.arrived.map((push) => lineOf(push, facts, claimText(push))) },
  ];
  const rest = deemed.length + arrived.length - named.deemed.length - named.arrived.length;
  return { groups: groups.filter(({ lines }) => lines.length > 0), rest };
}

/** What stands below a list. */
export function remarksOf(rest: number, provisional: boolean): string[] {
  return [...(rest > 0 ? [`另有 ${rest} 件未列出，请登录平台查看。`] : []), ...(provisional ? [PROVISIONAL] : [])];
}

function claimText({ clock, body }: Push): string {
  if (clock) return `认领期限 ${lastMoment(clock as RunningClock)}`;
  return body.copyOf === null ? '供知悉' : '抄送，供知悉';
}

function lineOf({ id, body, from, reference }: Push, facts: Facts, until: string) {
  const text = `${body.matterName ?? PUSH_KINDS[body.kind]}，${nameOf(facts, from)}，编号 ${reference}，${until}`;
  return { text, path: recordPath('pushes', id) };
}

function deadlineOf({ clock }: Push): number {
  return (clock as RunningClock | null)?.deadline ?? Number.POSITIVE_INFINITY;
}
