/** Mails that could not be sent: found by the bureau's administrator, and sent again once the cause is gone. */
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import { type Changed, change } from '../change.ts';
import { notFound, Problem } from '../errors.ts';
import { arm, type Desk } from '../exchange/desk.ts';
import { type Paging, readCursor, writeCursor } from '../exchange/list.ts';
import { sortable, splitKey } from '../keys.ts';
import type { Item } from '../ports.ts';
import { formatInstant, formatInstantOrNull, type Instant } from '../time.ts';
import { type Outgoing, outgoingItem, outgoingKey, parkedPartition } from './outgoing.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-parked': true;
  }
}

/** One page, oldest first. What is no longer parked is left out, so a page may be short. */
export async function parkedPage(desk: Desk, paging: Paging): Promise<{ items: Outgoing[]; next: string | null }> {
  const partition = parkedPartition(desk.jurisdiction);
  const after = paging.cursor === null ? undefined : readCursor(paging.cursor, paging.owner).entry;
  const found = await desk.ports.store.query('in', partition, { after, limit: paging.limit + 1 });
  const entries = found.slice(0, paging.limit);
  const last = entries.at(-1);
  const read = await desk.ports.store.getMany(entries.map(({ key }) => key));
  const all = read.flatMap((item) => (item ? [item.value as Outgoing] : []));
  const next = found.length > entries.length && last ? writeCursor({ partition, entry: last }, paging.owner) : null;
  return { items: all.filter(({ state }) => state === 'parked'), next };
}

/** A parked mail waits again, for now or the offices' next opening, with all its attempts. */
export async function resend(desk: Desk, id: string): Promise<Outgoing> {
  // Ids are 32 hex digits: whatever else comes in from outside never reaches the store.
  if (id.length !== 32) throw notFound('该通知');
  const facts = await desk.facts();
  const decide = (stored: Item | undefined): Changed<Outgoing> => {
    if (!stored) throw notFound('该通知');
    const parked = stored.value as Outgoing;
    if (parked.state !== 'parked') {
      throw new Problem('not-parked', '该通知没有处于发送失败状态，不需要重新发送。请刷新列表后查看。');
    }
    const due = nextOfficeInstant(calendarNow(facts), facts.now);
    const waiting: Outgoing = { ...parked, state: 'waiting', due, attempts: 0, lastError: null };
    return { item: outgoingItem(waiting), result: waiting };
  };
  return change(desk.ports.store, outgoingKey(desk.jurisdiction, id), decide, (item) => arm(desk, item));
}

/** As many as one request has wait again. */
const AT_ONCE = 100;

/**
 * All that were parked and arose before an instant wait again, a hundred at a time; `more` where there are further
 * ones.
 */
export async function resendAll(desk: Desk, before: Instant): Promise<{ count: number; more: boolean }> {
  const bounds = { to: sortable(before), limit: AT_ONCE };
  const entries = await desk.ports.store.query('in', parkedPartition(desk.jurisdiction), bounds);
  let count = 0;
  for (const { key } of entries) {
    try {
      await resend(desk, splitKey(key).id);
      count += 1;
    } catch (error) {
      // Somebody else has had it sent again meanwhile.
      if (!(error instanceof Problem) || error.code !== 'not-parked') throw error;
    }
  }
  return { count, more: entries.length === AT_ONCE };
}

/** Without addresses and without content. */
export function presentOutgoing(outgoing: Outgoing): Record<string, unknown> {
  const { id, type, org, section, about, state, attempts, lastError, createdAt, due, sentAt } = outgoing;
  const times = { createdAt: formatInstant(createdAt), due: formatInstant(due), sentAt: formatInstantOrNull(sentAt) };
  return { id, type, org, section, about, state, attempts, lastError, ...times };
}
