/** Whose word a standard waits for, and who was late with it. */
import type { Exchange } from '../exchange/exchange.ts';
import type { StandardBody, StandardState } from './body.ts';

type Standard = Exchange<StandardBody, StandardState>;

/**
 * Whose word is waited for: the addressee's, or where a repeal is proposed that of the side which did not propose it.
 */
export function awaited({ state, from, to, body }: Standard): string | null {
  return state === 'repealing' && body.repealBy === to ? from : to;
}

/** Against whom its lateness counts: who had to confirm it, or its repeal, when that day passed. */
export function owedBy(standard: Standard): string | null {
  const { to, late, body } = standard;
  const whileRepealing = late && body.confirmedAt !== null && late.at > body.confirmedAt;
  return whileRepealing ? (body.repealLate ?? otherThan(standard, body.repealBy ?? undefined)) : to;
}

/** What is remembered of a repeal that comes to nothing: who was late with its word. */
export function silence(standard: Standard): Pick<StandardBody, 'repealLate'> {
  const late = standard.state === 'repealing' && standard.clock?.ended === true ? owedBy(standard) : null;
  return late === null ? {} : { repealLate: late };
}

export function otherThan({ from, to }: Standard, org: string | undefined): string | null {
  return org === from ? to : from;
}
