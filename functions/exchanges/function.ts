import { KINDS } from '../../shared/kinds.ts';
import { push } from '../../shared/pushes/kind.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { besides } from './besides.ts';
import { routesOf } from './of-kind.ts';

const others = [...KINDS.values()].filter(({ kind }) => kind !== push.kind);

export const exchanges: FunctionEntry = {
  name: 'exchanges',
  routes: [...besides(KINDS), ...others.flatMap(routesOf)],
  grants: ['read', 'write', 'timers', 'looking', 'sealing'],
};
