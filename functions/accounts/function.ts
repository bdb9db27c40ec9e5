import { boundaryRoutes } from '../boundary/versions.ts';
import type { FunctionEntry } from '../catalog.ts';
import { accountRoutes } from './accounts.ts';

export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [...accountRoutes, ...boundaryRoutes],
  grants: ['read', 'write'],
};
