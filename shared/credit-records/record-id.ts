/** The id of the credit record that another record opens, where there is none of the decision yet. */
import { derivedId } from '../keys.ts';

export function creditRecordId(origin: string): string {
  return derivedId(origin, 'credit-record');
}
