/**
 * What records are about, as a reader may know it: of the records that a writer named those alone that this reader
 * sees.
 */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { valuesAt } from '../../shared/pages.ts';

type Answer = Record<string, unknown>;

/** Fields of answers that name other records. */
const FIELDS = ['about', 'links'] as const;

/**
 * The answers, each with those of its `about` and `links` that the reader may see; nothing is read where none names
 * any.
 */
export async function withAboutSeen(desk: Desk, reader: Actor, answers: readonly Answer[]): Promise<Answer[]> {
  const named = [...new Set(answers.flatMap((answer) => FIELDS.flatMap((field) => namedIn(answer, field))))];
  if (named.length === 0) return [...answers];
  const found = await valuesAt(
    desk.ports.store,
    named.map((id) => exchangeKey(desk.jurisdiction, id)),
  );
  const seen = new Set((found as Exchange[]).filter((record) => sightOf(record, reader)).map(({ id }) => id));
  return answers.map((answer) => {
    const shown = FIELDS.flatMap((field) => {
      const ids = namedIn(answer, field);
      const known = ids.filter((id) => seen.has(id));
      return known.length === ids.length ? [] : [[field, known] as const];
    });
    return shown.length === 0 ? answer : { ...answer, ...Object.fromEntries(shown) };
  });
}

function namedIn(answer: Answer, field: (typeof FIELDS)[number]): readonly string[] {
  const ids = answer[field];
  return Array.isArray(ids) ? ids : [];
}
