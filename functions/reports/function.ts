import { cautionRoutes } from '../cautions/of-quarter.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { matterReport } from './matters.ts';
import { reportRoutes } from './reports.ts';

export const reports: FunctionEntry = {
  name: 'reports',
  routes: [...reportRoutes, matterReport, ...cautionRoutes],
  grants: ['read', 'write', 'timers', 'files'],
};
