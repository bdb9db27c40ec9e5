/**
 * Which records a person has opened, for the mark ● of unread ones. It is kept for 60 days, shown to nobody else,
 * exported and counted nowhere. An item holds a week, so that opening a record does not rewrite two months.
 */
import { change, plainItem } from '../change.ts';
import { keyOf } from '../keys.ts';
import { noted } from '../lasting.ts';
import type { Store } from '../ports.ts';
import { DAY, type Instant, ordinalOfInstant } from '../time.ts';
import type { Owner } from './draft.ts';

/** What came in before is taken for read. */
const UNREAD_FOR = 60 * DAY;

const WEEK_DAYS = 7;
const WEEKS = Math.ceil(UNREAD_FOR / DAY / WEEK_DAYS) + 1;
/** Letters of an id that are kept: enough to tell a county's records apart. */
const LETTERS = 12;
/** Records of a week; a person opens fewer. */
const OF_A_WEEK = 5_000;

/** Notes that a person has opened a record; again the same. While nothing can be written it stays unread. */
export async function noteOpened(store: Store, owner: Owner, id: string, now: Instant): Promise<void> {
  const key = weekKey(owner, weekOf(now));
  const mark = id.slice(0, LETTERS);
  const noting = change(store, key, (stored) => {
    const marks = marksIn(stored?.value);
    if (marks.includes(mark) || marks.length >= OF_A_WEEK) return { item: null, result: null };
    const expires = now + UNREAD_FOR + WEEK_DAYS * DAY;
    return { item: plainItem(key, { marks: [...marks, mark] }), expires, result: null };
  });
  await noted(noting);
}

/** Whether a record that came in at an instant is unread. */
export type Unread = (id: string, since: Instant) => boolean;

/** What a person has not opened, by one round of reads. */
export async function unreadOf(store: Store, owner: Owner, now: Instant): Promise<Unread> {
  const weeks = Array.from({ length: WEEKS }, (_, back) => weekKey(owner, weekOf(now) - back));
  const items = await store.getMany(weeks);
  const opened = new Set(items.flatMap((item) => marksIn(item?.value)));
  return (id, since) => since > now - UNREAD_FOR && !opened.has(id.slice(0, LETTERS));
}

function weekOf(now: Instant): number {
  return Math.floor(ordinalOfInstant(now) / WEEK_DAYS);
}

function marksIn(value: unknown): readonly string[] {
  return (value as { marks: string[] } | undefined)?.marks ?? [];
}

function weekKey({ jurisdiction, account }: Owner, week: number): string {
  return keyOf(jurisdiction, 'draft', `${account}#opened#${week}`);
}
