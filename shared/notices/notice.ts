/**
 * A notice: a mail that is owed. It is written by the commit that caused it and names no content, only what it is
 * about: the mail is made from the record as it is when the mail goes out. People are not disturbed outside office
 * hours (08:30–12:00 and 13:30–17:30 of working days).
 */

import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { type Calendar, calendarAt } from '../calendar/table.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { derivedId, digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item } from '../ports.ts';
import { type Instant, yearOfInstant } from '../time.ts';

export const NOTICE_STATES = ['waiting', 'sent', 'parked', 'dropped'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export interface Notice {
  id: string;
  jurisdiction: string;
  /** What it tells: `arrival`, `readdress-overdue`, `addressee-without-accounts`, `digest` … */
  type: string;
  org: string;
  section: string | null;
  /** The exchange that it is about; null for a digest. */
  about: string | null;
  /** What it needs beyond: a digest its day, a circular's mail the quarter. */
  day: string | null;
  createdAt: Instant;
  /** When it is to be tried (again). */
  due: Instant;
  state: NoticeState;
  attempts: number;
  lastError: string | null;
  sentAt: Instant | null;
  /** Fixed when it is written: sent twice, it is the same message. */
  messageId: string;
}

/** What a new notice is told; the rest is the same for all. */
export type Told = Pick<Notice, 'id' | 'jurisdiction' | 'type' | 'org' | 'section' | 'about' | 'day'>;

/** The notice of an exchange to one organisation; due now, or when the offices next open. */
export function noticeOf(
  about: Exchange,
  effect: { org: string; section: string | null; type: string },
  facts: Facts,
  mailDomain: string,
): Item {
  const { org, section, type } = effect;
  const id = derivedId(about.id, type, org, String(about.history.length));
  const { id: exchange, jurisdiction } = about;
  return noticeItem(newNotice({ id, jurisdiction, type, org, section, about: exchange, day: null }, facts, mailDomain));
}

/** A notice that waits for now, or for the offices' next opening. */
export function newNotice(told: Told, facts: Facts, mailDomain: string): Notice {
  return {
    ...told,
    createdAt: facts.now,
    due: nextOfficeInstant(calendarNow(facts), facts.now),
    state: 'waiting',
    attempts: 0,
    lastError: null,
    sentAt: null,
    messageId: `${told.id}@${mailDomain}`,
  };
}

/** The calendar as these facts know it. */
export function calendarNow({ log, now }: Facts): Calendar {
  return calendarAt(log, log.length, yearOfInstant(now));
}

export function noticeKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'notice', id);
}

/** Waiting notices lie in the wake index, parked ones where the bureau's administrator finds them. */
export function noticeItem(notice: Notice): Item {
  const key = noticeKey(notice.jurisdiction, notice.id);
  const places: Item['places'] = {};
  if (notice.state === 'waiting') places.wake = { partition: wakeShard(key), sort: sortable(notice.due) };
  if (notice.state === 'parked') {
    places.in = { partition: parkedPartition(notice.jurisdiction), sort: sortable(notice.createdAt) };
  }
  return { key, head: digest(notice), value: notice, places };
}

export function parkedPartition(jurisdiction: string): string {
  return `${jurisdiction}#notices#parked`;
}
