/**
 * The evidence of a case: records of this platform, each named with the head of its history at that time. Whoever a
 * matter is referred to (art. 24: 移交纪检部门严肃处理) has to see what it rests on, as has the organisation that is to state
 * its side: those records, to be read, and nothing else.
 */
import type { Actor, Exchange } from '../exchange/exchange.ts';
import { sightOf } from '../exchange/sight.ts';
import type { AccountabilityBody, AccountabilityState, Evidence } from './body.ts';
import { isHeard } from './hearing.ts';

/** What the case says of one record that it rests on; undefined where it does not. */
export function evidenceNamed({ body }: Exchange<AccountabilityBody>, record: string): Evidence | undefined {
  return body.evidence.find((one) => one.record === record);
}

/**
 * Whether a reader of the case may see a record that it names: as one of the record's own, by the referral, or because
 * it is held against its organisation.
 */
export function mayReadEvidence(
  found: Exchange<AccountabilityBody, AccountabilityState>,
  record: Exchange,
  reader: Actor,
): boolean {
  const { to, body } = found;
  const referred = body.referredAt !== null && to === reader.org && reader.roles.includes('discipline');
  return referred || isHeard(found, reader.org) || sightOf(record, reader) !== null;
}

/** How many entries the record's history had when it was named; null where the head that was named is not in it. */
export function entriesThen({ history }: Exchange, { hash }: Evidence): number | null {
  const at = history.findIndex((entry) => entry.hash === hash);
  return at === -1 ? null : at + 1;
}
