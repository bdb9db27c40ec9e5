/**
 * Where a draft stands among those concerned (art. 9, 20). Each is asked by a letter; what it replied stands until the
 * rows that concern it change. An objection, and a silence past its day, wait for the government office (art. 25).
 * Pure.
 */
import { type ChangedRow, concernedBy, digestOf } from '../boundary/changes.ts';
import { start } from '../clocks/clocks.ts';
import { governmentOfficeOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Change } from '../exchange/kind.ts';
import { derivedId } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Confirmation, DraftBody, DraftState } from './body.ts';

export type Draft = Exchange<DraftBody, DraftState>;

/** One who is asked anew, with the rows. */
export interface AskedAnew {
  org: string;
  rows: readonly ChangedRow[];
}

/** The confirmations of a draft that is submitted, and whom letters go to. Who is no longer concerned drops out. */
export function submitted(
  { id, body }: Draft,
  changes: readonly ChangedRow[],
  now: Instant,
): { confirmations: Confirmation[]; asked: AskedAnew[] } {
  const asked: AskedAnew[] = [];
  const confirmations = [...concernedBy(changes)].map(([org, rows]): Confirmation => {
    const before = body.confirmations.find((one) => one.org === org);
    const digest = digestOf(rows);
    const stands = before !== undefined && before.rows === digest && STANDS.includes(before.state);
    if (stands) return before;
    asked.push({ org, rows });
    return { org, letter: letterId(id, org, body.round + 1), state: 'asked', rows: digest, askedAt: now };
  });
  return { confirmations, asked };
}

/** The id of the letter to an organisation, the `round`th time that the draft is submitted. */
export function letterId(draft: string, org: string, round: number): string {
  return derivedId(draft, 'letter', org, String(round));
}

const STANDS: readonly Confirmation['state'][] = ['agreed', 'objected', 'settled'];

/** What the government office has to settle. */
export function isOpen({ state }: Confirmation): boolean {
  return state === 'objected' || state === 'silent';
}

/** Those whose word is missing. */
export function missing(body: DraftBody): string[] {
  return body.confirmations.filter((one) => one.state === 'asked' || isOpen(one)).map(({ org }) => org);
}

/** The confirmations with that of one organisation changed. */
export function withAnswer(body: DraftBody, org: string, more: Partial<Confirmation>): Confirmation[] {
  return body.confirmations.map((one) => (one.org === org ? { ...one, ...more } : one));
}

/**
 * The draft with these confirmations: confirmed where none is missing, else at the government office where it has to
 * settle.
 */
export function confirming(draft: Draft, body: DraftBody, facts: Facts, since: Instant): Change<DraftBody, DraftState> {
  const open = body.confirmations.some(isOpen);
  const atOffice = {
    to: governmentOfficeOf(facts.county).code,
    clock: draft.clock ?? start(facts.log, facts.now, 'reply', since),
  };
  const place = open ? atOffice : { to: null, clock: null };
  const becameOpen = open && draft.clock === null;
  return {
    set: { ...place, state: missing(body).length === 0 ? 'confirmed' : 'confirming' },
    body,
    ...(becameOpen && { also: [{ do: 'mail', org: place.to as string, section: null, type: 'draft-unsettled' }] }),
  };
}
