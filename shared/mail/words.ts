/** What the words of mails have in common: names, days, links, and forms that several kinds use. */
import type { RunningClock } from '../calendar/types.ts';
import { cited } from '../citing.ts';
import { orgName } from '../county.ts';
import type { Facts } from '../exchange/facts.ts';
import type { MailAbout, MailWords, MailWriter } from '../exchange/mails.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import { addDays, type CivilDate, formatInstant, ordinalOf, quarterName, startOfDay } from '../time.ts';

export const PROVISIONAL =
  '期限中含推算日历：有关年份的放假安排通知尚未公布，公布后期限可能调整，请以登录平台所见为准。';

/** What there is to tell of a record while it is in one of some states. */
export interface Plain {
  /** The states in which there is something to tell. */
  while: readonly string[];
  what: string;
  todo: string;
  article: string;
}

/**
 * The mail of an arrival in plain words; nothing once the record has gone on, or its body has been taken from sight.
 */
export function arrivalIn(words: Plain): MailWriter {
  return (about) => arrivalWords(words, about);
}

function arrivalWords(words: Plain, { exchange, path, matterName, facts }: MailAbout): MailWords | null {
  if (exchange.quarantined || !words.while.includes(exchange.state)) return null;
  const matter = matterName === null ? [] : [['事项', matterName] as const];
  return {
    subject: matterName === null ? words.what : `${words.what}：${matterName}`,
    opening: `${words.what}。${words.todo}`,
    details: [...matter, ...concerning(exchange), ['来自', nameOf(facts, exchange.from)], ...dueOf(exchange)],
    groups: [],
    link: { label: '查看并办理', path: recordPath(path, exchange.id) },
    basis: cited(facts.county, words.article),
    remarks: exchange.clock?.provisional ? [PROVISIONAL] : [],
  };
}

/** The arrival of a kind that has no words of its own for it. */
export function plainArrival(about: MailAbout, article: string): MailWords | null {
  const what = `新的${about.label}`;
  return arrivalWords({ while: [about.exchange.state], what, todo: '请登录平台查看并办理。', article }, about);
}

/** The mail of a step after a circular (art. 23 and 24), with its quarter and the end of the clock that runs. */
export function stepIn(words: Plain): MailWriter {
  return ({ exchange, path, facts }) => {
    if (exchange.quarantined || !words.while.includes(exchange.state)) return null;
    const { org, quarter } = exchange.body as { org?: string; quarter?: string };
    const named = quarter && quarterName(quarter);
    const clock = exchange.state === 'sent' ? exchange.clock : null;
    return {
      subject: named ? `${words.what}：${named}通报` : words.what,
      opening: `${words.what}。${words.todo}`,
      details: [
        ...(named ? [['通报', named] as const] : []),
        ...(named && org ? [['被提醒单位', nameOf(facts, org)] as const] : []),
        ...concerning(exchange),
        ['来自', nameOf(facts, exchange.from)],
        ...(clock ? [['整改期限', lastMoment(clock as RunningClock)] as const] : []),
      ],
      groups: [],
      link: { label: '查看并办理', path: recordPath(path, exchange.id) },
      basis: cited(facts.county, words.article),
      remarks: (clock as RunningClock | null)?.provisional ? [PROVISIONAL] : [],
    };
  };
}

/** The decision that a record is about, by its number: nothing of its party leaves the platform. */
export function concerning({ subject }: MailAbout['exchange']): (readonly [string, string])[] {
  const number = subject?.licence?.documentNumber ?? null;
  return number === null ? [] : [['决定文书号', maskIdentityNumbers(number)]];
}

/** What a record that follows from a push is about, and why it is wanted no longer. */
export function followedDetails<Reason extends string>(
  { matter, matterName, endReason }: { matter: string; matterName: string | null; endReason: Reason | null },
  reasons: Readonly<Record<Reason, string>>,
): MailWords['details'] {
  return [['事项', matterName ?? matter], ...(endReason ? [['终止原因', reasons[endReason]] as const] : [])];
}

/** Until when what has arrived is to be done. */
function dueOf({ clock }: MailAbout['exchange']): (readonly [string, string])[] {
  return clock ? [['办理期限', lastMoment(clock)]] : [];
}

/** The words with what else is to be known of the record. */
export function withDetails<Body, State extends string>(
  words: MailWriter,
  more: (about: MailAbout<Body, State>) => MailWords['details'],
): MailWriter<Body, State> {
  return async (about, asks) => {
    const said = await words(about as never, asks);
    return said && { ...said, details: [...more(about), ...said.details] };
  };
}

/** `2026-09-30（星期三）24:00`: the last moment of the last day, or the offices' closing time where that ends it. */
export function lastMoment({ by, deadline }: Pick<RunningClock, 'by' | 'deadline'>): string {
  const time = deadline === startOfDay(addDays(by, 1)) ? '24:00' : formatInstant(deadline).slice(11, 16);
  return `${by}（${weekday(by)}）${time}`;
}

/** 星期三 */
export function weekday(date: CivilDate): string {
  return `星期${'四五六日一二三'.charAt(ordinalOf(date) % 7)}`;
}

/** The name of an organisation, as users know it. */
export function nameOf({ county }: Facts, org: string | null): string {
  return org === null ? '' : orgName(county, org);
}

/** The page of a record in the console. */
export function recordPath(path: string, id: string): string {
  return `/console/${path}/${id}`;
}
