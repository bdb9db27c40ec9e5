import { push } from '../../shared/pushes/kind.ts';
import { batchRoutes } from '../exchanges/batch.ts';
import { recordRoutes } from '../exchanges/record-routes.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { readTemplate } from '../push-imports/template-route.ts';
import { listPushes } from './list.ts';
import { createPush } from './pushes.ts';

export const pushes: FunctionEntry = {
  name: 'pushes',
  routes: [createPush, listPushes, readTemplate, ...batchRoutes(push), ...recordRoutes(push)],
  grants: ['read', 'write', 'timers', 'looking', 'sealing'],
};
