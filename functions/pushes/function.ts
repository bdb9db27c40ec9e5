import { push } from '../../shared/pushes/kind.ts';
import type { FunctionEntry } from '../catalog.ts';
import { recordRoutes } from '../exchanges/routes.ts';
import { batchClaim } from './claims.ts';
import { createPush, listPushes } from './pushes.ts';

export const pushes: FunctionEntry = {
  name: 'pushes',
  routes: [createPush, listPushes, batchClaim, ...recordRoutes(push)],
  grants: ['read', 'write', 'timers'],
};
