/** Every answer that a test sees is held against what its route declares: the API's documents describe no other. */

import { matcher } from '../../functions/http/matcher.ts';
import { problemAnswer } from '../../functions/http/problem-answer.ts';
import { conflictsOf, type Route } from '../../functions/http/route.ts';

/** Throws where an answer's JSON is not what the route declares for that status. */
export type Described = (method: string, path: string, answer: { status: number; json: unknown }) => Promise<void>;

export function describedBy(routes: readonly Route[]): Described {
  const match = matcher(routes);
  return async (method, path, { status, json }) => {
    if (json === undefined) return;
    const declared = (): Route['answers'][number] | undefined => match(method, path).route.answers[status];
    const schema = status >= 400 ? ((await refusal(declared)) ?? problemAnswer) : await declared()?.schema?.();
    if (status === 409) {
      const { code } = json as { code: string };
      const codes: readonly string[] = conflictsOf(match(method, path).route);
      if (!codes.includes(code)) throw new Error(`${method} ${path} answers 409 ${code}, which it does not declare`);
    }
    const error = schema?.safeParse(json).error;
    if (error) throw new Error(`${method} ${path} ${status} is not as its route declares: ${error.message}`);
  };
}

/** A refusal that is no problem document, where its route says so; 404 and 405 have no route. */
async function refusal(declared: () => Route['answers'][number] | undefined) {
  try {
    return await declared()?.schema?.();
  } catch {
    return undefined;
  }
}
