/** What is made when it is first asked for. */
import type * as z from 'zod';

/**
 * `make`, called once: at the first call, whose result all later ones answer. Schemas are declared so. Every function
 * loads every declaration at its start, and making all schemas takes longer than all the rest that is ours; a request
 * needs one or two of them.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

/** What a schema made lazily lets pass: `Checked<typeof replyInput>`. */
export type Checked<S extends () => z.ZodType> = z.output<ReturnType<S>>;
