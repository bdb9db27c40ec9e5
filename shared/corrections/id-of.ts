/**
 * The id of a correction: one a push and objector; of a figure of the annex one a record, figure, quarter and objector.
 * The first of a record lies where it lay before quarters were told apart, each of another quarter in the next place.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { lateCorrectionIds } from '../exchange/figures.ts';
import { load } from '../exchange/work.ts';
import { correctionId } from '../pushes/corrections-of.ts';
import type { CorrectionBody } from './body.ts';
import type { Subject } from './kind.ts';

/** The id of the correction that `objector` may ask for, whether it is there or not. */
export async function idOfCorrection(desk: Desk, subject: Subject, objector: string): Promise<string> {
  const { jurisdiction } = desk;
  if ('push' in subject) return correctionId(jurisdiction, subject.push, objector);
  const { record, figure, quarter } = subject;
  const ids = lateCorrectionIds(jurisdiction, record, figure, objector);
  for (const id of ids) {
    const there = (await load(desk, id)) as Exchange<CorrectionBody> | undefined;
    if (!there || there.body.quarter === quarter) return id;
  }
  return ids.at(-1) as string;
}
