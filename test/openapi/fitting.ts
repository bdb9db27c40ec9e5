/** A call whose answer is held against what its route declares for that status. */
import { expect } from 'vitest';
import type * as z from 'zod';
import { ROUTES } from '../../functions/catalog.ts';
import { matcher } from '../../functions/http/matcher.ts';
import { problemAnswer } from '../../functions/http/problem-answer.ts';
import type { Called, InProcess } from '../in-process.ts';

const match = matcher(ROUTES);

export interface Fitting {
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** What the answer must fit where the route declares nothing yet. */
  readonly schema?: z.ZodType;
}

export async function fitting(here: InProcess, method: string, path: string, asked: Fitting = {}): Promise<Called> {
  const answer = await here.call(method, path, asked);
  const { route } = match(method, path.split('?')[0] as string);
  const declared = route.answers[answer.status]?.schema;
  const schema = answer.status >= 400 ? problemAnswer : declared ? await declared() : asked.schema;
  if (!schema) throw new Error(`${method} ${route.path} declares no schema for ${answer.status}: ${answer.text}`);
  const { error } = schema.safeParse(answer.json);
  expect(error && `${method} ${route.path} ${answer.status}: ${error.message}`).toBeUndefined();
  return answer;
}
