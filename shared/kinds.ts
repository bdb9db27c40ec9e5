/** The catalogue of kinds: one line each. */
import { accountability } from './accountability/kind.ts';
import { caution } from './cautions/caution.ts';
import { talk } from './cautions/talk.ts';
import { correction } from './corrections/kind.ts';
import type { AnyKind, Kinds } from './exchange/kind.ts';
import { problem } from './problems/kind.ts';
import { push } from './pushes/kind.ts';
import { feedback } from './register/feedback.ts';
import { task } from './tasks/kind.ts';

const all: readonly AnyKind[] = [push, problem, task, correction, caution, talk, accountability, feedback];

export const KINDS: Kinds = new Map(all.map((kind) => [kind.kind, kind]));
