/**
 * Whether a record exists for a reader, and why: the one place that decides it. Sender, addressee and participants see
 * it as their own; the government office sees all (art. 25); what a referral or a grant opens is said by whoever asks.
 */
import type { Actor, Exchange } from './exchange.ts';

/**
 * A reader who is none of the record's own, and what opens it: reading so is logged and shown to the record's owners.
 */
export interface Grant {
  by: 'lead' | 'referral';
}

export type Sight = 'own' | Grant;

/** How the reader sees the record, or null where it does not exist for them. `granted`: what was opened to them. */
export function sightOf(exchange: Exchange, reader: Actor, granted: Grant | null = null): Sight | null {
  const { from, to, participants } = exchange;
  if (from === reader.org || to === reader.org || participants.includes(reader.org)) return 'own';
  return reader.roles.includes('government-office') ? { by: 'lead' } : granted;
}
