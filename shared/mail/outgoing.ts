/**
 * A mail that is to go out. It names no content, only what it is about: the mail is made from the record as it is when
 * it goes out. What a record owes lies in the record itself (`carrier.ts`); an item of its own is what belongs to no
 * record (a digest, a circular's mail), and what did not go out at its first attempt. People are not disturbed outside
 * office hours (08:30–12:00 and 13:30–17:30 of working days). Stored under the family `notice`, as it always was.
 */

import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import type { Entry, Exchange, Owed } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { derivedId, digest, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Item } from '../ports.ts';
import type { Instant } from '../time.ts';

/** What has become of a mail. */
export const MAIL_STATES = { waiting: '等待发送', sent: '已发送', parked: '发送失败', dropped: '不再发送' } as const;

export interface Outgoing {
  id: string;
  jurisdiction: string;
  /** What it tells: `arrival`, `readdress-overdue`, `addressee-without-accounts`, `digest` … */
  type: string;
  org: string;
  section: string | null;
  /** The exchange that it is about; null for a digest. */
  about: string | null;
  /** Where it goes whatever the organisation has by then; absent for all that go where its mails go. */
  address?: string;
  /** What it needs beyond: a digest its day, a circular's mail the quarter. */
  day: string | null;
  createdAt: Instant;
  /** When it is to be tried (again). */
  due: Instant;
  state: keyof typeof MAIL_STATES;
  attempts: number;
  /** How many times in a row the server took no mail at all; absent for none. */
  faults?: number;
  lastError: string | null;
  sentAt: Instant | null;
  /** Fixed when it is written: sent twice, it is the same message. */
  messageId: string;
}

/** What a new mail is told; the rest is the same for all. */
export type Told = Pick<Outgoing, 'id' | 'jurisdiction' | 'type' | 'org' | 'section' | 'about' | 'day'>;

/** What a record owes, as a mail: the same id and Message-ID whenever it is asked for. */
export function outgoingOf(about: Exchange, owed: Owed, mailDomain: string): Outgoing {
  const { type, org, section, entry, due } = owed;
  const id = derivedId(about.id, type, org, String(entry));
  const { jurisdiction } = about;
  const createdAt = (about.history[entry - 1] as Entry).at;
  return {
    ...waiting({ id, jurisdiction, type, org, section, about: about.id, day: null }, mailDomain),
    createdAt,
    due,
  };
}

/** A mail that waits for now, or for the offices' next opening. */
export function newOutgoing(told: Told, facts: Facts, mailDomain: string): Outgoing {
  const due = nextOfficeInstant(calendarNow(facts), facts.now);
  return { ...waiting(told, mailDomain), createdAt: facts.now, due };
}

function waiting(told: Told, mailDomain: string) {
  const messageId = `${told.id}@${mailDomain}`;
  return { ...told, state: 'waiting' as const, attempts: 0, lastError: null, sentAt: null, messageId };
}

export function outgoingKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, 'notice', id);
}

/**
 * Waiting mails lie in the wake index, parked ones where the bureau's administrator finds them, and those tried in vain
 * where `/health` does: in the wake index they stand behind all that is due before the offices open again.
 */
export function outgoingItem(outgoing: Outgoing): Item {
  const key = outgoingKey(outgoing.jurisdiction, outgoing.id);
  const places: Item['places'] = {};
  if (outgoing.state === 'waiting') places.wake = { partition: wakeShard(key), sort: sortable(outgoing.due) };
  const failed = outgoing.state === 'parked' || (outgoing.state === 'waiting' && outgoing.lastError);
  if (failed) places.in = { partition: failedPartition(outgoing), sort: sortable(outgoing.createdAt) };
  return { key, head: digest(outgoing), value: outgoing, places };
}

export function parkedPartition(jurisdiction: string): string {
  return failedPartition({ jurisdiction, state: 'parked' });
}

/** The partition of a county's mails that were tried in vain, oldest first. */
export function failedPartition({ jurisdiction, state }: Pick<Outgoing, 'jurisdiction' | 'state'>): string {
  return `${jurisdiction}#notices#${state}`;
}
