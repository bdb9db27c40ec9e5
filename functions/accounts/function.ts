import type { FunctionEntry } from '../function-entry.ts';
import { accountRoutes } from './accounts.ts';
import { settingsRoutes } from './settings.ts';

export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [...accountRoutes, ...settingsRoutes],
  grants: ['read', 'write'],
};
