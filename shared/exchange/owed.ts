/**
 * What a record owes: mails, kept in the record that caused them, so that a push with the mail of its arrival is one
 * item and one conditional put. How far they are is no part of the history, but of the head that the store compares.
 */
import type { Put } from '../ports.ts';
import { again, arm, type Desk } from './desk.ts';
import type { Exchange, Owed } from './exchange.ts';
import type { Facts } from './facts.ts';
import { load } from './work.ts';
import { armed } from './writes.ts';

/** What becomes of an owed mail, and what is written by the same commit. */
export interface Marked {
  owed: Owed;
  also?: readonly Put[];
}

/** A record as it was read or written a moment ago, with the facts of that moment: saves reading it again. */
export interface Known {
  exchange: Exchange;
  facts: Facts;
}

/**
 * Changes the `nth` owed mail of a record; `change` is asked again, of the record as it then is, whenever somebody was
 * faster. Answers the record as written, or null where `change` wants nothing (more). Throws `unavailable` where it
 * cannot be written.
 */
export async function mark(
  desk: Desk,
  nth: number,
  known: Known,
  change: (owed: Owed, exchange: Exchange, facts: Facts) => Promise<Marked | null>,
): Promise<Exchange | null> {
  let before: Exchange | undefined = known.exchange;
  return again<Exchange | null>(desk, known.facts, async (facts, inTime) => {
    before ??= await load(inTime, known.exchange.id, facts);
    const [exchange, owed] = [before, before?.mails[nth]];
    before = undefined;
    const marked = exchange && owed ? await change(owed, exchange, facts) : null;
    if (!exchange || !marked) return { done: null };
    const after = { ...exchange, mails: exchange.mails.with(nth, marked.owed) };
    const also = marked.also ?? [];
    const puts = [await armed(inTime, exchange, after), ...also];
    await Promise.all(also.map(({ item }) => arm(inTime, item)));
    return (await inTime.ports.store.commit(puts)).committed ? { done: after } : null;
  });
}
