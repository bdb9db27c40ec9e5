/** What a mail says, before it has a form. It never says anything personal of a party: mail leaves the platform. */
import type { RunningClock } from '../calendar/types.ts';
import { organisationOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { addDays, type CivilDate, formatInstant, ordinalOf, startOfDay } from '../time.ts';

export interface Letter {
  /** Without the prefix that all subjects have. */
  subject: string;
  /** What has happened, and what to do by when. */
  opening: string;
  details: readonly (readonly [label: string, value: string])[];
  groups: readonly { title: string; lines: readonly { text: string; path: string }[] }[];
  link: { label: string; path: string };
  /** The article that it rests on, quoted; null where none does. */
  basis: string | null;
  remarks: readonly string[];
}

/** What a letter about an exchange may look at: settled records, and the kinds' own words. */
export interface Subject {
  exchange: Exchange;
  /** Chinese: what the exchange's kind is called, and where its records are found. */
  label: string;
  path: string;
  /** The push behind a problem, a task or a correction; the exchange itself where it is one. */
  matterName: string | null;
  facts: Facts;
}

export const PROVISIONAL =
  '期限中含推算日历：有关年份的放假安排通知尚未公布，公布后期限可能调整，请以登录平台所见为准。';

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
  return org === null ? '' : (organisationOf(county, org)?.name ?? org);
}

/** Where a record is found: the entry page, with the record named behind `#`, which every browser takes there. */
export function recordPath(path: string, id: string): string {
  return `/#${path}/${id}`;
}
