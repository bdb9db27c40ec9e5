import type { FunctionEntry } from '../function-entry.ts';
import { reconciliationRoutes } from './reconciliations.ts';
import { registerRoutes } from './register.ts';

export const register: FunctionEntry = {
  name: 'register',
  routes: [...registerRoutes, ...reconciliationRoutes],
  grants: ['read', 'write', 'timers', 'sealing'],
};
