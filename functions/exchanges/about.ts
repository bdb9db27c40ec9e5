/** What records are about, as a reader may know it: of the records that a writer named those alone that this reader sees. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { valuesAt } from '../../shared/pages.ts';

type Answer = Record<string, unknown>;

/** The answers, each with those of its `about` that the reader may see; nothing is read where none names any. */
export async function withAboutSeen(desk: Desk, reader: Actor, answers: readonly Answer[]): Promise<Answer[]> {
  const named = [...new Set(answers.flatMap((answer) => aboutOf(answer)))];
  if (named.length === 0) return [...answers];
  const found = await valuesAt(
    desk.ports.store,
    named.map((id) => exchangeKey(desk.jurisdiction, id)),
  );
  const seen = new Set((found as Exchange[]).filter((record) => sightOf(record, reader)).map(({ id }) => id));
  return answers.map((answer) => {
    const about = aboutOf(answer);
    return about.length === 0 ? answer : { ...answer, about: about.filter((id) => seen.has(id)) };
  });
}

function aboutOf({ about }: Answer): readonly string[] {
  return (about as readonly string[] | undefined) ?? [];
}
