/** Pushes that a reconciliation finds under the reference and that nobody supervises, by what became of them. */
import type { Exchange } from '../../shared/exchange/exchange.ts';

/** The lists of an answer; each is there only where it names something. */
export const TAKEN_BACK = ['withdrawn', 'returned', 'quarantined'] as const;
export type TakenBack = (typeof TAKEN_BACK)[number];

/** What is asked of a push here. */
type Listed = Exchange<{ readonly correctedBy?: string | undefined; readonly supersededBy: string | null }>;

/**
 * What became of a push that its list has: withdrawn by hand, returned and not readdressed, or quarantined. Null for
 * one that stands, and for one whose place a correction has taken, since the correction is pushed by itself.
 */
export function takenBack({ state, quarantined, history, body }: Listed): TakenBack | null {
  if (body.correctedBy !== undefined) return null;
  if (state === 'withdrawn') return history.some(({ act }) => act === 'withdraw') ? 'withdrawn' : null;
  if (quarantined) return 'quarantined';
  return state === 'returned' && body.supersededBy === null ? 'returned' : null;
}

/** The answer's lists of the references that are named so. */
export function listsOf(
  found: readonly { readonly reference: string; readonly became: TakenBack }[],
): Partial<Record<TakenBack, string[]>> {
  const lists = TAKEN_BACK.map((name) => [
    name,
    found.flatMap(({ reference, became }) => (became === name ? [reference] : [])),
  ]);
  return Object.fromEntries(lists.filter(([, references]) => (references as string[]).length > 0));
}
