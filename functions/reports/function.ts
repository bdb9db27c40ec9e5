import type { FunctionEntry } from '../catalog.ts';
import { reportRoutes } from './reports.ts';

export const reports: FunctionEntry = {
  name: 'reports',
  routes: reportRoutes,
  grants: ['read', 'write', 'timers', 'files'],
};
