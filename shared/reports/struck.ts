/**
 * Lateness that an entry in the calendar has struck after its quarter's figures were frozen. The platform opens the correction
 * itself, decided: a circular under review counts one less, an issued one stays as it is and the next names the erratum.
 */
import { idOfCorrection, PLATFORM } from '../corrections/kind.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Effect } from '../exchange/seams.ts';
import { load } from '../exchange/work.ts';
import { quarterOf } from '../time.ts';
import { figuresCounting } from './figures-counting.ts';

/** `before` was late, `after` is so no longer, or by another day. Nothing where that day is in the same quarter. */
export async function errataOfStruck(desk: Desk, before: Exchange, after: Exchange): Promise<Effect[]> {
  const quarter = quarterOf(before.late?.due as string);
  if (after.late && quarterOf(after.late.due) === quarter) return [];
  const counted = (await figuresCounting(desk, quarter, before)) ?? [];
  const effects = await Promise.all(
    counted.map(async ({ figure, org }): Promise<Effect[]> => {
      const subject = { record: before.id, figure, quarter };
      if (await load(desk, idOfCorrection(desk.jurisdiction, subject, PLATFORM))) return [];
      return [
        { do: 'open', kind: 'correction', input: { ...subject, org, objector: org, ...wordsFor(before, after) } },
      ];
    }),
  );
  return effects.flat();
}

function wordsFor(before: Exchange, { history }: Exchange): { reason: string; decided: string } {
  const spared = history.findLast(({ act }) => act === 'spared')?.detail as { to: string; source: string };
  const due = before.late?.due;
  return {
    reason: `期限 ${due} 届满后录入了“${spared.source}”，按录入后的日历，该记录的期限为 ${spared.to}。`,
    decided: `按录入后的日历，该记录在 ${due} 未超期，附表该项减一。`,
  };
}
