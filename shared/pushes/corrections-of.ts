/** Which corrections (更正, art. 23) may have been opened for a push: one for each organisation that may object to it. */
import type { County } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { lateCorrectionId, OF_PUSHES, withHeirs } from '../exchange/figures.ts';
import { derivedId } from '../keys.ts';

/** One correction a push and objector. */
export function correctionId(jurisdiction: string, push: string, objector: string): string {
  return derivedId(jurisdiction, 'correction', push, objector);
}

/** The ids of the corrections that its sender and its addressee may have asked for, whether they have or not. */
export function correctionsOf({ jurisdiction, id, from, to }: Exchange, county: County): string[] {
  const sides = [from, to].flatMap((org) => (org === null ? [] : withHeirs(county, org)));
  return [
    ...sides.map((org) => correctionId(jurisdiction, id, org)),
    ...withHeirs(county, from).flatMap((org) =>
      OF_PUSHES.map((figure) => lateCorrectionId(jurisdiction, id, figure, org)),
    ),
  ];
}
