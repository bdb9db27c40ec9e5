/** Credit records of a push that is taken back: those that nothing else tells of end with it. */
import { creditRecordId } from '../credit-records/record-id.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Asked, Effect, SystemActs } from '../exchange/seams.ts';
import type { PushBody } from './body.ts';

/** What has to be known of a push that is taken back: the credit records that it alone tells of. */
export function creditRecordsAsked({ id, body }: Exchange<PushBody>): Asked {
  return body.handling || body.kind === 'approval' ? { creditRecordsTold: { push: id } } : {};
}

/** Those records end with what they tell of. */
export function creditRecordsEnd({ found }: Facts, input: SystemActs['credit-record.end']): Effect[] {
  return (found?.creditRecordsTold ?? []).map((on) => ({ do: 'act', on, act: 'credit-record.end', input }));
}

/** What a push has caused without its credit record, which may be of others as well. */
export function causedBeside({ id, caused }: Exchange<PushBody>): string[] {
  return caused.filter((one) => one !== creditRecordId(id));
}
