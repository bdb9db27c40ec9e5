/** All lateness of one record, of whatever kind: what figures of the annex may count of it, and against whom. */
import type { Exchange } from '../exchange/exchange.ts';
import type { Figure } from '../exchange/figures.ts';
import type { Kinds } from '../exchange/kind.ts';
import type { CivilDate, Instant } from '../time.ts';
import { isPush, type Lateness, latePassedOn, latePush, lateReaddressing, sentBy } from './counted.ts';
import { lateRecord } from './late-records.ts';

export interface LateIn {
  figure: Figure;
  /** Against whom it counts: who owed the act then. */
  org: string;
  /** Who has the place of that organisation now. */
  holder: string;
  due: CivilDate;
  /** When it came to light. */
  light: Instant;
}

export function latenessOf(kinds: Kinds, record: Exchange): LateIn[] {
  if (isPush(record)) {
    const passedOn = latePassedOn(record);
    const found: [Figure, Lateness | null][] = [
      ['pushedLate', latePush(record)],
      ...(passedOn ? [[passedOn.figure, passedOn] as [Figure, Lateness]] : []),
      ['readdressedLate', lateReaddressing(record)],
    ];
    return found.flatMap(([figure, late]) =>
      late ? [{ figure, org: sentBy(record, late), holder: record.from, ...late }] : [],
    );
  }
  const late = lateRecord(kinds, record, Number.POSITIVE_INFINITY);
  return late ? [late] : [];
}
