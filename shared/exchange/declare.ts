/**
 * Declaring a kind: what its folder says, completed by the acts that the kernel gives to all (quarantine, nudge,
 * set-due).
 */
import { REASSIGN } from './assign.ts';
import { withKeys } from './keyed.ts';
import type { AnyAct, AnyKind, Kind, Kinds } from './kind.ts';
import { nudgeOf } from './nudge.ts';
import { QUARANTINED } from './quarantine.ts';
import { setDueOf } from './set-due.ts';
import { succeedIn } from './succession.ts';

/** `export const problem = declareKind<'problem', ProblemBody, ProblemState>({ … })`. */
export function declareKind<Name extends string, Body, State extends string>(
  declared: Kind<Name, Body, State>,
): Kind<Name, Body, State> {
  const kind = declared as unknown as AnyKind;
  const given: Record<string, AnyAct | null> = {
    nudge: nudgeOf(kind),
    'set-due': setDueOf(kind),
    quarantine: QUARANTINED,
    reassign: kind.acts.assign ? REASSIGN : null,
    succeed: succeedIn(kind),
  };
  const missing = Object.entries(given).filter(([name, act]) => act !== null && !kind.acts[name]);
  const opening = declared.opening && { opening: { ...declared.opening, ...withKeys(declared.opening.input) } };
  return { ...declared, ...opening, acts: { ...declared.acts, ...Object.fromEntries(missing) } };
}

/** The catalogue by name. Throws where two kinds share a name or a path. */
export function kindsOf(all: readonly AnyKind[]): Kinds {
  const [names, paths] = [new Set(all.map(({ kind }) => kind)), new Set(all.map(({ path }) => path))];
  if (names.size < all.length || paths.size < all.length) throw new Error('two kinds share a name or a path');
  return new Map(all.map((kind) => [kind.kind, kind]));
}
