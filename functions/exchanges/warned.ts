/** What is taken with a word, in the answer to whoever said it; pushes keep theirs (`shared/pushes/body.ts`). */
import type * as z from 'zod';
import { throughout } from '../../shared/exchange/marks.ts';
import { type IdentityWarning, identityNumbersIn } from '../../shared/identity-warnings.ts';
import { meanings } from '../../shared/meaning.ts';

type Answered = Record<string, unknown>;

/** The answers, with a warning for every text of the input in which an identity number stands that is not sealed. */
export function warned(schema: z.ZodType, input: unknown, answers: readonly Answered[]): Answered[] {
  const without = throughout(schema, (field) => {
    const { sealed, sealsNumber } = meanings.get(field) ?? {};
    return sealed || sealsNumber ? () => null : undefined;
  });
  const found = identityNumbersIn(without ? without(input) : input);
  if (found.length === 0) return [...answers];
  const told = ({ warnings }: Answered) => (warnings ?? []) as readonly IdentityWarning[];
  return answers.map((answer) => ({ ...answer, warnings: [...told(answer), ...found] }));
}
