import { KINDS } from '../../shared/kinds.ts';
import { push } from '../../shared/pushes/kind.ts';
import { accountabilityRoutes } from '../accountability/opening.ts';
import type { FunctionEntry } from '../catalog.ts';
import { cautionRoutes } from '../cautions/of-quarter.ts';
import { listRoute, recordRoutes } from './routes.ts';

const others = [...KINDS.values()].filter((kind) => kind !== push);

export const exchanges: FunctionEntry = {
  name: 'exchanges',
  routes: [
    ...accountabilityRoutes,
    ...cautionRoutes,
    ...others.flatMap((kind) => [listRoute(kind), ...recordRoutes(kind)]),
  ],
  grants: ['read', 'write', 'timers'],
};
