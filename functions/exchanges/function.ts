import { KINDS } from '../../shared/kinds.ts';
import { push } from '../../shared/pushes/kind.ts';
import { readEvidence } from '../accountability/evidence.ts';
import type { FunctionEntry } from '../catalog.ts';
import { cautionRoutes } from '../cautions/of-quarter.ts';
import { listRoute, openingRoutes, recordRoutes } from './routes.ts';

const others = [...KINDS.values()].filter(({ kind }) => kind !== push.kind);

export const exchanges: FunctionEntry = {
  name: 'exchanges',
  routes: [
    readEvidence,
    ...cautionRoutes,
    ...others.flatMap((kind) => [...openingRoutes(kind), listRoute(kind), ...recordRoutes(kind)]),
  ],
  grants: ['read', 'write', 'timers'],
};
