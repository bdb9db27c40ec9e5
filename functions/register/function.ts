import type { FunctionEntry } from '../catalog.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { registerRoutes } from './register.ts';

export const register: FunctionEntry = {
  name: 'register',
  routes: [...registerRoutes, ...reconciliationRoutes],
  grants: ['read', 'write', 'timers'],
};
