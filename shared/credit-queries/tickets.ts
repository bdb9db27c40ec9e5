/**
 * Tickets for the credit page that an approval system shows inside its own: each opens it once, within five minutes
 * (art. 19).
 */
import { change, plainItem } from '../change.ts';
import { keyOf, sha256 } from '../keys.ts';
import type { Put, Store } from '../ports.ts';
import { type Instant, MINUTE } from '../time.ts';

export const TICKET_LASTS = 5 * MINUTE;

export interface Ticket {
  readonly account: string;
  readonly org: string;
  readonly creditCode: string;
  readonly application: string;
  readonly viewer: string | null;
  readonly expires: Instant;
  readonly used: boolean;
}

/** Kept by its digest: whoever reads the store opens no page. */
function ticketKey(jurisdiction: string, ticket: string): string {
  return keyOf(jurisdiction, 'credit', `ticket#${sha256(ticket)}`);
}

export async function issue(store: Store, jurisdiction: string, ticket: string, made: Ticket): Promise<void> {
  await change(store, ticketKey(jurisdiction, ticket), () => ({
    item: plainItem(ticketKey(jurisdiction, ticket), made),
    expires: made.expires,
    result: null,
  }));
}

/** A ticket that is good, and the write that uses it up. */
export interface Good {
  readonly ticket: Ticket;
  readonly used: Put;
}

/** The ticket as it is now; null where it is none, is used, or is over. Looking uses nothing up. */
export async function goodTicket(
  store: Store,
  jurisdiction: string,
  ticket: string,
  now: Instant,
): Promise<Good | null> {
  const key = ticketKey(jurisdiction, ticket);
  const item = await store.get(key);
  const found = item?.value as Ticket | undefined;
  if (!item || !found || found.used || found.expires <= now) return null;
  const used = { item: plainItem(key, { ...found, used: true }), expected: item.head, expires: found.expires };
  return { ticket: found, used };
}
