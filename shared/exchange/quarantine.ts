/** Quarantine as an act of the kinds in which people write: by the organisations that write in them. */
import type { Act } from './kind.ts';
import { QUARANTINE } from './run.ts';

type Quarantine<Body> = Act<Body, { reason: string }>;

/** On which side and with which roles one writes in a kind; a machine only with the scope by which it writes there. */
export function quarantineBy<Body>(
  writers: Pick<Quarantine<Body>, 'by' | 'roles' | 'scope' | 'refuse'>,
): Quarantine<Body> {
  const { scope: _scope, refuse, ...act } = QUARANTINE as Quarantine<Body>;
  return {
    ...act,
    ...writers,
    refuse: (exchange, input, actor, facts) =>
      writers.refuse?.(exchange, input, actor, facts) ?? refuse?.(exchange, input, actor, facts) ?? null,
  };
}
