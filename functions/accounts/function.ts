import { auditRoutes } from '../audit/audit.ts';
import type { FunctionEntry } from '../function-entry.ts';
import { accountRoutes } from './accounts.ts';
import { settingsRoutes } from './settings.ts';

export const accounts: FunctionEntry = {
  name: 'accounts',
  routes: [...accountRoutes, ...settingsRoutes, ...auditRoutes],
  grants: ['read', 'write'],
};
