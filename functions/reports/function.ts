import { cautionRoutes } from '../cautions/of-quarter.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { reportRoutes } from './reports.ts';

export const reports: FunctionEntry = {
  name: 'reports',
  routes: [...reportRoutes, ...cautionRoutes],
  grants: ['read', 'write', 'timers', 'files'],
};
