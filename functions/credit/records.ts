/**
 * The credit records of a party that a query shows: those that are public, and to their owner and the bureau those that
 * are not.
 */

import { bureauOf } from '../../shared/county.ts';
import type { CreditRecordBody } from '../../shared/credit-records/body.ts';
import { fieldOf } from '../../shared/credit-records/completeness.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { valuesOf } from '../../shared/pages.ts';
import { civilDateOf } from '../../shared/time.ts';

type CreditRecord = Exchange<CreditRecordBody>;

/** Repaired, annulled and withdrawn ones are never shown. */
const GONE: readonly string[] = ['retracting', 'withdrawn'];

export async function recordsOf(desk: Desk, facts: Facts, org: string, creditCode: string, application: string | null) {
  const { store } = desk.ports;
  const forBureau = application !== null && org === bureauOf(facts.county).code;
  const shown = [];
  for await (const value of valuesOf(store, 'party', `${desk.jurisdiction}#${creditCode}`, {})) {
    const record = value as CreditRecord;
    if (record.kind !== 'credit-record' || record.body.fields === null || GONE.includes(record.state)) continue;
    if (isPublic(record, facts) || record.from === org || forBureau) shown.push(presented(record, org, facts));
  }
  return shown.toSorted((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1));
}

/** Sent or taken in, to be public, and within its day. */
function isPublic({ state, body }: CreditRecord, { now }: Facts): boolean {
  const there = state === 'sent' || state === 'accepted';
  return there && body.publish && (body.publishUntil === null || civilDateOf(now) <= body.publishUntil);
}

function presented(record: CreditRecord, org: string, facts: Facts) {
  const { type, decidedOn, fields, publishUntil } = record.body;
  return {
    ...{ id: record.from === org ? record.id : null, type, decidedOn, publishUntil },
    ...{ documentNumber: fieldOf(fields, 'WSH'), authority: authorityOf(fields), published: isPublic(record, facts) },
    content: fieldOf(fields, 'NR') ?? fieldOf(fields, 'JG'),
  };
}

function authorityOf(fields: CreditRecordBody['fields']): string | null {
  return fieldOf(fields, 'XKJG') ?? fieldOf(fields, 'CFJG') ?? fieldOf(fields, 'JCJG');
}
