/**
 * Tickets for the credit page that an approval system shows inside its own: each opens it once, within five minutes
 * (art. 19).
 */
import { change, plainItem } from '../change.ts';
import { keyOf, sha256 } from '../keys.ts';
import type { Store } from '../ports.ts';
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

/** The ticket, used up by this; null where it is none, is used, or is over. */
export function redeem(store: Store, jurisdiction: string, ticket: string, now: Instant): Promise<Ticket | null> {
  const key = ticketKey(jurisdiction, ticket);
  return change<Ticket | null>(store, key, (before) => {
    const found = before?.value as Ticket | undefined;
    if (!found || found.used || found.expires <= now) return { item: null, result: null };
    return { item: plainItem(key, { ...found, used: true }), expires: found.expires, result: found };
  });
}
