import type { FunctionEntry } from '../catalog.ts';
import { cautionRoutes } from '../cautions/of-quarter.ts';
import { reportRoutes } from './reports.ts';

export const reports: FunctionEntry = {
  name: 'reports',
  routes: [...reportRoutes, ...cautionRoutes],
  grants: ['read', 'write', 'timers', 'files'],
};
