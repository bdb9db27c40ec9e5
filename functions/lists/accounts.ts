import { accountRoutes } from '../accounts.ts';
import { boundaryRoutes } from '../boundary.ts';
import type { FunctionEntry } from '../catalog.ts';

export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [...accountRoutes, ...boundaryRoutes],
  grants: ['read', 'write'],
};
